import { describe, expect, it } from 'vitest';
import { openSubject } from '../../devices/document-camera/chromium-subject.ts';
import { titleOf } from './rows.ts';
import { limitMs } from './strike.ts';
import { faultRows, reasonAgainst } from './table.ts';

const rows = faultRows.filter((row) => row.deviceClass === 'document-camera' && reasonAgainst(row) === null);

/** The camera lives in the window: its stills are its status, and a failed one is told to the resident at once. */
describe('document-camera under faults, in a window', () => {
  for (const row of rows) {
    it(titleOf(row), { timeout: 60_000 }, async () => {
      if (row.fault !== 'disconnect')
        throw new Error('this row needs a way to make it, or a reason in the table');
      const { camera, simulator, page, emptyDesk, release } = await openSubject();
      try {
        await camera.captureStill();
        await simulator.layPicture(page);
        const capturing = row.phase === 'capturing' ? outcomeOf(camera.captureStill()) : null;
        const struckAtMs = performance.now();
        await simulator.unplug();
        await expect.poll(() => outcomeOf(camera.captureStill()), { timeout: limitMs }).toBe('failed');
        expect(performance.now() - struckAtMs).toBeLessThan(limitMs);
        // A still that was under way came whole or was said to have failed.
        if (capturing) expect(['still', 'failed']).toContain(await capturing);
        await simulator.layPicture(emptyDesk);
        await simulator.plug();
        await expect.poll(() => outcomeOf(camera.captureStill()), { timeout: limitMs }).toBe('still');
      } finally {
        await release();
      }
    });
  }
});

function outcomeOf(capture: Promise<Blob>): Promise<'still' | 'failed'> {
  return capture.then(
    () => 'still',
    () => 'failed',
  );
}
