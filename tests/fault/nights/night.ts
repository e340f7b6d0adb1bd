import { join } from 'node:path';
import { orderNumberSchema, type ReconciliationFile } from '../../../contract/payment.ts';
import { terminalConfigSchema } from '../../../contract/terminal-config.ts';
import { SteppedClock } from '../../../contract/test-clock.ts';
import { type CaseId, caseIdSchema, type IntentId, type ItemCode } from '../../../contract/words.ts';
import { nothingElse } from '../../../db/test-step.ts';
import { type Boundary, nameAllCommits } from '../../../main/core/boundaries/index.ts';
import { ClockWatch } from '../../../main/core/clock/index.ts';
import { type Memory, openMemory } from '../../../main/core/memory.ts';
import { dayOf } from '../../../main/core/reconciliation/compare.ts';
import { reconcileDueDays } from '../../../main/core/reconciliation/nightly.ts';
import { keepSafe } from '../../../main/core/safekeeping.ts';

const dayMs = 86_400_000;
/** Twenty past four in China: retention and the change of keys are due. */
const nightMs = Date.UTC(2026, 10, 21, 20, 20);
/** By so much somebody sets the clock while the work is going on. */
export const setAheadMs = 3_600_000;
export const deadlineMs = nightMs + 1_800_000;
const [oldCases, waitingCases] = [55, 60];
const unknownOrder = orderNumberSchema.parse('F'.repeat(32));
const bootId = 'one boot';
const { shape } = terminalConfigSchema;

function configOf(directory: string) {
  return {
    terminalId: shape.terminalId.parse('NIGHT-0001'),
    dataDirectory: join(directory, 'data'),
    diskReserveMib: 1,
    vault: shape.vault.parse({ keysSealedBy: 'file', keyFile: join(directory, 'keys', 'ring.json') }),
    retention: shape.retention.parse({}),
  };
}

export async function openNight(directory: string, nowMs = nightMs): Promise<Memory> {
  const memory = await openMemory({
    config: configOf(directory),
    clockTrust: () => 'synchronised',
    nowMs,
    askSafeStorage: async () => null,
  });
  if (!memory.ok) throw new Error(memory.error.reason);
  return memory.value;
}

/** A terminal that has stood for more than a year and has something of every kind that a night is for. */
export async function fillTerminal(directory: string): Promise<void> {
  const { database, journal, vault, attendance, chores, clocks, reconciliation } = await openNight(
    directory,
    nightMs - 400 * dayMs,
  );
  for (let count = 0; count < oldCases; count++) endedCase(nightMs - 100 * dayMs);
  for (let count = 0; count < waitingCases; count++) waitingCase();
  for (const ageDays of [300, 200, 10]) {
    const atMs = nightMs - ageDays * dayMs;
    const actId = crypto.randomUUID() as IntentId;
    journal.beginMaintenanceAct({ actId, kind: 'open_door', attendantId: 'T-01', evidenceBefore: {} }, atMs);
    journal.endMaintenanceAct({ intentId: actId, state: 'confirmed', evidence: {} }, atMs);
    const roll = { count: 300, usedBefore: attendance.printedCount(), deviceCounter: null };
    attendance.noteCount('receipt_paper', roll, 'T-01', atMs);
  }
  const nothing = { itemCode: null, caseId: null, effect: null, outcome: null };
  journal.audit({ actor: 'terminal', action: 'retention_ran', ...nothing }, nightMs - 500 * dayMs);
  const empty = { ourLines: 0, theirLines: 0, ourNetFen: 0, theirNetFen: 0, findings: [] };
  for (const daysAgo of [100, 7, 6, 5, 4, 3]) {
    reconciliation.record({ day: dayOf(nightMs - daysAgo * dayMs), ...empty }, nightMs - daysAgo * dayMs);
  }
  for (const name of ['retention', 'key-rotation']) chores.plan(name, nightMs - 600_000);
  clocks.note({ bootId, sinceBootMs: 0, wallMs: nightMs });
  database.close();

  function begin(atMs: number, over: Partial<Parameters<typeof journal.beginCase>[0]>): void {
    journal.beginCase({
      caseId: crypto.randomUUID() as CaseId,
      itemCode: '310000000001' as ItemCode,
      itemVersion: 1,
      atMs,
      event: { type: 'case_begun', data: {} },
      state: 'submission_intended',
      ...nothingElse,
      ...over,
    });
  }

  function endedCase(atMs: number): void {
    const [caseId, intentId] = [crypto.randomUUID() as CaseId, crypto.randomUUID() as IntentId];
    const intent = { intentId, kind: 'print_receipt', idempotencyKey: intentId, evidenceBefore: {} };
    begin(atMs, { caseId, intent: { ...intent, outbox: null } });
    journal.advanceCase({
      ...{ ...nothingElse, caseId, atMs, state: 'case_closed' },
      event: { type: 'effect_confirmed', data: {} },
      outcomes: [{ intentId, state: 'confirmed', evidence: {} }],
    });
  }

  function waitingCase(): void {
    const caseId = crypto.randomUUID() as CaseId;
    begin(nightMs - 60_000, {
      caseId,
      deadlines: [{ name: 'resident_expected', dueMs: deadlineMs }],
      seal: [{ kind: 'submission', content: vault.seal(`${caseId}/submission`, `of ${caseId}`) }],
    });
  }
}

/**
 * One life that does all the work of a night: old data goes, the keys change, the money is compared, and the clock
 * is set. Ends when nothing is due any more.
 *
 * @param clockIsSet somebody has set the clock before this life begins; otherwise it happens at its end.
 */
export async function liveNight(
  directory: string,
  { clockIsSet, boundary }: { clockIsSet: boolean; boundary: Boundary },
): Promise<void> {
  const memory = nameAllCommits(await openNight(directory), boundary);
  const clock = new SteppedClock(nightMs);
  if (clockIsSet) clock.setWall(setAheadMs);
  const clockWatch = new ClockWatch({
    clock,
    boot: { bootId, sinceBootMs: () => clock.monotonicMs() - nightMs },
    askSynchronised: async () => true,
    notBeforeMs: nightMs - 500 * dayMs,
    onEvent: () => {},
  });
  clockWatch.remember(memory.clocks);
  await clockWatch.start();
  const failures: string[] = [];
  const safekeeping = keepSafe({
    config: configOf(directory),
    memory,
    clockWatch,
    write: (event) => event.event === 'chore_failed' && failures.push(`${event.chore}: ${event.error}`),
    giveUpRating: () => {},
  });
  while (failures.length === 0 && isDue(memory, clock.wallMs())) await soon();
  await reconcileDueDays({
    store: memory.reconciliation,
    city: { readReconciliationFile: async ({ day }) => ({ kind: 'answer', value: fileOf(day) }) },
    terminalId: configOf(directory).terminalId,
    clock: clockWatch.clock,
    onReconciled: () => {},
    onFailed: (day, detail) => failures.push(`${day}: ${detail}`),
    onFailure: (error) => failures.push(String(error)),
  });
  if (!clockIsSet) {
    clock.setWall(setAheadMs);
    clockWatch.clock.wallMs();
  }
  safekeeping.stop();
  clockWatch.stop();
  memory.database.close();
  if (failures.length > 0) throw new Error(failures.join('; '));
}

const soon = () => new Promise<void>((resolve) => setImmediate(resolve));

function isDue({ chores, keyRing }: Memory, nowMs: number): boolean {
  const planned = ['retention', 'key-rotation'].map((name) => chores.get(name)?.dueMs ?? 0);
  return planned.some((dueMs) => dueMs <= nowMs) || keyRing.vault.olderKeyIds.length > 0;
}

/** Yesterday the city knows of money that this terminal does not. */
function fileOf(day: string): ReconciliationFile {
  const isYesterday = day === dayOf(nightMs - dayMs);
  const at = new Date(nightMs - dayMs).toISOString();
  const caseId = caseIdSchema.parse('0a000000-0000-4000-8000-000000000001');
  const line = { kind: 'payment', orderNumber: unknownOrder, caseId, amountFen: 1000, at } as const;
  return {
    ...{ day, terminalId: configOf('').terminalId, paidFen: isYesterday ? 1000 : 0, returnedFen: 0 },
    lines: isYesterday ? [line] : [],
  };
}
