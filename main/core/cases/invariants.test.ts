import { describe, expect, it } from 'vitest';
import type { BenchLedgerEntry } from '../../../contract/bench.ts';
import type { CityLedgerEntry } from '../../../contract/city.ts';
import type { CaseId, IntentId, ItemCode } from '../../../contract/words.ts';
import type { JournalReport, ReportedCase, ReportedIntent } from '../../../db/index.ts';
import { findViolations } from './invariants.ts';
import { orderNumberOf } from './order-number.ts';

const caseId = '0a000000-0000-4000-8000-000000000000' as CaseId;
const itemCode = '310000000001' as ItemCode;
const at = '2026-11-20T01:00:00Z';
const paperId = '0b000000-0000-4000-8000-000000000000' as IntentId;

function intent(kind: string, over: Partial<ReportedIntent> = {}): ReportedIntent {
  return {
    intentId: crypto.randomUUID() as IntentId,
    kind,
    state: 'confirmed',
    waitsInOutbox: false,
    documentId: null,
    cell: null,
    level: null,
    evidenceBefore: {},
    evidence: {},
    ...over,
  };
}

const submit = intent('submit', { evidence: { acceptanceNumber: 'CASE-000001' } });
const print = intent('print_receipt', { intentId: paperId, documentId: paperId });
const opening = intent('open_cell', {
  cell: { board: 1, cell: 2 },
  evidenceBefore: { doorBefore: 'closed' },
});
const handover = intent('hand_over_parcel', { evidenceBefore: { parcelId: 'P-1' } });
const rating = intent('rate', { level: 5 });

function journal(over: Partial<ReportedCase> = {}): JournalReport {
  const kept: ReportedCase = {
    caseId,
    itemCode,
    state: 'case_closed',
    acceptanceNumber: 'CASE-000001',
    feeFen: null,
    intents: [submit, print, opening, handover, rating],
    openTasks: [],
    closedTasks: [],
    sealed: [],
    ...over,
  };
  return { cases: [kept], maintenance: [] };
}

const cut: BenchLedgerEntry = {
  type: 'paper_cut',
  at,
  paperId: 1,
  qrTexts: [`budayang:${paperId}:CASE-000001`],
  lines: 20,
  complete: true,
};
const opened: BenchLedgerEntry = { type: 'door_opened', at, board: 1, cell: 2, cause: 'command' };
const bench = [cut, opened];

const accepted: CityLedgerEntry = {
  type: 'case_accepted',
  at,
  caseId,
  itemCode,
  acceptanceNumber: 'CASE-000001',
};
const handed: CityLedgerEntry = { type: 'parcel_handed_over', at, caseId, parcelId: 'P-1' };
const rated: CityLedgerEntry = { type: 'case_rated', at, caseId, level: 5 };
const city = [accepted, handed, rated];

const without = (intents: ReportedIntent[], kind: string) => intents.filter((each) => each.kind !== kind);
const all = [submit, print, opening, handover, rating];
const changed = (kind: string, over: Partial<ReportedIntent>) =>
  journal({ intents: all.map((each) => (each.kind === kind ? { ...each, ...over } : each)) });
const invariants = (...args: Parameters<typeof findViolations>) =>
  findViolations(...args).map(({ invariant }) => invariant);

describe('the check of journal against world', () => {
  it('a case where everything happened once -> nothing to say', () => {
    expect(findViolations(journal(), bench, city)).toEqual([]);
  });

  it('torn paper and doors opened by hand are nobody’s intent', () => {
    const torn: BenchLedgerEntry = { ...cut, complete: false };
    const byHand: BenchLedgerEntry = { ...opened, cell: 7, cause: 'hand' };
    expect(findViolations(journal(), [...bench, torn, byHand], city)).toEqual([]);
  });

  it("a technician's test slip and opened cell are promised too -> nothing to say", () => {
    const slipId = crypto.randomUUID() as IntentId;
    const slip = intent('print_test_slip', { intentId: slipId, documentId: slipId });
    const second = intent('open_cell', {
      cell: { board: 1, cell: 2 },
      evidenceBefore: { doorBefore: 'closed' },
    });
    const testCut: BenchLedgerEntry = { ...cut, paperId: 2, qrTexts: [`budayang:${slipId}:self-test`] };
    const kept = { ...journal(), maintenance: [slip, second] };
    expect(findViolations(kept, [...bench, testCut, opened], city)).toEqual([]);
    expect(invariants(journal(), [...bench, testCut, opened], city)).toEqual(['I2', 'I3']);
    const halfDone = { ...kept, maintenance: [slip, { ...second, state: 'open' as const }] };
    expect(invariants(halfDone, [...bench, testCut, opened], city)).toEqual(['I4']);
  });

  it('an unknown effect whose task a person has closed is decided', () => {
    const unknown = { ...print, state: 'unknown' as const };
    const closedTasks = [{ taskId: 1, intentId: print.intentId, kind: 'unclear_receipt' }];
    const intents = [...without(all, 'print_receipt'), unknown];
    expect(findViolations(journal({ intents, closedTasks }), bench, city)).toEqual([]);
  });

  it.each<[string, string, Parameters<typeof findViolations>]>([
    ['a confirmed case the city never heard of', 'I1', [journal(), bench, [handed, rated]]],
    ['a case in the city that the journal forgot', 'I1', [{ cases: [], maintenance: [] }, [], [accepted]]],
    ['a case accepted twice', 'I1', [journal(), bench, [...city, accepted]]],
    [
      'a case that waits for nothing',
      'I1',
      [
        journal({ intents: [intent('submit', { state: 'open', evidence: null })], sealed: ['submission'] }),
        [],
        [],
      ],
    ],
    ['a submission that stays on the disk', 'I1', [journal({ sealed: ['submission'] }), bench, city]],
    [
      'a case noted as refused that the city accepted',
      'I1',
      [journal({ intents: [intent('submit', { state: 'failed' })] }), [], [accepted]],
    ],
    ['paper without an intent', 'I2', [journal({ intents: without(all, 'print_receipt') }), bench, city]],
    ['paper that names no document', 'I2', [journal(), [...bench, { ...cut, qrTexts: [] }], city]],
    ['a door without an intent', 'I2', [journal({ intents: without(all, 'open_cell') }), bench, city]],
    ['the same paper twice', 'I3', [journal(), [...bench, cut], city]],
    ['a door twice for one intent', 'I3', [journal(), [...bench, opened], city]],
    ['paper noted but not there', 'I4', [journal(), [opened], city]],
    ['paper there but noted as failed', 'I4', [changed('print_receipt', { state: 'failed' }), bench, city]],
    ['a door noted but not moved', 'I4', [journal(), [cut], city]],
    ['an intent nobody works on', 'I4', [changed('print_receipt', { state: 'open' }), bench, city]],
    [
      'an unknown effect nobody has the task of',
      'I4',
      [changed('print_receipt', { state: 'unknown' }), bench, city],
    ],
    [
      'an answered errand that would be sent again',
      'I4',
      [changed('rate', { waitsInOutbox: true }), bench, city],
    ],
    ['a rating nobody gave', 'rating', [journal({ intents: without(all, 'rate') }), bench, city]],
    ['another rating than given', 'rating', [changed('rate', { level: 1 }), bench, city]],
    ['a rating twice', 'rating', [journal(), bench, [...city, rated]]],
    ['a hand-over the city did not note', 'parcel', [journal(), bench, [accepted, rated]]],
    [
      'another parcel than opened',
      'parcel',
      [changed('hand_over_parcel', { evidenceBefore: {} }), bench, city],
    ],
  ])('%s -> %s', (_, invariant, [kept, ledger, noted]) => {
    expect(invariants(kept, ledger, noted)).toContain(invariant);
  });
});

describe('money', () => {
  const charge = intent('charge', { evidence: { decidedBy: 'charge' } });
  const taken: CityLedgerEntry = {
    type: 'payment_taken',
    at,
    orderNumber: orderNumberOf(charge.intentId),
    caseId,
    way: 'code',
    amountFen: 1000,
  };
  const paid = (...goods: ReportedIntent[]) => journal({ feeFen: 1000, intents: [submit, charge, ...goods] });
  const money = (...args: Parameters<typeof findViolations>) =>
    findViolations(...args).filter(({ invariant }) => invariant === 'I5');

  it.each(['print_certificate', 'print_document', 'dispense_card', 'open_cell', 'open_door'])(
    'kept for what %s handed out -> nobody is told that it is missing',
    (kind) => {
      expect(money(paid(intent(kind)), [], [accepted, taken])).toEqual([]);
    },
  );

  it.each(['print_receipt', 'print_claim_slip'])(
    'kept, and only %s came -> says how much is owed',
    (kind) => {
      expect(money(paid(intent(kind)), [], [accepted, taken])).toMatchObject([{ differenceFen: 1000 }]);
    },
  );
});
