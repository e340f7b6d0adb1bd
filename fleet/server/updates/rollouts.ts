import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../../contract/clock.ts';
import {
  type ActionState,
  actionStateSchema,
  type Rollout,
  type RolloutPlan,
  type RolloutProblem,
  rolloutProblemSchema,
  rolloutStateSchema,
  type StopCause,
  stopCauseSchema,
} from '../../../contract/fleet-rollouts.ts';
import {
  type ConfigData,
  releaseKindSchema,
  releaseVersionSchema,
  type UpdateStep,
  updateStepSchema,
} from '../../../contract/fleet-update.ts';
import { err, ok, type Result } from '../../../contract/result.ts';
import { instantSchema, type TerminalId, terminalIdSchema } from '../../../contract/words.ts';
import type { Database, Queries } from '../queries.ts';
import { isSilent, judgeRollout, ringSizes } from './judge-rollout.ts';
import type { ReleaseInRepository } from './releases.ts';

const numberSchema = z.coerce.number().int();
const rolloutRow = z.object({
  rollout_id: numberSchema,
  release_name: z.string(),
  kind: releaseKindSchema,
  version: releaseVersionSchema,
  state: rolloutStateSchema,
  stop_cause: stopCauseSchema.nullable(),
  success_percent: z.number(),
  error_percent: z.number(),
  silence_ms: numberSchema,
  started_by: z.string(),
  started_at_ms: numberSchema,
});
const actionRow = z.object({
  action_id: numberSchema,
  rollout_id: numberSchema,
  ring: z.number(),
  terminal_id: terminalIdSchema,
  state: actionStateSchema,
  step: updateStepSchema.nullable(),
  problem: rolloutProblemSchema.nullable(),
  heard_at_ms: numberSchema.nullable(),
});
type ActionRow = z.infer<typeof actionRow>;
type RolloutRow = z.infer<typeof rolloutRow>;
const terminalRow = z.object({ terminal_id: terminalIdSchema });
const idRow = z.object({ rollout_id: numberSchema });

export type StartRefusal = 'no_terminals' | 'one_runs';
export interface DueAction {
  actionId: number;
  releaseName: string;
  isCancelled: boolean;
}

const shownRollouts = 20;
const open = `('running', 'cancelling')`;

/** Which release goes to which terminals when, and what came of it. */
export class Rollouts {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** To every terminal of the fleet; who comes first is drawn by lot, so that a ring is spread over all places. */
  start(
    release: ReleaseInRepository,
    plan: RolloutPlan,
    startedBy: string,
  ): Promise<Result<number, StartRefusal>> {
    return this.#database.transaction(async (queries) => {
      const running = await queries.read(
        idRow,
        `SELECT rollout_id FROM update_rollout WHERE kind = $1 AND state = 'running'`,
        [release.kind],
      );
      if (running.length > 0) return err('one_runs');
      const terminals = await queries.read(terminalRow, 'SELECT terminal_id FROM terminal');
      if (terminals.length === 0) return err('no_terminals');
      const [made] = await queries.read(
        idRow,
        `INSERT INTO update_rollout (release_name, kind, version, state, success_percent, error_percent, silence_ms,
           started_by, started_at_ms)
         VALUES ($1, $2, $3, 'running', $4, $5, $6, $7, $8) RETURNING rollout_id`,
        [
          ...[release.name, release.kind, release.version, plan.successPercent, plan.errorPercent],
          ...[plan.silenceMinutes * 60_000, startedBy, this.#clock.wallMs()],
        ],
      );
      const rolloutId = made?.rollout_id ?? 0;
      const drawn = terminals.map(({ terminal_id: id }) => id).sort(byLot(rolloutId));
      for (const [ring, size] of ringSizes(drawn.length, plan.rings).entries()) {
        for (const terminalId of drawn.splice(0, size)) {
          await queries.write(
            `INSERT INTO update_action (rollout_id, ring, terminal_id, state) VALUES ($1, $2, $3, 'waiting')`,
            [rolloutId, ring, terminalId],
          );
        }
      }
      await this.#judge(queries, rolloutId);
      return ok(rolloutId);
    });
  }

  stop(rolloutId: number): Promise<void> {
    return this.#database.transaction((queries) => this.#stop(queries, rolloutId, 'by_hand'));
  }

  /** What a terminal is to do now; null: nothing. */
  async due(terminalId: TerminalId): Promise<DueAction | null> {
    const [row] = await this.#database.read(
      z.object({ action_id: numberSchema, release_name: z.string(), state: actionStateSchema }),
      `SELECT a.action_id, r.release_name, a.state FROM update_action a JOIN update_rollout r USING (rollout_id)
       WHERE a.terminal_id = $1 AND a.state IN ${open} ORDER BY a.action_id LIMIT 1`,
      [terminalId],
    );
    if (!row) return null;
    return {
      actionId: row.action_id,
      releaseName: row.release_name,
      isCancelled: row.state === 'cancelling',
    };
  }

  /** `gone`: it is closed already, or never was this terminal's. */
  hear(
    terminalId: TerminalId,
    actionId: number,
    heard:
      | { kind: 'step'; step: UpdateStep }
      | {
          kind: 'end';
          state: Extract<ActionState, 'success' | 'error' | 'cancelled'>;
          problem: RolloutProblem | null;
        },
  ): Promise<'heard' | 'gone'> {
    return this.#database.transaction(async (queries) => {
      const [row] = await queries.read(
        actionRow,
        `SELECT * FROM update_action WHERE action_id = $1 AND terminal_id = $2 AND state IN ${open}`,
        [actionId, terminalId],
      );
      if (!row) return 'gone';
      const nowMs = this.#clock.wallMs();
      if (heard.kind === 'step') {
        await queries.write('UPDATE update_action SET step = $2, heard_at_ms = $3 WHERE action_id = $1', [
          ...[actionId, heard.step, nowMs],
        ]);
      } else {
        await close(queries, row, heard.state, heard.problem, nowMs);
        await this.#judge(queries, row.rollout_id);
      }
      return 'heard';
    });
  }

  /** What a terminal runs, by its own word. */
  tellVersions(terminalId: TerminalId, { program, catalogue, notices }: ConfigData): Promise<void> {
    return this.#database.write(
      `INSERT INTO update_versions (terminal_id, program, catalogue, notices, told_at_ms) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (terminal_id) DO UPDATE SET program = $2, catalogue = $3, notices = $4, told_at_ms = $5`,
      [terminalId, program, catalogue, notices, this.#clock.wallMs()],
    );
  }

  /** Counts who was silent for too long, and goes on where it is time to. Answers which rollouts are over now. */
  lookAround(): Promise<void> {
    return this.#database.transaction(async (queries) => {
      const rollouts = await queries.read(
        rolloutRow,
        `SELECT * FROM update_rollout WHERE state <> 'finished'`,
      );
      const nowMs = this.#clock.wallMs();
      for (const rollout of rollouts) {
        for (const action of await actionsOf(queries, rollout.rollout_id)) {
          if (!isSilent(judged(action), thresholdsOf(rollout), nowMs)) continue;
          await close(
            queries,
            action,
            action.state === 'cancelling' ? 'cancelled' : 'error',
            'silent',
            nowMs,
          );
        }
        await this.#judge(queries, rollout.rollout_id);
      }
    });
  }

  async list(): Promise<Rollout[]> {
    const rollouts = await this.#database.read(
      rolloutRow,
      `SELECT * FROM update_rollout ORDER BY rollout_id DESC LIMIT ${shownRollouts}`,
    );
    return Promise.all(
      rollouts.map(async (rollout) => shown(rollout, await actionsOf(this.#database, rollout.rollout_id))),
    );
  }

  async #judge(queries: Queries, rolloutId: number): Promise<void> {
    const [rollout] = await queries.read(
      rolloutRow,
      `SELECT * FROM update_rollout WHERE rollout_id = $1 AND state = 'running'`,
      [rolloutId],
    );
    if (!rollout) return;
    const rings = ringsOf(await actionsOf(queries, rolloutId)).map((ring) => ring.map(judged));
    const judgement = judgeRollout(rings, thresholdsOf(rollout));
    switch (judgement.next) {
      case 'wait':
        return;
      case 'begin':
        await queries.write(
          `UPDATE update_action SET state = 'running', heard_at_ms = $3
           WHERE rollout_id = $1 AND ring = $2 AND state = 'waiting'`,
          [rolloutId, judgement.ring, this.#clock.wallMs()],
        );
        return;
      case 'stop':
        return this.#stop(queries, rolloutId, judgement.cause);
      case 'finish':
        return queries.write(`UPDATE update_rollout SET state = 'finished' WHERE rollout_id = $1`, [
          rolloutId,
        ]);
    }
  }

  /** Who has not begun never will; who is on the way is asked to leave it. */
  async #stop(queries: Queries, rolloutId: number, cause: StopCause): Promise<void> {
    await queries.write(
      `UPDATE update_rollout SET state = 'stopped', stop_cause = $2 WHERE rollout_id = $1 AND state = 'running'`,
      [rolloutId, cause],
    );
    await queries.write(
      `UPDATE update_action SET state = CASE WHEN state = 'waiting' THEN 'cancelled' ELSE 'cancelling' END
       WHERE rollout_id = $1 AND state IN ('waiting', 'running')`,
      [rolloutId],
    );
  }
}

function close(
  queries: Queries,
  { action_id: actionId }: ActionRow,
  state: ActionState,
  problem: RolloutProblem | null,
  nowMs: number,
): Promise<void> {
  return queries.write(
    'UPDATE update_action SET state = $2, problem = $3, heard_at_ms = $4 WHERE action_id = $1',
    [actionId, state, problem, nowMs],
  );
}

function actionsOf(queries: Queries, rolloutId: number): Promise<ActionRow[]> {
  return queries.read(
    actionRow,
    'SELECT * FROM update_action WHERE rollout_id = $1 ORDER BY ring, terminal_id',
    [rolloutId],
  );
}

function ringsOf(actions: readonly ActionRow[]): ActionRow[][] {
  const numbers = [...new Set(actions.map(({ ring }) => ring))];
  return numbers.map((number) => actions.filter(({ ring }) => ring === number));
}

function judged({ state, heard_at_ms: heardAtMs }: ActionRow) {
  return { state, heardAtMs };
}

function thresholdsOf(row: RolloutRow) {
  return {
    successPercent: row.success_percent,
    errorPercent: row.error_percent,
    silenceMs: row.silence_ms,
  };
}

function byLot(rolloutId: number) {
  const lot = (id: string) => createHash('sha256').update(`${rolloutId} ${id}`).digest('hex');
  return (one: string, other: string) => (lot(one) < lot(other) ? -1 : 1);
}

const instant = (ms: number) => instantSchema.parse(new Date(ms).toISOString());

function shown(rollout: RolloutRow, actions: ActionRow[]): Rollout {
  return {
    rolloutId: rollout.rollout_id,
    releaseName: rollout.release_name,
    kind: rollout.kind,
    version: rollout.version,
    state: rollout.state,
    stopCause: rollout.stop_cause,
    startedBy: rollout.started_by,
    startedAt: instant(rollout.started_at_ms),
    rings: ringsOf(actions).map((ring) => ({
      begun: ring.some(({ heard_at_ms: heardAtMs }) => heardAtMs !== null),
      actions: ring.map((action) => ({
        terminalId: action.terminal_id,
        state: action.state,
        step: action.step,
        problem: action.problem,
        heardAt: action.heard_at_ms === null ? null : instant(action.heard_at_ms),
      })),
    })),
  };
}
