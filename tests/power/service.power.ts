import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { setStage } from '../resident/stage.ts';
import { SmallDisk } from './small-disk.ts';

const reserveBytes = 64 * 1_048_576;

/** Leaves less room than the terminal wants to keep free, but some. */
function fillBelowReserve(disk: SmallDisk): string {
  const path = join(disk.path, 'somebody-elses-file');
  const file = openSync(path, 'w');
  const block = Buffer.alloc(1_048_576);
  try {
    for (;;) {
      const { bavail, bsize } = statfsSync(disk.path);
      if (bavail * bsize < reserveBytes / 2) return path;
      writeSync(file, block);
    }
  } finally {
    closeSync(file);
  }
}

it('the disk fills up -> the terminal says so and serves nobody new; room is made -> it serves again by itself, also if the core died in between', async () => {
  const disk = new SmallDisk(400);
  const stage = await setStage({ directory: join(disk.path, 'run') });
  try {
    const page = await stage.openWindow();
    const shown = (screen: string) => page.locator(`[data-screen="${screen}"]`).waitFor({ timeout: 30_000 });
    await shown('welcome');
    let filler = fillBelowReserve(disk);
    await shown('out_of_service');
    expect(await page.getByText('存储空间满了').count()).toBe(1);
    rmSync(filler);
    await shown('welcome');
    filler = fillBelowReserve(disk);
    await shown('out_of_service');
    const pid = stage.stack.corePid();
    process.kill(pid, 'SIGKILL');
    await stage.stack.nextCoreReady(pid);
    await page.getByText('存储空间满了').waitFor({ timeout: 30_000 });
    rmSync(filler);
    await shown('welcome');
  } finally {
    await stage.close();
    disk.unmount();
  }
});
