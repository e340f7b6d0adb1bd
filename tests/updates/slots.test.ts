import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type KeeperBoundary, keeperBoundaries } from '../../fleet/agent/slots/index.ts';
import { type PlayedRelease, UpdatePlay } from './play.ts';

const old: PlayedRelease = { version: '1.0.0', schema: 1 };
const patienceMs = 120_000;

/** A terminal with the old version, cases in its database, and the new version in the other slot. */
async function withPlay(next: PlayedRelease, act: (play: UpdatePlay) => Promise<void>): Promise<void> {
  const play = new UpdatePlay();
  try {
    play.put('a', old);
    play.put('b', next);
    writeFileSync(join(play.directory, 'data', 'journal.sqlite'), '1\ncase 4711');
    play.want(next.version);
    await act(play);
  } finally {
    await play.close();
  }
}

const stateOf = (play: UpdatePlay) => JSON.parse(readFileSync(join(play.slots, 'state.json'), 'utf8'));

describe('an update of the program', { concurrent: true, timeout: patienceMs }, () => {
  // Of tests that run side by side only their own `expect` knows whose poll it is.
  it('good release -> it runs, the case is still there, and success is told once it was proved', ({
    expect,
  }) =>
    withPlay({ version: '1.1.0', schema: 2 }, async (play) => {
      play.start();
      await play.told((line) => line === 'served 1.1.0');
      const { ledger, database } = play;
      expect(ledger.indexOf('outcome 1.1.0 success')).toBeGreaterThan(ledger.indexOf('proved 1.1.0'));
      expect(database).toMatchObject({ schema: '2', cases: 'case 4711' });
      await expect
        .poll(() => stateOf(play), { timeout: 10_000 })
        .toMatchObject({ active: 'b', trial: null, outcome: null });
    }));

  it.each([
    ['ends', 'does_not_start'],
    ['says nothing', 'agent_silent'],
    ['shows nothing', 'no_visible_screen'],
  ] as const)('a release that %s -> the old one is back on its own database, and says %s', (does, problem) =>
    withPlay({ version: '1.1.0', schema: 2, does }, async (play) => {
      play.start();
      await play.told((line) => line === 'asked');
      const asked = play.ledger.length;
      await play.told((line) => line === 'served 1.0.0', asked);
      expect(play.ledger).toContain(`outcome 1.1.0 ${problem}`);
      expect(play.ledger).not.toContain('newer 1.0.0');
      expect(play.database).toEqual({ schema: '1', cases: 'case 4711', log: null });
    }),
  );
});

/** Which of the two ways passes there. */
const onTheWayBack = new Set<KeeperBoundary>([
  'giving_up_written',
  'candidate_stopped',
  'putting_back_begun',
  'put_back',
  'return_written',
]);

describe('power cut in an update', { concurrent: true, timeout: patienceMs }, () => {
  it.each(keeperBoundaries)(
    'at %s -> one version serves, on a database of its own, and nothing unproved is called a success',
    (name) => {
      const does = onTheWayBack.has(name) ? ({ does: 'shows nothing' } as const) : {};
      return withPlay({ version: '1.1.0', schema: 2, ...does }, async (play) => {
        const first = play.start(name);
        await first.ended;
        const cutAt = play.ledger.length;
        play.start();
        await play.told((line) => line.startsWith('served'), cutAt);
        // Where it had not been asked for before the cut it is asked for now.
        const { ledger } = play;
        const served = ledger.findLast((line) => line.startsWith('served'));
        const told = ledger.findLast((line) => line.startsWith('outcome'));
        expect(ledger.filter((line) => line.startsWith('newer'))).toEqual([]);
        expect(play.database.cases).toBe('case 4711');
        if (told?.endsWith('success')) expect(ledger).toContain('proved 1.1.0');
        if (served === 'served 1.1.0') {
          expect(told).toBe('outcome 1.1.0 success');
          expect(play.database.schema).toBe('2');
        } else if (told !== undefined) {
          expect(told).toMatch(/^outcome 1\.1\.0 (power_cut|no_visible_screen)$/);
          expect(play.database).toMatchObject({ schema: '1', log: null });
        }
      });
    },
  );
});
