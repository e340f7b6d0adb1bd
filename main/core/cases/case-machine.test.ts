import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IntentId } from '../../../contract/words.ts';
import type { CaseEvent } from './case-event.ts';
import { beginCase, transition } from './case-machine.ts';
import { canRate, nextStep } from './case-next.ts';
import { type CaseState, caseStateSchema } from './case-state.ts';
import type { Transition } from './case-steps.ts';
import type { HandingKind } from './effects.ts';
import { items } from './model-world.ts';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as IntentId;
const submit = id(1);
const at = '2026-11-20T01:00:00.000Z';
const parcel = { board: 1, cell: 2, parcelId: 'P-1' };
const facts = {
  acceptanceNumber: 'CASE-000001',
  acceptedAt: at,
  parcel,
  hasCertificate: true,
  decision: 'none',
  licenceId: null,
  invoices: null,
} as const;

const accept: CaseEvent = { type: 'submission_accepted', facts, errandId: id(200) };
const acceptWith = (decision: 'pending' | 'refused'): CaseEvent => ({
  type: 'submission_accepted',
  facts: { ...facts, parcel: null, hasCertificate: false, decision },
  errandId: id(200),
});
const approve = (n: number): CaseEvent => ({
  type: 'decision_made',
  intentId: id(n),
  decision: 'approved',
  licenceId: 'LICENCE-0001',
  errandId: id(n + 1),
});
const refuse: CaseEvent = { type: 'submission_refused', cause: 'city' };
const defer: CaseEvent = { type: 'submission_deferred' };
const leave: CaseEvent = { type: 'resident_left' };
const restart = (expectedForMs: number | null): CaseEvent => ({ type: 'process_restarted', expectedForMs });
const prepare = (
  deliverable: 'receipt' | 'certificate' | 'parcel',
  n: number,
): Extract<CaseEvent, { type: 'effect_prepared' }> => ({
  type: 'effect_prepared',
  deliverable,
  kind: { receipt: 'print_receipt', certificate: 'print_certificate', parcel: 'open_cell' }[
    deliverable
  ] as HandingKind,
  intentId: id(n),
  evidenceBefore: { cutCount: 0 },
});
const confirm = (n: number): CaseEvent => ({
  type: 'effect_confirmed',
  intentId: id(n),
  evidence: {},
  errandId: id(n + 100),
  at,
});
const fail = (n: number): CaseEvent => ({
  type: 'effect_failed',
  intentId: id(n),
  evidence: {},
  cause: 'printer_out_of_paper',
});
const lose = (n: number): CaseEvent => ({ type: 'effect_unknown', intentId: id(n), evidence: {} });
const miss = (n: number): CaseEvent => ({ type: 'effect_missed', intentId: id(n), evidence: {} });
const rate: CaseEvent = { type: 'rating_given', level: 5, intentId: id(50), at };

function play(kind: keyof typeof items, ...events: CaseEvent[]): Transition {
  let last = beginCase(items[kind], submit);
  for (const event of events) {
    const next = transition(last.state, event);
    if (!next) throw new Error(`${event.type} does not belong to ${last.state.name}`);
    last = next;
  }
  return last;
}

const progress = ({ state }: Transition) => state.deliverables.map(({ kind, state: of }) => `${kind} ${of}`);
const effectsOf = ({ effects }: Transition, type: string) => effects.filter((effect) => effect.type === type);
const taskKinds = (step: Transition) =>
  step.effects.flatMap((effect) => (effect.type === 'open_task' ? [effect.kind] : []));

describe('the table of transitions', () => {
  const table: [string, Transition, CaseState['name'], string[]][] = [
    ['confirmed', play('pickup'), 'submission_intended', ['parcel pending', 'receipt pending']],
    ['accepted', play('pickup', accept), 'delivery_started', ['parcel pending', 'receipt pending']],
    ['refused', play('pickup', refuse), 'submission_refused', ['parcel failed', 'receipt failed']],
    ['refused, left', play('pickup', refuse, leave), 'case_closed', ['parcel failed', 'receipt failed']],
    ['deferred', play('query', defer), 'delivery_started', ['receipt pending', 'certificate pending']],
    [
      'deferred, slip out',
      play('query', defer, prepare('receipt', 2), confirm(2)),
      'delivery_finished',
      ['receipt done', 'certificate pending'],
    ],
    [
      'deferred, slip out, accepted late',
      play('query', defer, prepare('receipt', 2), confirm(2), accept),
      'delivery_finished',
      ['receipt done', 'certificate failed'],
    ],
    [
      'accepted while the slip prints',
      play('query', defer, prepare('receipt', 2), accept, confirm(2)),
      'delivery_started',
      ['receipt done', 'certificate pending'],
    ],
    [
      'cell opened',
      play('pickup', accept, prepare('parcel', 2), confirm(2)),
      'delivery_started',
      ['parcel done', 'receipt pending'],
    ],
    [
      'paper out',
      play('application', accept, prepare('receipt', 2), fail(2)),
      'delivery_suspended',
      ['receipt suspended'],
    ],
    [
      'paper out, retried',
      play('application', accept, prepare('receipt', 2), fail(2), { type: 'delivery_retried' }),
      'delivery_started',
      ['receipt pending'],
    ],
    [
      'paper out, left',
      play('application', accept, prepare('receipt', 2), fail(2), leave),
      'case_closed',
      ['receipt failed'],
    ],
    [
      'nobody knows',
      play('application', accept, prepare('receipt', 2), lose(2)),
      'delivery_finished',
      ['receipt unknown'],
    ],
    [
      'restarted soon, paper missed',
      play('application', accept, prepare('receipt', 2), restart(60_000), miss(2)),
      'delivery_started',
      ['receipt pending'],
    ],
    [
      'restarted late, paper missed',
      play('application', accept, prepare('receipt', 2), restart(null), miss(2)),
      'case_closed',
      ['receipt failed'],
    ],
    [
      'restarted soon, door missed',
      play('pickup', accept, prepare('parcel', 2), restart(60_000), miss(2)),
      'delivery_started',
      ['parcel pending', 'receipt pending'],
    ],
    [
      'rules decide',
      play('card', acceptWith('pending')),
      'decision_awaited',
      ['card pending', 'certificate pending', 'receipt pending'],
    ],
    [
      'rules approve, the licence is fetched',
      play('card', acceptWith('pending'), approve(200)),
      'decision_awaited',
      ['card pending', 'certificate pending', 'receipt pending'],
    ],
    [
      'rules approve, the licence is there',
      play('card', acceptWith('pending'), approve(200), { type: 'licence_fetched', intentId: id(201) }),
      'delivery_started',
      ['card pending', 'certificate pending', 'receipt pending'],
    ],
    [
      'rules refuse: only the receipt',
      play('card', acceptWith('refused')),
      'delivery_started',
      ['receipt pending'],
    ],
    [
      'no decision in time: the receipt now, the rest when it is decided',
      play('card', acceptWith('pending'), { type: 'decision_deferred' }, prepare('receipt', 2), confirm(2)),
      'delivery_finished',
      ['card pending', 'certificate pending', 'receipt done'],
    ],
    [
      'nonsense instead of an acceptance: taken as waiting, a person looks',
      play('application', {
        type: 'answer_not_understood',
        intentId: submit,
        detail: 'http_418',
        answer: '',
      }),
      'delivery_started',
      ['receipt pending'],
    ],
    [
      'left without the rest while the slip is at the printer',
      play('application', accept, prepare('receipt', 2), { type: 'delivery_abandoned' }),
      'delivery_started',
      ['receipt in_progress'],
    ],
    [
      'the same person is back after an interruption',
      play('pickup', accept, restart(60_000), { type: 'resident_returned' }),
      'delivery_started',
      ['parcel pending', 'receipt pending'],
    ],
  ];

  it.each(table)('%s', (_, step, name, deliverables) => {
    expect(step.state.name).toBe(name);
    expect(progress(step)).toEqual(deliverables);
  });
});

describe('what a transition asks for', () => {
  it('every kind of paper and the cell get an intent of their own kind', () => {
    const kinds = [
      play('application', accept, prepare('receipt', 2)),
      play('application', defer, { ...prepare('receipt', 2), kind: 'print_waiting_slip' }),
      play('query', accept, prepare('certificate', 2)),
      play('pickup', accept, prepare('parcel', 2)),
    ].map((step) => effectsOf(step, 'intend')[0]);
    expect(kinds).toMatchObject([
      { kind: 'print_receipt' },
      { kind: 'print_waiting_slip' },
      { kind: 'print_certificate' },
      { kind: 'open_cell' },
    ]);
  });

  it('the submission is erased the moment the city answered, either way', () => {
    for (const answer of [accept, refuse]) {
      expect(effectsOf(play('query', answer), 'erase')).toContainEqual({
        type: 'erase',
        payload: 'submission',
      });
    }
  });

  it('an opened cell makes the errand that tells the city', () => {
    const step = play('pickup', accept, prepare('parcel', 2), confirm(2));
    expect(effectsOf(step, 'intend')).toEqual([
      {
        type: 'intend',
        intentId: id(102),
        kind: 'hand_over_parcel',
        evidenceBefore: { parcelId: 'P-1', openedAt: at },
      },
    ]);
  });

  it('what cannot be handed out any more is a task', () => {
    expect(taskKinds(play('pickup', accept, leave))).toEqual(['missing_parcel', 'missing_receipt']);
    expect(taskKinds(play('pickup', accept, prepare('parcel', 2), lose(2)))).toEqual(['unclear_parcel']);
    expect(taskKinds(play('query', defer, leave, accept))).toEqual([
      'missing_certificate',
      'missing_receipt',
    ]);
  });

  it('who is owed something gets a code to ask with, and a slip of it; nobody who has gone does', () => {
    const owed = play('application', accept, prepare('receipt', 2), lose(2));
    expect(nextStep(owed.state)).toEqual({ act: 'issue_claim' });
    const issued = transition(owed.state, { type: 'claim_issued', codeHash: 'hash' });
    expect(issued?.effects).toContainEqual({ type: 'keep_claim', codeHash: 'hash' });
    expect(issued && nextStep(issued.state)).toEqual({ act: 'hand_out', deliverable: 'claim_slip' });
    expect(play('pickup', accept, leave).state.claim).toBe('none');
  });

  it('nothing is handed out after an interruption until the same person is back', () => {
    const interrupted = play('pickup', accept, restart(60_000));
    expect(nextStep(interrupted.state)).toBeNull();
    const back = transition(interrupted.state, { type: 'resident_returned' });
    expect(back && nextStep(back.state)).toEqual({ act: 'hand_out', deliverable: 'parcel' });
  });

  it('accepted after the resident had gone -> a text is sent; decided later -> another one', () => {
    const gone = play('application', defer, prepare('receipt', 2), confirm(2), leave, accept);
    expect(effectsOf(gone, 'intend')).toMatchObject([
      { kind: 'notify', evidenceBefore: { subject: 'accepted' } },
    ]);
    const later = play('card', acceptWith('pending'), leave, approve(200));
    expect(effectsOf(later, 'intend')).toMatchObject([
      { kind: 'notify', evidenceBefore: { subject: 'decided' } },
    ]);
    expect(taskKinds(later)).toEqual(['missing_card', 'missing_certificate']);
  });

  it('an answer that makes no sense is one task, however often it comes', () => {
    const nonsense: CaseEvent = {
      type: 'answer_not_understood',
      intentId: submit,
      detail: 'contract_mismatch',
      answer: '{}',
    };
    const once = play('application', nonsense);
    expect(taskKinds(once)).toEqual(['answer_not_understood']);
    expect(transition(once.state, nonsense)).toBeNull();
    expect(transition(once.state, accept)?.state.acceptance.state).toBe('accepted');
  });

  it('a card is looked after when its resident has gone', () => {
    const direct: CaseEvent = {
      type: 'submission_accepted',
      facts: { ...facts, parcel: null, hasCertificate: true },
      errandId: id(200),
    };
    const prepared: CaseEvent = {
      type: 'effect_prepared',
      deliverable: 'card',
      kind: 'dispense_card',
      intentId: id(2),
      evidenceBefore: { gate: 'empty', binCount: 0 },
    };
    const gone = play('card', direct, prepared, confirm(2), leave);
    expect(gone.state.name).toBe('delivery_finished');
    expect(nextStep(gone.state)).toEqual({ act: 'look_after_card' });
    const taken = transition(gone.state, { type: 'card_taken' });
    expect(taken?.state.name).toBe('case_closed');
  });

  it('a case is rated once, after everything came, by the resident who is still there', () => {
    const finished = [accept, prepare('receipt', 2), confirm(2)] as const;
    expect(canRate(play('application', ...finished).state)).toBe(true);
    expect(canRate(play('application', ...finished, rate).state)).toBe(false);
    expect(canRate(play('application', ...finished, { type: 'rating_skipped' }).state)).toBe(false);
    expect(canRate(play('application', ...finished, restart(60_000)).state)).toBe(false);
    expect(canRate(play('application', defer, prepare('receipt', 2), confirm(2)).state)).toBe(true);
  });
});

describe('any order of events', () => {
  const events = [
    accept,
    acceptWith('pending'),
    acceptWith('refused'),
    approve(200),
    { type: 'decision_deferred' },
    { type: 'licence_fetched', intentId: id(201) },
    { type: 'errand_recorded', intentId: id(200) },
    { type: 'claim_issued', codeHash: 'hash' },
    { type: 'resident_returned' },
    refuse,
    defer,
    leave,
    restart(60_000),
    restart(null),
    rate,
    { type: 'rating_skipped' },
    { type: 'delivery_retried' },
    { type: 'delivery_abandoned' },
    { type: 'errand_recorded', intentId: id(50) },
    { type: 'preparation_failed', deliverable: 'receipt', cause: 'printer_away' },
    { type: 'preparation_failed', deliverable: 'certificate', cause: 'content_missing' },
    ...[2, 3, 4].flatMap((n) => [
      prepare('receipt', n),
      prepare('certificate', n),
      prepare('parcel', n),
      confirm(n),
      fail(n),
      lose(n),
      miss(n),
      { type: 'errand_recorded', intentId: id(n + 100) } as const,
    ]),
  ] satisfies CaseEvent[];

  it('the state can be kept and read back, an intent is made once and ended once, and before its end', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(['application', 'query', 'pickup', 'card'] as const)),
        fc.array(fc.constantFrom(...events), { maxLength: 40 }),
        (kind, story) => {
          let step = beginCase(items[kind], submit);
          const open = new Set<IntentId>([submit]);
          const used = new Set<IntentId>([submit]);
          for (const event of story) {
            // The runner never uses an id twice.
            if (event.type === 'effect_prepared' && used.has(event.intentId)) continue;
            if ('errandId' in event && used.has(event.errandId)) continue;
            const next = transition(step.state, event);
            if (!next) continue;
            step = next;
            expect(caseStateSchema.parse(JSON.parse(JSON.stringify(step.state)))).toEqual(step.state);
            expect(effectsOf(step, 'intend').length).toBeLessThanOrEqual(1);
            for (const effect of step.effects) {
              if (effect.type === 'conclude') expect(open.delete(effect.intentId)).toBe(true);
              if (effect.type !== 'intend') continue;
              expect(used.has(effect.intentId)).toBe(false);
              used.add(effect.intentId);
              open.add(effect.intentId);
            }
          }
          if (step.state.name === 'case_closed') expect([...open]).toEqual([]);
          if (step.state.name === 'delivery_finished') {
            expect(nextStep(step.state)?.act).not.toBe('hand_out');
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});
