import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { groupClaimCode } from '../../../contract/claim-code.ts';
import type { CaseId } from '../../../contract/words.ts';
import { modelCodes } from './model-payments.ts';
import { ModelWorld } from './model-world.ts';

let world: ModelWorld;
let caseId: CaseId;

beforeEach(async () => {
  world = new ModelWorld();
  world.start();
  caseId = await due(world);
});
afterEach(() => {
  expect(world.failures).toEqual([]);
  world.close();
});

/** A paid item, accepted, waiting for its money. */
async function due(on: ModelWorld): Promise<CaseId> {
  const begun = on.begin('paid');
  if (!begun) throw new Error('no case was begun');
  await on.run(1000);
  return begun;
}

const view = () => world.runner.readCase(caseId);
const standing = () => view()?.payment?.standing;
const moved = () => world.payments.ledger.map(({ type }) => type);
const papers = () => world.devices.ledger.filter(({ type }) => type === 'paper_cut').length;
const tasks = () => world.report().cases.flatMap(({ openTasks }) => openTasks.map(({ kind }) => kind));
const intents = (kind: string) =>
  world
    .report()
    .cases.flatMap((kept) => kept.intents.filter((intent) => intent.kind === kind))
    .map(({ state }) => state);

describe('paying', () => {
  it('nothing is printed before the money is taken; then certificate and receipt come out', async () => {
    expect(view()).toMatchObject({ phase: 'paying', payment: { standing: 'due', amountFen: 1000 } });
    await world.run(30_000);
    expect(papers()).toBe(0);
    world.runner.payByCode(caseId, modelCodes.sufficient);
    await world.run(5000);
    expect(view()).toMatchObject({ phase: 'finished', payment: { standing: 'paid' } });
    expect([moved(), papers()]).toEqual([['payment_taken'], 2]);
    expect(world.violations()).toEqual([]);
  });

  it('by the QR on the screen: shown as soon as there is an order, paid when the phone has scanned it', async () => {
    world.runner.payByQr(caseId);
    await world.run(1000);
    expect(view()?.payment).toMatchObject({
      standing: 'charging',
      charge: { qrText: expect.stringContaining('https://'), confirmOnPhone: false },
    });
    world.payments.payersPay();
    await world.run(5000);
    expect(standing()).toBe('paid');
  });

  it('the payment code is nowhere on the disk', async () => {
    world.runner.payByCode(caseId, modelCodes.password);
    await world.run(2000);
    expect(JSON.stringify(world.report())).not.toContain(modelCodes.password);
  });

  it('two touches -> one charge', () => {
    expect(world.runner.payByCode(caseId, modelCodes.sufficient).ok).toBe(true);
    expect(world.runner.payByQr(caseId).ok).toBe(false);
    expect(intents('charge')).toHaveLength(1);
  });

  it('too little on the account -> told so, nothing taken, another wallet may pay', async () => {
    world.runner.payByCode(caseId, modelCodes.insufficient);
    await world.run(1000);
    expect(view()).toMatchObject({
      phase: 'paying',
      payment: { standing: 'due', problem: 'insufficient_balance' },
    });
    world.runner.payByCode(caseId, modelCodes.sufficient);
    await world.run(5000);
    expect(standing()).toBe('paid');
    expect(intents('charge').toSorted()).toEqual(['confirmed', 'failed']);
  });

  it('password asked and entered -> paid; never entered -> undone when the time is over', async () => {
    world.runner.payByCode(caseId, modelCodes.password);
    await world.run(2000);
    expect(view()?.payment?.charge).toMatchObject({ confirmOnPhone: true });
    await world.run(60_000);
    expect(view()?.payment).toMatchObject({ standing: 'due', problem: 'timed_out' });
    world.payments.payersPay();
    await world.run(1000);
    expect(moved()).toEqual([]);
    world.runner.payByCode(caseId, modelCodes.password);
    await world.run(2000);
    world.payments.payersPay();
    await world.run(5000);
    expect(standing()).toBe('paid');
  });

  it('a printer that has no paper -> nothing is charged', () => {
    world.runner.printerChanged({
      ...{ state: 'online', fault: null, paper: 'out', coverOpen: false },
    });
    expect(world.runner.payByCode(caseId, modelCodes.sufficient).ok).toBe(false);
    expect(moved()).toEqual([]);
  });
});

describe('not paying', () => {
  it('declined -> nothing taken, nothing printed, no task for anybody', async () => {
    world.runner.declinePayment(caseId);
    await world.run(5000);
    expect(view()).toMatchObject({ phase: 'finished', payment: { standing: 'unpaid' } });
    expect([moved(), papers(), tasks()]).toEqual([[], 0, []]);
    world.runner.sessionEnded(caseId);
    expect(world.report().cases).toMatchObject([{ state: 'case_closed', sealed: [] }]);
  });

  it('declined in the moment of paying -> the money goes back', async () => {
    world.payments.mood = 'answer_lost';
    world.runner.payByCode(caseId, modelCodes.sufficient);
    await world.run(1000);
    world.runner.declinePayment(caseId);
    world.payments.mood = 'answers';
    await world.run(5000);
    expect(view()?.payment).toMatchObject({ standing: 'unpaid', problem: 'money_returned' });
    expect(moved()).toEqual(['payment_taken', 'payment_returned']);
  });

  it('walks away in front of the QR -> it can no longer be paid', async () => {
    world.runner.payByQr(caseId);
    await world.run(1000);
    world.runner.sessionEnded(caseId);
    await world.run(2000);
    world.payments.payersPay();
    expect(moved()).toEqual([]);
    expect(world.report().cases).toMatchObject([{ state: 'case_closed' }]);
  });
});

describe('answers that do not come', () => {
  it('the answer to a charge is lost -> asked, not sent again', async () => {
    world.payments.mood = 'answer_lost';
    world.runner.payByCode(caseId, modelCodes.sufficient);
    await world.run(1000);
    world.payments.mood = 'answers';
    await world.run(5000);
    expect(standing()).toBe('paid');
    expect(world.boundaries.filter((name) => name === 'before chargeByCode')).toHaveLength(1);
  });

  it('a charge that arrives after it was undone takes nothing', async () => {
    world.payments.mood = 'late';
    world.runner.payByCode(caseId, modelCodes.sufficient);
    await world.run(1000);
    world.payments.mood = 'answers';
    await world.run(5000);
    expect(view()?.payment).toMatchObject({ standing: 'due', problem: 'not_arrived' });
    world.payments.deliverLate();
    expect(moved()).toEqual([]);
  });

  it('payment away for long -> one slip with the claim code and the money, a task, and undone once it is back', async () => {
    world.payments.mood = 'answer_lost';
    world.runner.payByCode(caseId, modelCodes.sufficient);
    await world.run(60_000 + 30_000 + 5000);
    expect(view()).toMatchObject({ phase: 'finished', payment: { standing: 'unclear' } });
    expect(tasks()).toEqual(['undone_payment']);
    expect(intents('print_payment_slip')).toEqual([]);
    expect(intents('print_claim_slip')).toEqual(['confirmed']);
    const paper = JSON.stringify(view()?.slip);
    expect(paper).toContain(groupClaimCode(view()?.claim?.code ?? 'no code'));
    expect(paper).toContain(view()?.payment?.orderNumber?.slice(0, 8) ?? 'no number');
    world.runner.sessionEnded(caseId);
    world.payments.mood = 'answers';
    world.runner.cityReachable();
    await world.run(5000);
    expect(moved()).toEqual(['payment_taken', 'payment_returned']);
    expect(world.violations()).toEqual([]);
  });

  it('away for long, then an answer that makes no sense, the resident still there -> one paper, not two', async () => {
    world.payments.mood = 'answer_lost';
    world.runner.payByCode(caseId, modelCodes.sufficient);
    await world.run(60_000 + 30_000 + 5000);
    world.payments.mood = 'other_amount';
    world.runner.cityReachable();
    await world.run(5000);
    expect(tasks()).toEqual(['undone_payment', 'unclear_payment']);
    expect(papers()).toBe(1);
    expect(view()?.deliverables.map(({ kind }) => kind)).toEqual(['certificate', 'claim_slip']);
  });

  it.each(['other_amount', 'nonsense'] as const)(
    'an answer with %s -> nothing acted upon, a person has the case, the answer is kept',
    async (mood) => {
      world.payments.mood = mood;
      world.runner.payByCode(caseId, modelCodes.sufficient);
      await world.run(5000);
      expect(view()).toMatchObject({ phase: 'finished', payment: { standing: 'unclear' } });
      expect(tasks()).toEqual(['unclear_payment']);
      expect(intents('print_certificate')).toEqual([]);
      expect(intents('charge')).toEqual(['unknown']);
      const kept = world.report().cases[0]?.intents.find(({ kind }) => kind === 'charge')?.evidence;
      expect(kept).toMatchObject(
        mood === 'nonsense'
          ? { why: 'contract_mismatch', answer: '["<text of 3>"]' }
          : { why: 'other_amount' },
      );
    },
  );
});

describe('paid, and nothing comes out', () => {
  it('paper out, the resident leaves -> the money goes back, and the case says so', async () => {
    world.devices.printer = 'paper_out';
    world.runner.payByCode(caseId, modelCodes.sufficient);
    await world.run(5000);
    expect(view()).toMatchObject({ phase: 'suspended', payment: { standing: 'paid' } });
    world.runner.abandonDelivery(caseId);
    await world.run(5000);
    expect(view()).toMatchObject({ phase: 'finished', payment: { standing: 'returned' } });
    expect(moved()).toEqual(['payment_taken', 'payment_returned']);
    expect(tasks()).toEqual([]);
    expect(world.violations()).toEqual([]);
  });

  it('new paper in time -> printed, and the money stays', async () => {
    world.devices.printer = 'paper_out';
    world.runner.payByCode(caseId, modelCodes.sufficient);
    await world.run(5000);
    world.devices.printer = 'ready';
    world.runner.retryDelivery(caseId);
    await world.run(5000);
    expect([moved(), papers()]).toEqual([['payment_taken'], 2]);
  });

  it('the refund is repeated until it is confirmed, and happens once', async () => {
    world.devices.printer = 'paper_out';
    world.runner.payByCode(caseId, modelCodes.sufficient);
    await world.run(5000);
    world.payments.mood = 'answer_lost';
    world.runner.abandonDelivery(caseId);
    await world.run(200_000);
    expect(tasks()).toEqual(['undone_payment']);
    world.runner.sessionEnded(caseId);
    world.payments.mood = 'answers';
    await world.run(70_000);
    expect(moved()).toEqual(['payment_taken', 'payment_returned']);
    expect(world.report().cases).toMatchObject([{ state: 'case_closed' }]);
    expect(world.violations()).toEqual([]);
  });
});

type Answering = {
  mood: ModelWorld['payments']['mood'];
  ms: number;
  after: 'nothing' | 'pay' | 'refuse' | 'late';
};
const answering: fc.Arbitrary<Answering> = fc.record({
  mood: fc.constantFrom(
    ...([
      'answers',
      'answers',
      'away',
      'answer_lost',
      'late',
      'server_error',
      'other_amount',
      'nonsense',
    ] as const),
  ),
  ms: fc.constantFrom(0, 300, 900, 3000, 20_000, 70_000),
  after: fc.constantFrom('nothing', 'pay', 'refuse', 'late'),
});
const act = fc.constantFrom(
  'code',
  'password',
  'qr',
  'stop',
  'decline',
  'nothing',
  'leave',
  'paper_out',
  'kill',
);

it('late, double, reordered, lost and wrong answers in any order -> money taken is things delivered or money returned', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(act, answering), { minLength: 2, maxLength: 14 }), async (story) => {
      const other = new ModelWorld();
      try {
        other.start();
        const id = await due(other);
        for (const [deed, { mood, ms, after }] of story) {
          if (!other.isRunning) other.start();
          other.payments.mood = mood;
          perform(other, id, deed);
          await other.run(ms);
          if (after === 'pay') other.payments.payersPay();
          if (after === 'refuse') other.payments.payersRefuse();
          if (after === 'late') other.payments.deliverLate();
          await other.run(ms);
        }
        if (!other.isRunning) other.start();
        other.payments.mood = 'answers';
        other.payments.deliverLate();
        other.devices.printer = 'ready';
        await other.run(400_000);
        other.act((runner) => runner.sessionEnded(id));
        await other.run(400_000);
        expect(other.failures).toEqual([]);
        expect(other.violations()).toEqual([]);
        expect(other.report().cases).toMatchObject([{ state: 'case_closed', sealed: [] }]);
      } finally {
        other.close();
      }
    }),
    { numRuns: 150 },
  );
}, 120_000);

function perform(other: ModelWorld, id: CaseId, deed: string): void {
  const { runner } = other;
  if (deed === 'code') runner.payByCode(id, modelCodes.sufficient);
  if (deed === 'password') runner.payByCode(id, modelCodes.password);
  if (deed === 'qr') runner.payByQr(id);
  if (deed === 'stop') runner.stopCharge(id);
  if (deed === 'decline') runner.declinePayment(id);
  if (deed === 'leave') runner.sessionEnded(id);
  if (deed === 'paper_out') other.devices.printer = 'paper_out';
  if (deed === 'kill') other.kill();
}
