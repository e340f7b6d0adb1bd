import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SteppedClock } from '../../../contract/test-clock.ts';
import { terminalIdSchema } from '../../../contract/words.ts';
import { databaseDeadlineMs, databaseKinds, type TestDatabase } from '../../../tests/fleet/databases.ts';
import type { Database } from '../queries.ts';
import { Rollouts } from './rollouts.ts';

const release = {
  name: 'program-1.1.0.tgz',
  kind: 'program',
  version: '1.1.0',
  bytes: 1,
  sha256: '',
} as const;
const plan = {
  releaseName: release.name,
  rings: [20, 100],
  successPercent: 100,
  errorPercent: 0,
  silenceMinutes: 30,
};

describe.each(databaseKinds)('a rollout over five terminals on $name', ({ open }) => {
  const clock = new SteppedClock();
  const ids = [1, 2, 3, 4, 5].map((number) => terminalIdSchema.parse(`HALL-000${number}`));
  let opened: TestDatabase;
  let database: Database;
  let rollouts: Rollouts;
  beforeAll(async () => {
    opened = await open();
    database = opened.database;
    rollouts = new Rollouts(database, clock);
    for (const id of ids) {
      await database.write(
        `INSERT INTO terminal (terminal_id, enrolled_at_ms, certificate_fingerprint, certificate_until_ms)
         VALUES ($1, 0, '', 0)`,
        [id],
      );
    }
  }, databaseDeadlineMs);
  afterAll(() => opened.close());
  beforeEach(() => database.write('DELETE FROM update_rollout'));

  async function begin(): Promise<number> {
    const started = await rollouts.start(release, plan, 'admin');
    if (!started.ok) throw new Error(started.error);
    return started.value;
  }
  const shown = async () => (await rollouts.list())[0];
  const states = async () =>
    (await shown())?.rings.map(({ actions }) => actions.map(({ state }) => state)) ?? [];
  const due = async () => {
    const all = await Promise.all(ids.map(async (id) => ({ id, action: await rollouts.due(id) })));
    return all.flatMap(({ id, action }) => (action ? [{ id, ...action }] : []));
  };
  const end = async (state: 'success' | 'error') => {
    for (const { id, actionId } of await due()) {
      await rollouts.hear(id, actionId, {
        kind: 'end',
        state,
        problem: state === 'error' ? 'no_visible_screen' : null,
      });
    }
  };

  it('the first ring alone is offered it; the next one when it has proved itself there', async () => {
    await begin();
    expect(await states()).toEqual([['running'], ['waiting', 'waiting', 'waiting', 'waiting']]);
    expect(await due()).toHaveLength(1);
    await end('success');
    expect(await states()).toEqual([['success'], ['running', 'running', 'running', 'running']]);
    await end('success');
    expect(await shown()).toMatchObject({ state: 'finished' });
  });

  it('a bad version -> reaches one ring and nobody else', async () => {
    await begin();
    await end('error');
    expect(await shown()).toMatchObject({ state: 'stopped', stopCause: 'too_many_errors' });
    expect(await states()).toEqual([['error'], ['cancelled', 'cancelled', 'cancelled', 'cancelled']]);
    expect(await due()).toEqual([]);
  });

  it('a terminal that says nothing -> an error at the deadline; one that tells of its way is not silent', async () => {
    await begin();
    const [first] = await due();
    clock.advance(29 * 60_000);
    if (first) await rollouts.hear(first.id, first.actionId, { kind: 'step', step: 'scheduled' });
    clock.advance(29 * 60_000);
    await rollouts.lookAround();
    expect((await states())[0]).toEqual(['running']);
    clock.advance(60_000);
    await rollouts.lookAround();
    expect(await shown()).toMatchObject({ state: 'stopped' });
    expect((await shown())?.rings[0]?.actions[0]).toMatchObject({ state: 'error', problem: 'silent' });
  });

  it('stopped by hand -> who is on the way is asked to leave it; its outcome still counts', async () => {
    const rolloutId = await begin();
    await rollouts.stop(rolloutId);
    const [first] = await due();
    expect(first).toMatchObject({ isCancelled: true });
    await end('success');
    expect((await states())[0]).toEqual(['success']);
    expect(await shown()).toMatchObject({ state: 'stopped', stopCause: 'by_hand' });
  });

  it('a second rollout of the same kind -> refused: two would fight over the slots', async () => {
    await begin();
    expect(await rollouts.start(release, plan, 'admin')).toEqual({ ok: false, error: 'one_runs' });
  });

  it('another terminal’s action, or one that is closed -> gone', async () => {
    await begin();
    const [first] = await due();
    const other = ids.find((id) => id !== first?.id);
    const step = { kind: 'step', step: 'download' } as const;
    if (!first || !other) throw new Error('nothing is due');
    expect(await rollouts.hear(other, first.actionId, step)).toBe('gone');
    await end('success');
    expect(await rollouts.hear(first.id, first.actionId, step)).toBe('gone');
  });
});
