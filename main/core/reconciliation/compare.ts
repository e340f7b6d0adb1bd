import type { ReconciliationLine } from '../../../contract/payment.ts';
import { orderNumberSchema } from '../../../contract/payment.ts';
import type { MoneyIntent, ReconciledDay, ReconciliationFinding } from '../../../db/index.ts';
import { orderNumberOf } from '../cases/index.ts';

const shanghaiDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** The day of the city's calendar, `YYYY-MM-DD`. */
export function dayOf(ms: number): string {
  return shanghaiDay.format(ms);
}

/** What the journal says about money on one day of the city's calendar. */
export function ourLinesOf(day: string, intents: readonly MoneyIntent[]): ReconciliationLine[] {
  return intents.flatMap(linesOf).filter(({ at }) => dayOf(Date.parse(at)) === day);
}

function linesOf(intent: MoneyIntent): ReconciliationLine[] {
  const { caseId, evidenceBefore, evidence } = intent;
  const { amountFen } = evidenceBefore;
  if (evidence === null || typeof amountFen !== 'number') return [];
  const line = (kind: ReconciliationLine['kind'], at: unknown, order: unknown): ReconciliationLine[] =>
    typeof at === 'string'
      ? [{ kind, caseId, amountFen, at, orderNumber: orderNumberSchema.parse(order) }]
      : [];
  if (intent.kind === 'refund') {
    return intent.state === 'confirmed'
      ? line('return', evidence.returnedAt, evidenceBefore.orderNumber)
      : [];
  }
  const order = orderNumberOf(intent.intentId);
  if (intent.state === 'confirmed') return line('payment', evidence.paidAt, order);
  // Undone: whatever had been taken went back.
  const wasReturned = intent.state === 'failed' && evidence.status === 'returned';
  return wasReturned
    ? [...line('payment', evidence.paidAt, order), ...line('return', evidence.returnedAt, order)]
    : [];
}

/** Line by line: what we have and they do not, what they have and we do not, and amounts that differ. */
export function reconcile(
  day: string,
  ours: readonly ReconciliationLine[],
  theirs: readonly ReconciliationLine[],
): ReconciledDay {
  const left = [...theirs];
  const findings: ReconciliationFinding[] = [];
  for (const { kind: line, orderNumber, caseId, amountFen: ourFen } of ours) {
    const index = left.findIndex((each) => each.kind === line && each.orderNumber === orderNumber);
    const [match] = index < 0 ? [] : left.splice(index, 1);
    const finding = { line, orderNumber, caseId, ourFen, theirFen: match?.amountFen ?? null };
    if (!match) findings.push({ ...finding, kind: 'only_ours' });
    else if (match.amountFen !== ourFen) findings.push({ ...finding, kind: 'amounts_differ' });
  }
  for (const { kind: line, orderNumber, caseId, amountFen } of left) {
    findings.push({ kind: 'only_theirs', line, orderNumber, caseId, ourFen: null, theirFen: amountFen });
  }
  return {
    ...{ day, findings, ourLines: ours.length, theirLines: theirs.length },
    ...{ ourNetFen: netOf(ours), theirNetFen: netOf(theirs) },
  };
}

function netOf(lines: readonly ReconciliationLine[]): number {
  return lines.reduce((fen, { kind, amountFen }) => fen + (kind === 'payment' ? amountFen : -amountFen), 0);
}
