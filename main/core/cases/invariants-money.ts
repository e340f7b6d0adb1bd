import type { CityLedgerEntry } from '../../../contract/city.ts';
import type { JournalReport, ReportedCase, ReportedIntent } from '../../../db/index.ts';
import { effectOf, knownKind } from './effects.ts';
import type { Violation } from './invariants-violation.ts';
import { orderNumberOf } from './order-number.ts';

type Moved = Extract<CityLedgerEntry, { type: 'payment_taken' | 'payment_returned' }>;

/**
 * I5: what the city took for a case is what was handed out for money, or was given back; and I2, I3 for charges
 * and refunds. Where nobody can know, a person has the task (I4) and nothing is said here.
 */
export function checkMoney(journal: JournalReport, city: readonly CityLedgerEntry[]): Violation[] {
  const moved = city.filter(
    (entry): entry is Moved => entry.type === 'payment_taken' || entry.type === 'payment_returned',
  );
  const intents = journal.cases.flatMap((kept) => kept.intents);
  const known = new Set<string>(intents.filter(isCharge).map(({ intentId }) => orderNumberOf(intentId)));
  return [
    ...[...new Set(moved.map(({ orderNumber }) => orderNumber))].flatMap((orderNumber) =>
      checkOrder(
        orderNumber,
        known,
        moved.filter((entry) => entry.orderNumber === orderNumber),
      ),
    ),
    ...journal.cases.flatMap((kept) => checkCase(kept, moved)),
  ];
}

function checkOrder(orderNumber: string, known: ReadonlySet<string>, moved: readonly Moved[]): Violation[] {
  if (!known.has(orderNumber)) {
    return [{ invariant: 'I2', detail: `order ${orderNumber} moved money without an intent` }];
  }
  return (['payment_taken', 'payment_returned'] as const).flatMap((type) => {
    const times = moved.filter((entry) => entry.type === type).length;
    return times > 1
      ? [{ invariant: 'I3' as const, detail: `order ${orderNumber}: ${type} ${times} times` }]
      : [];
  });
}

function checkCase(kept: ReportedCase, moved: readonly Moved[]): Violation[] {
  const charges = kept.intents.filter(isCharge);
  const problems = charges.flatMap((charge) => {
    const problem = problemOf(charge, moved, kept.feeFen ?? 0);
    return problem ? [{ ...problem, detail: `charge ${charge.intentId} ${problem.detail}` }] : [];
  });
  const mayBeAnything = kept.intents.some(
    (intent) =>
      (isCharge(intent) || isGood(intent) || intent.kind === 'refund') && intent.state === 'unknown',
  );
  if (!mayBeAnything && kept.feeFen !== null) {
    const orders = new Set<string>(charges.map(({ intentId }) => orderNumberOf(intentId)));
    const keptFen = netOf(moved.filter(({ orderNumber }) => orders.has(orderNumber)));
    const handedOut = kept.intents.some((intent) => isGood(intent) && intent.state === 'confirmed');
    const owedFen = handedOut ? kept.feeFen : 0;
    if (keptFen !== owedFen) {
      const detail = `${kept.caseId} kept ${keptFen} fen for things worth ${owedFen}`;
      problems.push({ detail, differenceFen: Math.abs(keptFen - owedFen) });
    }
  }
  return problems.map((problem) => ({ invariant: 'I5', ...problem }));
}

function problemOf(
  { intentId, state }: ReportedIntent,
  moved: readonly Moved[],
  feeFen: number,
): { detail: string; differenceFen: number } | null {
  const mine = moved.filter(({ orderNumber }) => orderNumber === orderNumberOf(intentId));
  const wasTaken = mine.some(({ type }) => type === 'payment_taken');
  if (state === 'confirmed' && !wasTaken) {
    return { detail: 'is noted as paid, but nothing was taken', differenceFen: feeFen };
  }
  const keptFen = netOf(mine);
  if (state === 'failed' && keptFen !== 0) {
    return { detail: 'is noted as not taken, but its money was kept', differenceFen: Math.abs(keptFen) };
  }
  return null;
}

function netOf(moved: readonly Moved[]): number {
  return moved.reduce(
    (fen, { type, amountFen }) => fen + (type === 'payment_taken' ? amountFen : -amountFen),
    0,
  );
}

function isCharge({ kind }: ReportedIntent): boolean {
  return kind === 'charge';
}

/** What a resident pays for; a receipt is none. */
function isGood({ kind }: ReportedIntent): boolean {
  const { handsOut } = effectOf(knownKind(kind));
  return handsOut !== null && handsOut !== 'receipt' && handsOut !== 'claim_slip';
}
