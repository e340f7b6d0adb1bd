import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { root } from '../../build/root.ts';
import { seededRandom } from '../../fixtures/index.ts';
import { endSession } from '../resident/browser.ts';
import { compareLedgers } from '../resident/ledgers.ts';
import { ResumeOffered } from '../resident/resident.ts';
import { parcelCell, type Visit, visits } from '../resident/scenarios.ts';
import { personNamed, type Stage, setStage } from '../resident/stage.ts';

/**
 * Plays visits while the core is killed (SIGKILL) at a random moment of each, and compares the
 * journal with the ledgers of bench and city after every round. The seed is printed.
 */

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const seed = Number(values.seed);
const random = seededRandom(String(seed));
const recoveryBudgetMs = 3000;
/** A kill may also fall shortly after the visit's end, while errands to the city are under way. */
const latestKillShare = 1.1;
const firstGuessMs = 5000;
/** How long each visit took when nothing happened to it. */
const usualMs = new Map<string, number>();
const attemptsPerVisit = 4;
/** Longer than any screen takes to come, so that only a killed core makes the resident give up. */
const patienceMs = 8000;
/** A visit that survived the kill has gone on from its first screen by then. */
const goesOnWithinMs = 500;

const directory = join(root, 'out', 'kill');
rmSync(directory, { recursive: true, force: true });
mkdirSync(directory, { recursive: true });

interface Summary {
  seed: number;
  runs: number;
  kills: number;
  completedVisits: number;
  /** Of these, finished by going on with the case that the kill interrupted. */
  resumed: number;
  /** The parcel was in hand already when the core died, so there was nothing to begin anew. */
  parcelsAlreadyInHand: number;
  /** Every attempt after the kill failed as well; each with the reason of the last one. */
  givenUp: string[];
  maxRecoveryMs: number;
  violations: string[];
}
const summary: Summary = {
  seed,
  runs,
  kills: 0,
  completedVisits: 0,
  resumed: 0,
  parcelsAlreadyInHand: 0,
  givenUp: [],
  maxRecoveryMs: 0,
  violations: [],
};

const stage = await setStage({ directory: join(directory, 'run') });
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stage.close().finally(() => process.exit(1)));
}
try {
  const page = await stage.openWindow();
  for (let run = 1; run <= runs; run++) {
    for (const visit of visits) await playWithKill(stage, page, visit, run);
    summary.violations.push(...(await compareLedgers(stage)).map((violation) => `run ${run}: ${violation}`));
    process.stderr.write(
      `run ${run}/${runs}: ${summary.kills} kills, ${summary.completedVisits} visits, longest recovery ${Math.round(summary.maxRecoveryMs)} ms, ${summary.violations.length} violations\n`,
    );
    if (summary.violations.length > 0) break;
  }
} finally {
  await stage.close();
}

const ok =
  summary.violations.length === 0 &&
  summary.givenUp.length === 0 &&
  summary.maxRecoveryMs <= recoveryBudgetMs;
process.stdout.write(values.json ? `${JSON.stringify({ ok, ...summary })}\n` : `${summaryText(ok)}\n`);
process.exit(ok ? 0 : 1);

/** One visit with one kill in it; interrupted, the resident does what a person would: starts anew. */
async function playWithKill(on: Stage, page: Page, visit: Visit, run: number): Promise<void> {
  await visit.prepare(on.bench, on.city);
  const killAfterMs = random() * latestKillShare * (usualMs.get(visit.name) ?? firstGuessMs);
  const killed = new AbortController();
  const hopeless = new AbortController();
  const killing = setTimeout(() => {
    killed.abort();
    void killCore(on)
      .then(() => sessionIsGone(page))
      .then((gone) => gone && hopeless.abort());
  }, killAfterMs);
  for (let attempt = 1; attempt <= attemptsPerVisit; attempt++) {
    const resident = on.resident(page, visit.personId, {
      patienceMs,
      // Later attempts begin on the screen that ended the first one.
      ...(attempt === 1 ? { signal: hopeless.signal } : {}),
    });
    const begunAt = performance.now();
    try {
      await visit.play(resident, personNamed(visit.personId)).catch((error: unknown) => {
        if (!(error instanceof ResumeOffered)) throw error;
        summary.resumed += 1;
        return resident.goOn();
      });
      await resident.rate(visit.rating);
      summary.completedVisits += 1;
      if (!killed.signal.aborted) usualMs.set(visit.name, performance.now() - begunAt);
      break;
    } catch (error) {
      if (!killed.signal.aborted) throw error;
      process.stderr.write(`run ${run}, ${visit.name}: interrupted (${String(error).split('\n')[0]})\n`);
      await tidyUp(on, page);
      if (visit.name === 'parcel-pickup' && (await parcelIsGone(on))) {
        summary.parcelsAlreadyInHand += 1;
        break;
      }
      if (attempt === attemptsPerVisit) summary.givenUp.push(`run ${run}, ${visit.name}: ${String(error)}`);
    }
  }
  clearTimeout(killing);
  await tidyUp(on, page);
}

async function killCore(on: Stage): Promise<void> {
  const pid = on.stack.corePid();
  const begunAt = performance.now();
  summary.kills += 1;
  process.kill(pid, 'SIGKILL');
  await on.stack.nextCoreReady(pid);
  summary.maxRecoveryMs = Math.max(summary.maxRecoveryMs, performance.now() - begunAt);
}

/** The core is back without the session, so that nothing the resident waits for will come. */
async function sessionIsGone(page: Page): Promise<boolean> {
  const start = page.locator('[data-screen="welcome"], [data-screen="interrupted"]').first();
  const there = await start.waitFor({ timeout: patienceMs }).then(
    () => true,
    () => false,
  );
  if (!there) return false;
  return start.waitFor({ state: 'hidden', timeout: goesOnWithinMs }).then(
    () => false,
    () => true,
  );
}

/** Lifts the card, clears the camera, shuts doors, and brings the window back to the welcome screen. */
async function tidyUp(on: Stage, page: Page): Promise<void> {
  await on.bench.card.lift();
  await on.bench.scanner.hide();
  await on.bench.camera.removePicture();
  await on.bench.printer.takePaper();
  for (const cell of (await on.bench.readState()).locker) {
    if (cell.door === 'open') {
      if (cell.parcel) await on.bench.locker.takeParcel({ board: cell.board, cell: cell.cell });
      await on.bench.locker.setDoor({ board: cell.board, cell: cell.cell, open: false });
    }
  }
  await endSession(page);
}

async function parcelIsGone(on: Stage): Promise<boolean> {
  const { locker } = await on.bench.readState();
  return locker.some(
    (each) => each.board === parcelCell.board && each.cell === parcelCell.cell && !each.parcel,
  );
}

function summaryText(allWell: boolean): string {
  return [
    `seed ${seed}: ${summary.kills} kills in ${summary.runs} runs, ${summary.completedVisits} visits completed (${summary.resumed} by going on), ${summary.parcelsAlreadyInHand} parcels already in hand`,
    ...summary.givenUp,
    `longest recovery ${Math.round(summary.maxRecoveryMs)} ms (budget ${recoveryBudgetMs} ms)`,
    ...summary.violations,
    allWell ? 'every invariant held' : 'BROKEN',
  ].join('\n');
}
