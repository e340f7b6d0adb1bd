import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orderNumberSchema, type ReconciliationLine } from '../../../contract/payment.ts';
import { SteppedClock } from '../../../contract/test-clock.ts';
import { caseIdSchema, intentIdSchema, terminalIdSchema } from '../../../contract/words.ts';
import {
  type Database,
  Journal,
  type MoneyIntent,
  openDatabase,
  ReconciliationStore,
} from '../../../db/index.ts';
import type { CityConnection } from '../city/index.ts';
import { ourLinesOf, reconcile } from './compare.ts';
import { reconcileDueDays } from './nightly.ts';

const caseId = caseIdSchema.parse('0a000000-0000-4000-8000-000000000001');
const intentId = intentIdSchema.parse('0b000000-0000-4000-8000-000000000001');
const orderNumber = orderNumberSchema.parse('0B000000000040008000000000000001');
const otherOrder = orderNumberSchema.parse('F'.repeat(32));

const charge: MoneyIntent = {
  intentId,
  caseId,
  kind: 'charge',
  state: 'confirmed',
  evidenceBefore: { amountFen: 1000, orderNumber },
  // Half past midnight of the 22nd in Shanghai.
  evidence: { status: 'paid', paidAt: '2026-11-21T16:30:00.000Z', returnedAt: null },
};
const paid: ReconciliationLine = {
  kind: 'payment',
  orderNumber,
  caseId,
  amountFen: 1000,
  at: '2026-11-21T16:30:00.000Z',
};

describe('our side of a day', () => {
  it('a payment counts for the day of the city, not of UTC', () => {
    expect(ourLinesOf('2026-11-22', [charge])).toEqual([paid]);
    expect(ourLinesOf('2026-11-21', [charge])).toEqual([]);
  });

  it('a charge that was undone after it had taken money is a payment and a return', () => {
    const evidence = { status: 'returned', paidAt: paid.at, returnedAt: '2026-11-21T16:31:00.000Z' };
    const undone: MoneyIntent = { ...charge, state: 'failed', evidence };
    expect(ourLinesOf('2026-11-22', [undone]).map(({ kind }) => kind)).toEqual(['payment', 'return']);
  });

  it('what is open, unknown or never took anything is no money', () => {
    const closed = { status: 'closed', paidAt: null, returnedAt: null };
    expect(
      ourLinesOf('2026-11-22', [
        { ...charge, state: 'open', evidence: null },
        { ...charge, state: 'unknown' },
        { ...charge, state: 'failed', evidence: closed },
      ]),
    ).toEqual([]);
  });
});

describe('comparing', () => {
  it.each<[string, ReconciliationLine[], ReconciliationLine[], string[]]>([
    ['both say the same', [paid], [paid], []],
    ['money only we know', [paid], [], ['only_ours']],
    ['money only they know', [], [{ ...paid, orderNumber: otherOrder }], ['only_theirs']],
    ['another amount', [paid], [{ ...paid, amountFen: 2000 }], ['amounts_differ']],
    ['taken twice under one number', [paid], [paid, paid], ['only_theirs']],
    ['a return we never asked for', [paid], [paid, { ...paid, kind: 'return' }], ['only_theirs']],
  ])('%s', (_, ours, theirs, kinds) => {
    expect(reconcile('2026-11-22', ours, theirs).findings.map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('every night', () => {
  const directory = mkdtempSync(join(tmpdir(), 'budayang-reconcile-'));
  const clock = new SteppedClock();
  let database: Database;
  let failures: string[];
  const terminalId = 'T-001';

  beforeEach(() => {
    failures = [];
    const opened = openDatabase(join(directory, `${crypto.randomUUID()}`, 'terminal.db'));
    if (!opened.ok) throw new Error(opened.error.kind);
    database = opened.value;
  });
  afterEach(() => {
    database.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const run = (read: CityConnection['readReconciliationFile']) =>
    reconcileDueDays({
      ...{
        store: new ReconciliationStore(database),
        city: { readReconciliationFile: read },
        terminalId,
        clock,
      },
      onReconciled: () => {},
      onFailed: (day, detail) => failures.push(`${day} ${detail}`),
      onFailure: (error) => {
        throw error;
      },
    });

  const fileWith =
    (lines: ReconciliationLine[]): CityConnection['readReconciliationFile'] =>
    async ({ day }) => ({
      kind: 'answer',
      value: {
        ...{ day, terminalId: terminalIdSchema.parse(terminalId), paidFen: 0, returnedFen: 0 },
        lines: day === '2026-11-21' ? lines : [],
      },
    });

  it('a payment of nobody here -> one task with its number, also when the night is repeated', async () => {
    await run(fileWith([{ ...paid, orderNumber: otherOrder }]));
    await run(fileWith([{ ...paid, orderNumber: otherOrder }]));
    expect(new Journal(database).openTasks()).toMatchObject([
      { kind: 'reconciliation_only_theirs', caseId: null, reference: otherOrder },
    ]);
  });

  it('the city away -> said so, and made up for later', async () => {
    await run(async () => ({ kind: 'unreachable', detail: 'ECONNREFUSED' }));
    expect(failures).toEqual(['2026-11-15 ECONNREFUSED']);
    const store = new ReconciliationStore(database);
    expect(store.isDone('2026-11-21')).toBe(false);
    await run(fileWith([]));
    expect([store.isDone('2026-11-15'), store.isDone('2026-11-21'), store.isDone('2026-11-22')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('the file of another terminal -> not used', async () => {
    await run(async ({ day }) => ({
      kind: 'answer',
      value: {
        ...{ day, terminalId: terminalIdSchema.parse('T-999'), paidFen: 0, returnedFen: 0 },
        lines: [paid],
      },
    }));
    expect(failures).toEqual(['2026-11-15 other_file']);
    expect(new Journal(database).openTasks()).toEqual([]);
  });
});
