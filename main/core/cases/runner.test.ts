import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaseId } from '../../../contract/words.ts';
import type { CaseView } from './case-desk.ts';
import { applicant, type ItemKind, ModelWorld } from './model-world.ts';

let world: ModelWorld;

beforeEach(() => {
  world = new ModelWorld();
  world.start();
});

afterEach(() => {
  expect(world.failures).toEqual([]);
  expect(world.violations()).toEqual([]);
  world.close();
});

async function begin(kind: ItemKind): Promise<CaseId> {
  const caseId = world.begin(kind);
  if (!caseId) throw new Error('not begun');
  await world.run(0);
  return caseId;
}

function view(caseId: CaseId): CaseView {
  const seen = world.runner.readCase(caseId);
  if (!seen) throw new Error('no such case');
  return seen;
}

function kept(caseId: CaseId) {
  const found = world.report().cases.find((each) => each.caseId === caseId);
  if (!found) throw new Error('not in the journal');
  return found;
}

const papers = () => world.devices.ledger.filter(({ type }) => type === 'paper_cut');
const doors = () => world.devices.ledger.filter(({ type }) => type === 'door_opened');
const accepted = () => world.city.ledger.filter(({ type }) => type === 'case_accepted');
const tasks = (caseId: CaseId) => kept(caseId).openTasks.map(({ kind }) => kind);

describe('a case on a good day', () => {
  it('is accepted, its receipt comes out, is rated and leaves nothing sealed on the disk', async () => {
    const caseId = await begin('application');
    expect(view(caseId)).toMatchObject({
      phase: 'finished',
      acceptance: { state: 'accepted', acceptanceNumber: 'CASE-000001' },
      deliverables: [{ kind: 'receipt', state: 'done' }],
      slip: { title: '受理回执' },
      canRate: true,
    });
    expect(world.runner.rate(caseId, 5).ok).toBe(true);
    expect(world.runner.rate(caseId, 1)).toEqual({ ok: false, error: { kind: 'not_now' } });
    world.runner.sessionEnded(caseId);
    await world.run(0);
    expect(kept(caseId)).toMatchObject({ state: 'case_closed', sealed: [], openTasks: [] });
    expect(world.city.ledger.map(({ type }) => type)).toEqual(['case_accepted', 'case_rated']);
  });

  it('opens the cell, tells the city that the parcel left, then prints', async () => {
    const caseId = await begin('pickup');
    expect(view(caseId)).toMatchObject({
      phase: 'finished',
      cell: { board: 1, cell: 2, door: 'open' },
      deliverables: [
        { kind: 'parcel', state: 'done' },
        { kind: 'receipt', state: 'done' },
      ],
    });
    expect(world.city.ledger.map(({ type }) => type)).toContain('parcel_handed_over');
  });

  it('prints the certificate with the code that verifies it', async () => {
    await begin('query');
    expect(papers()).toMatchObject([
      { qrTexts: ['https://city.example/verify/1', expect.stringMatching(/^budayang:.*:CASE-000001$/)] },
    ]);
  });

  it('shows every stage to a watcher, the current one at once, none after leaving', async () => {
    const caseId = world.begin('application');
    if (!caseId) throw new Error('not begun');
    const phases: string[] = [];
    const leave = world.runner.watch(caseId, ({ phase }) => phases.push(phase));
    await world.run(0);
    leave();
    world.runner.sessionEnded(caseId);
    expect(phases[0]).toBe('submitting');
    expect(phases).toContain('delivering');
    expect(phases.at(-1)).toBe('finished');
  });
});

describe('the city away', () => {
  it('a deferrable item gets an honest waiting slip and is sent once when the city is back', async () => {
    world.city.mood = 'away';
    const caseId = await begin('application');
    expect(view(caseId)).toMatchObject({
      phase: 'finished',
      acceptance: { state: 'waiting_for_network' },
      deliverables: [{ kind: 'receipt', state: 'done' }],
      slip: { title: '待提交凭条' },
      canRate: true,
    });
    expect(papers()).toMatchObject([{ qrTexts: [expect.stringMatching(/:waiting$/)] }]);
    world.runner.sessionEnded(caseId);
    await world.run(3_600_000);
    world.city.mood = 'answers';
    world.runner.cityReachable();
    await world.run(0);
    expect(accepted()).toHaveLength(1);
    expect(papers()).toHaveLength(1);
    expect(kept(caseId)).toMatchObject({ state: 'case_closed', sealed: [], openTasks: [] });
  });

  it('a required item waits twenty seconds, then the resident gets the slip and a person the task', async () => {
    world.city.mood = 'answer_lost';
    const caseId = await begin('query');
    await world.run(19_000);
    expect(view(caseId).phase).toBe('submitting');
    await world.run(2000);
    expect(view(caseId)).toMatchObject({
      phase: 'finished',
      acceptance: { state: 'waiting_for_network' },
      deliverables: [
        { kind: 'receipt', state: 'done' },
        { kind: 'certificate', state: 'pending' },
      ],
    });
    world.runner.sessionEnded(caseId);
    world.city.mood = 'answers';
    await world.run(120_000);
    expect(accepted()).toHaveLength(1);
    expect(world.city.submissions).toHaveLength(1);
    expect(tasks(caseId)).toEqual(['missing_certificate']);
  });

  it('back while the resident still waits -> everything comes as on a good day', async () => {
    world.city.mood = 'away';
    const caseId = await begin('pickup');
    await world.run(5000);
    world.city.mood = 'answers';
    world.runner.cityReachable();
    await world.run(0);
    expect(view(caseId)).toMatchObject({ phase: 'finished', acceptance: { state: 'accepted' } });
    expect(doors()).toHaveLength(1);
  });

  it('the next resident is not kept waiting by those before', async () => {
    world.city.mood = 'away';
    const first = await begin('application');
    world.runner.sessionEnded(first);
    const second = world.begin('query');
    world.city.mood = 'answers';
    world.runner.cityReachable();
    await world.run(0);
    expect(accepted().map((entry) => ('caseId' in entry ? entry.caseId : null))).toEqual([second, first]);
  });

  it('attempts grow rarer up to one a minute', async () => {
    world.city.mood = 'away';
    world.runner.sessionEnded(await begin('application'));
    const before = world.boundaries.length;
    await world.run(600_000);
    const lookUps = world.boundaries.slice(before).filter((name) => name === 'before lookUpCase');
    expect(lookUps.length).toBeGreaterThanOrEqual(12);
    expect(lookUps.length).toBeLessThanOrEqual(16);
    world.city.mood = 'answers';
    await world.run(75_000);
    expect(accepted()).toHaveLength(1);
  });
});

describe('the city says no', () => {
  it('the resident sees the reason, nothing is printed, nothing stays', async () => {
    world.city.mood = 'refuses';
    const caseId = await begin('application');
    expect(view(caseId)).toMatchObject({
      phase: 'refused',
      acceptance: { state: 'refused', reason: { zh: '不在受理范围' } },
      canRate: false,
    });
    world.runner.sessionEnded(caseId);
    expect(kept(caseId)).toMatchObject({ state: 'case_closed', sealed: [], openTasks: [] });
    expect(papers()).toEqual([]);
  });

  it('after a waiting slip -> a person has to tell the resident', async () => {
    world.city.mood = 'away';
    const caseId = await begin('application');
    world.runner.sessionEnded(caseId);
    world.city.mood = 'refuses';
    await world.run(60_000);
    expect(tasks(caseId)).toEqual(['refused_after_waiting']);
  });

  it('another content under the same id -> a person looks at it', async () => {
    world.city.mood = 'conflict';
    const caseId = await begin('application');
    expect(view(caseId)).toMatchObject({ phase: 'refused', acceptance: { state: 'refused' } });
    expect(tasks(caseId)).toEqual(['submission_conflict']);
  });
});

describe('devices in trouble', () => {
  it('paper out -> suspended with what is safe; refilled and retried -> one receipt', async () => {
    world.devices.printer = 'paper_out';
    const caseId = await begin('application');
    expect(view(caseId)).toMatchObject({
      phase: 'suspended',
      suspension: { cause: 'printer_out_of_paper', caseAccepted: true },
      deliverables: [{ kind: 'receipt', state: 'suspended' }],
    });
    world.devices.printer = 'ready';
    expect(world.runner.retryDelivery(caseId).ok).toBe(true);
    await world.run(0);
    expect(view(caseId).phase).toBe('finished');
    expect(papers()).toHaveLength(1);
    expect(
      kept(caseId)
        .intents.map(({ kind, state }) => `${kind} ${state}`)
        .sort(),
    ).toEqual(['print_receipt confirmed', 'print_receipt failed', 'submit confirmed']);
  });

  it('the resident leaves without the rest -> each missing thing is a task', async () => {
    world.devices.locker = 'stuck';
    const caseId = await begin('pickup');
    expect(view(caseId)).toMatchObject({ phase: 'suspended', suspension: { cause: 'locker_away' } });
    expect(world.runner.abandonDelivery(caseId).ok).toBe(true);
    expect(view(caseId)).toMatchObject({ phase: 'finished', canRate: true });
    expect(tasks(caseId)).toEqual(['missing_parcel', 'missing_receipt']);
    await world.run(0);
  });

  it('the session ends during a suspension -> the same, and nothing comes out later', async () => {
    world.devices.printer = 'away';
    const caseId = await begin('application');
    await world.run(10_000);
    expect(view(caseId)).toMatchObject({ phase: 'suspended', suspension: { cause: 'printer_away' } });
    world.runner.sessionEnded(caseId);
    world.devices.printer = 'ready';
    await world.run(600_000);
    expect(papers()).toEqual([]);
    expect(kept(caseId)).toMatchObject({ state: 'case_closed', openTasks: [{ kind: 'missing_receipt' }] });
  });

  it('a slip stalls in the middle -> suspended on screen; it goes on by itself, retry prints no second', async () => {
    world.devices.printer = 'stalled';
    const caseId = await begin('application');
    const status = { state: 'online', fault: null, paper: 'out', coverOpen: false } as const;
    world.runner.printerChanged(status);
    expect(view(caseId)).toMatchObject({
      phase: 'suspended',
      suspension: { cause: 'printer_out_of_paper', caseAccepted: true },
      deliverables: [{ kind: 'receipt', state: 'suspended' }],
    });
    expect(world.runner.retryDelivery(caseId).ok).toBe(true);
    world.runner.printerChanged({ ...status, paper: 'full' });
    world.devices.goOn();
    await world.run(0);
    expect(view(caseId).phase).toBe('finished');
    expect(papers()).toHaveLength(1);
  });

  const paperOut = { state: 'online', fault: null, paper: 'out', coverOpen: false } as const;

  it('left while a slip is stalled -> it is taken out of the printer, the resident gets a claim code at once', async () => {
    world.devices.printer = 'stalled';
    const caseId = await begin('application');
    world.runner.printerChanged(paperOut);
    expect(world.runner.abandonDelivery(caseId).ok).toBe(true);
    expect(view(caseId)).toMatchObject({ phase: 'finished', canRate: true });
    await world.run(0);
    expect(view(caseId)).toMatchObject({
      deliverables: [
        { kind: 'receipt', state: 'failed' },
        { kind: 'claim_slip', state: 'failed' },
      ],
      claim: { code: expect.stringMatching(/^\d{10}$/), onPaper: false },
    });
    expect(tasks(caseId)).toEqual(['missing_receipt']);
    world.devices.goOn();
    await world.run(0);
    expect(papers()).toEqual([]);
  });

  it('walked away while a slip is stalled -> it does not come out for the next resident', async () => {
    world.devices.printer = 'stalled';
    const caseId = await begin('application');
    world.runner.sessionEnded(caseId);
    await world.run(0);
    world.devices.goOn();
    await world.run(0);
    expect(papers()).toEqual([]);
    expect(tasks(caseId)).toEqual(['missing_receipt']);
  });

  it('the claim code leads the attendant to the case; another one leads nowhere, and no copy of it stays', async () => {
    world.devices.locker = 'stuck';
    const caseId = await begin('pickup');
    world.runner.abandonDelivery(caseId);
    await world.run(0);
    const { claim } = view(caseId);
    expect(claim?.onPaper).toBe(true);
    const code = claim?.code ?? '';
    expect(papers()).toHaveLength(1);
    expect(world.runner.maintenance.findClaim(`${code.slice(0, 3)}-${code.slice(3)}`)).toMatchObject({
      caseId,
      tasks: [{ kind: 'missing_parcel' }, { kind: 'missing_receipt' }],
    });
    expect(world.runner.maintenance.findClaim('0000000000')).toBeNull();
    expect(world.runner.maintenance.findClaim('no code')).toBeNull();
    world.runner.sessionEnded(caseId);
    const onDisk = Buffer.concat(
      readdirSync(world.directory).map((name) => readFileSync(join(world.directory, name))),
    );
    expect(onDisk.includes(code)).toBe(false);
    expect(kept(caseId).sealed).toEqual([]);
    expect(world.runner.maintenance.findClaim(code)).toMatchObject({ caseId });
  });

  it('the completion is lost, one cut more -> done, not printed again', async () => {
    world.devices.printer = 'answer_lost';
    const caseId = await begin('application');
    await world.run(10_000);
    expect(view(caseId).deliverables).toMatchObject([{ kind: 'receipt', state: 'done' }]);
    expect(papers()).toHaveLength(1);
  });

  it('the completion is lost, no cut more -> suspended and tried again on request', async () => {
    world.devices.printer = 'silent';
    const caseId = await begin('application');
    await world.run(10_000);
    expect(view(caseId)).toMatchObject({ phase: 'suspended', suspension: { cause: 'printer_away' } });
    world.devices.printer = 'ready';
    world.runner.retryDelivery(caseId);
    await world.run(0);
    expect(papers()).toHaveLength(1);
  });

  it('nothing proves the slip -> unknown, a task, and no second slip', async () => {
    world.devices.printer = 'answer_lost';
    world.devices.countsCuts = false;
    const caseId = await begin('application');
    await world.run(60_000);
    expect(view(caseId).deliverables[0]).toMatchObject({ kind: 'receipt', state: 'unknown' });
    expect(tasks(caseId)[0]).toBe('unclear_receipt');
    const receipts = kept(caseId).intents.filter(({ kind }) => kind === 'print_receipt');
    expect(receipts).toHaveLength(1);
  });

  it('the counter moved by more than this slip -> unknown rather than a guess', async () => {
    world.devices.printer = 'silent';
    const caseId = await begin('application');
    world.devices.cutOffRemnant();
    await world.run(10_000);
    expect(tasks(caseId)).toEqual(['unclear_receipt']);
  });

  it('the door opens but the lock does not say so -> the open door is the proof', async () => {
    world.devices.locker = 'answer_lost';
    const caseId = await begin('pickup');
    expect(view(caseId).deliverables[0]).toMatchObject({ kind: 'parcel', state: 'done' });
    expect(doors()).toHaveLength(1);
  });
});

describe('decided by an officer', () => {
  const receipts = () => papers().length;
  beforeEach(() => {
    world.city.rules = 'pending';
  });

  it('minutes later, while the resident waits -> shown, and only then the one receipt comes', async () => {
    const caseId = await begin('officer');
    await world.run(200_000);
    expect(view(caseId).phase).toBe('deciding');
    expect(receipts()).toBe(0);
    world.city.rules = 'approve';
    await world.run(7000);
    expect(view(caseId)).toMatchObject({ phase: 'finished', decision: { state: 'approved' } });
    expect(receipts()).toBe(1);
  });

  it('returned -> the resident reads why, on the screen and on the receipt', async () => {
    const caseId = await begin('officer');
    world.city.rules = 'return';
    await world.run(2000);
    expect(view(caseId)).toMatchObject({
      phase: 'finished',
      decision: { state: 'returned', reasons: [{ zh: '不在受理范围' }] },
    });
    expect(JSON.stringify(view(caseId).slip)).toContain('已退回');
  });

  it('the resident does not wait -> the receipt at once, a text once it is decided, and nothing is owed', async () => {
    const caseId = await begin('officer');
    expect(world.runner.stopWaiting(caseId).ok).toBe(true);
    await world.run(0);
    expect(view(caseId)).toMatchObject({ phase: 'finished', decision: { state: 'later' } });
    expect(world.runner.stopWaiting(caseId).ok).toBe(false);
    world.runner.sessionEnded(caseId);
    world.city.rules = 'return';
    await world.run(120_000);
    expect(receipts()).toBe(1);
    expect(kept(caseId)).toMatchObject({ state: 'case_closed', sealed: [], openTasks: [] });
    expect(world.city.ledger).toContainEqual(
      expect.objectContaining({ type: 'applicant_notified', subject: 'decided' }),
    );
  });

  it('handed in while the city is away, and the power goes -> sent, looked at and told of all the same', async () => {
    world.city.mood = 'away';
    const caseId = await begin('officer');
    await world.run(10_000);
    expect(view(caseId).acceptance).toEqual({ state: 'waiting_for_network' });
    world.runner.sessionEnded(caseId);
    world.kill();
    world.city.mood = 'answers';
    world.start();
    await world.run(120_000);
    world.city.rules = 'approve';
    await world.run(120_000);
    expect(kept(caseId)).toMatchObject({ state: 'case_closed', openTasks: [] });
    const texts = world.city.ledger.filter(({ type }) => type === 'applicant_notified');
    expect(texts).toMatchObject([{ subject: 'decided' }]);
  });
});

describe('decided by rules', () => {
  const sequence = (caseId: CaseId) => view(caseId).deliverables.map(({ kind, state }) => `${kind} ${state}`);
  beforeEach(() => {
    world.units.takesItems = true;
  });
  const cards = () => world.units.ledger.filter(({ type }) => type === 'item_dispensed');

  it('approved -> the card comes out, the fetched licence and the receipt are printed', async () => {
    const caseId = await begin('card');
    expect(view(caseId)).toMatchObject({ phase: 'finished', decision: { state: 'approved' } });
    expect(sequence(caseId)).toEqual(['card done', 'certificate done', 'receipt done']);
    expect(cards()).toHaveLength(1);
    expect(papers()).toHaveLength(2);
    world.runner.sessionEnded(caseId);
    await world.run(0);
    expect(kept(caseId)).toMatchObject({ state: 'case_closed', sealed: [], openTasks: [] });
  });

  it('refused -> the reasons are shown and printed, and no card comes out', async () => {
    world.city.rules = 'refuse';
    const caseId = await begin('card');
    expect(view(caseId)).toMatchObject({
      decision: { state: 'refused', reasons: [{ zh: '不在受理范围' }] },
      slip: { title: '受理回执' },
    });
    expect(sequence(caseId)).toEqual(['receipt done']);
    expect(cards()).toEqual([]);
  });

  it('decided while the resident waits -> asked until it is there, then everything comes', async () => {
    world.city.rules = 'pending';
    const caseId = await begin('card');
    await world.run(5000);
    expect(view(caseId).phase).toBe('deciding');
    world.city.rules = 'approve';
    await world.run(2000);
    expect(sequence(caseId)).toEqual(['card done', 'certificate done', 'receipt done']);
  });

  it('not decided in time -> the receipt says so; decided later -> a text and a task, no card for nobody', async () => {
    world.city.rules = 'pending';
    const caseId = await begin('card');
    await world.run(25_000);
    expect(view(caseId)).toMatchObject({ phase: 'finished', decision: { state: 'later' } });
    expect(sequence(caseId)).toEqual(['card pending', 'certificate pending', 'receipt done']);
    world.runner.sessionEnded(caseId);
    world.city.rules = 'approve';
    await world.run(120_000);
    expect(cards()).toEqual([]);
    expect(tasks(caseId)).toEqual(['missing_card', 'missing_certificate']);
    expect(world.city.ledger.map(({ type }) => type)).toContain('applicant_notified');
  });

  it('an A4 printer that is well prints the certificate instead of the slip printer', async () => {
    world.units.hasDocumentPrinter = true;
    const caseId = await begin('query');
    expect(sequence(caseId)).toEqual(['certificate done']);
    expect(papers()).toEqual([]);
    expect(kept(caseId).intents.map(({ kind }) => kind)).toContain('print_document');
  });

  it('a card left at the gate -> taken back when the resident has gone, and a task', async () => {
    world.units.takesItems = false;
    const caseId = await begin('card');
    world.runner.sessionEnded(caseId);
    await world.run(0);
    expect(world.units.ledger.map(({ type }) => type)).toContain('item_captured');
    expect(kept(caseId)).toMatchObject({ state: 'case_closed', openTasks: [{ kind: 'card_taken_back' }] });
  });

  it('the dispenser is empty -> told so, and nothing is lost', async () => {
    world.units.isHopperEmpty = true;
    const caseId = await begin('card');
    expect(view(caseId)).toMatchObject({ phase: 'suspended', suspension: { cause: 'dispenser_empty' } });
  });

  it('the door of the room is let go once', async () => {
    const caseId = await begin('room');
    expect(sequence(caseId)).toEqual(['room done', 'receipt done']);
    expect(world.units.ledger.filter(({ type }) => type === 'door_release_began')).toHaveLength(1);
  });
});

describe('answers that make no sense', () => {
  it('nothing is acted upon, the resident gets a waiting slip and a claim code, a person the task', async () => {
    world.city.mood = 'nonsense';
    const caseId = await begin('query');
    expect(view(caseId)).toMatchObject({
      phase: 'finished',
      acceptance: { state: 'waiting_for_network' },
      claim: { onPaper: true },
    });
    expect(tasks(caseId)).toEqual(['answer_not_understood']);
    world.runner.sessionEnded(caseId);
    world.city.mood = 'answers';
    await world.run(1_200_000);
    expect(accepted()).toHaveLength(1);
    expect(tasks(caseId)).toEqual(['answer_not_understood', 'missing_certificate']);
  });
});

describe('a long queue', () => {
  it('is limited in cases and in time, and says so before anything is typed', async () => {
    world.kill();
    world.queueLimits = { cases: 2, hours: 72 };
    world.start();
    world.city.mood = 'away';
    expect(world.runner.queueLimit()).toBeNull();
    world.runner.sessionEnded(await begin('application'));
    expect(world.runner.queueLimit()).toBeNull();
    await world.run(72.5 * 3_600_000);
    expect(world.runner.queueLimit()).toBe('queue_too_old');
    world.runner.sessionEnded(await begin('application'));
    expect(world.runner.queueLimit()).toBe('queue_full');
    world.city.mood = 'answers';
    world.runner.cityReachable();
    await world.run(0);
    expect(world.runner.queueLimit()).toBeNull();
    expect(accepted()).toHaveLength(2);
  });

  it('somebody touches the screen while it is sent -> it stands still until the touch is answered, and goes on', async () => {
    world.city.mood = 'away';
    for (let count = 0; count < 10; count++) world.runner.sessionEnded(await begin('application'));
    world.touchedAtMs = world.clock.monotonicMs();
    world.city.mood = 'answers';
    world.runner.cityReachable();
    await world.run(110);
    expect(accepted()).toHaveLength(0);
    await world.run(20);
    await expect.poll(() => world.run(0).then(() => accepted().length)).toBe(10);
  });

  it('after 72 hours without the city everything is sent in the order it was taken, ratings behind their cases', async () => {
    world.city.mood = 'away';
    const taken: CaseId[] = [];
    for (let count = 0; count < 20; count++) {
      const caseId = await begin('application');
      expect(world.runner.rate(caseId, 4).ok).toBe(true);
      world.runner.sessionEnded(caseId);
      taken.push(caseId);
      await world.run(3.6 * 3_600_000);
    }
    world.city.mood = 'answers';
    world.runner.cityReachable();
    await world.run(0);
    const order = accepted().map((entry) => ('caseId' in entry ? entry.caseId : null));
    expect(order).toEqual(taken);
    expect(world.city.ledger.filter(({ type }) => type === 'case_rated')).toHaveLength(20);
    for (const caseId of taken) expect(kept(caseId)).toMatchObject({ state: 'case_closed', sealed: [] });
  });
});

describe('the program dies', () => {
  function killBefore(boundary: string): void {
    world.killAt = (name) => name === boundary;
  }
  async function startAgain(afterMs: number) {
    expect(world.isRunning).toBe(false);
    world.killAt = () => false;
    world.clock.skip(afterMs);
    const start = world.start();
    await world.run(60_000);
    return start;
  }

  it('before the receipt -> nothing comes out until the same person has identified again, then once', async () => {
    killBefore('before print');
    const caseId = await begin('application');
    const start = await startAgain(20_000);
    expect(start?.interrupted).toBe(true);
    expect(papers()).toEqual([]);
    expect(world.runner.findInterrupted('310199199511020240')).toBeNull();
    expect(world.runner.findInterrupted(applicant.idNumber)).toMatchObject({
      caseId,
      itemName: { zh: '居住登记' },
      acceptance: { state: 'accepted', acceptanceNumber: 'CASE-000001' },
    });
    expect(world.runner.resume(caseId).ok).toBe(true);
    await world.run(0);
    expect(papers()).toHaveLength(1);
    expect(world.runner.findInterrupted(applicant.idNumber)).toBeNull();
    expect(world.runner.resume(caseId)).toEqual({ ok: false, error: { kind: 'not_now' } });
  });

  it('after ten minutes of darkness the screen does not speak of it, but the same person finds the case', async () => {
    killBefore('before print');
    const caseId = await begin('application');
    const start = await startAgain(600_000);
    expect(start?.interrupted).toBe(false);
    expect(world.runner.findInterrupted(applicant.idNumber)).toMatchObject({ caseId });
  });

  it('nobody comes back for half an hour -> no paper for nobody, a task instead, and nothing to find', async () => {
    killBefore('before print');
    const caseId = await begin('application');
    await startAgain(1_900_000);
    expect(papers()).toEqual([]);
    expect(tasks(caseId)).toEqual(['missing_receipt']);
    expect(world.runner.findInterrupted(applicant.idNumber)).toBeNull();
    expect(kept(caseId).sealed).toEqual([]);
  });

  it('torn off before the first paper invoice, and the next resident begins at once -> the city is told that none came out', async () => {
    killBefore('after commit submission_accepted');
    const caseId = await begin('invoices');
    world.killAt = () => false;
    world.start();
    world.runner.sessionEnded(caseId);
    await world.run(60_000);
    expect(kept(caseId)).toMatchObject({ state: 'case_closed', sealed: [] });
    expect(kept(caseId).intents.map(({ kind }) => kind)).toContain('count_invoices');
  });

  it('a power cut with the same count of cuts -> unknown, never a second slip', async () => {
    killBefore('after print');
    const caseId = await begin('application');
    world.devices.loseLastCut();
    world.devices.restartHosts();
    world.devices.powerSession = 'power-2';
    await startAgain(1000);
    world.runner.resume(caseId);
    await world.run(60_000);
    expect(tasks(caseId)).toEqual(['unclear_receipt']);
    expect(kept(caseId).intents.filter(({ kind }) => kind === 'print_receipt')).toMatchObject([
      { state: 'unknown', evidence: { powerKept: false } },
    ]);
  });

  it('behind a slip that is still looked for at a printer without paper -> the resident is told why nothing comes, and may leave', async () => {
    killBefore('after print');
    await begin('application');
    world.devices.restartHosts();
    world.devices.countsCuts = false;
    world.killAt = () => false;
    world.start();
    world.runner.printerChanged({ state: 'online', fault: null, paper: 'out', coverOpen: false });
    const caseId = await begin('application');
    expect(view(caseId)).toMatchObject({
      phase: 'suspended',
      suspension: { cause: 'printer_out_of_paper', caseAccepted: true },
      deliverables: [{ kind: 'receipt', state: 'suspended' }],
    });
    expect(world.runner.retryDelivery(caseId).ok).toBe(true);
    expect(world.runner.abandonDelivery(caseId).ok).toBe(true);
    expect(view(caseId)).toMatchObject({ phase: 'finished', canRate: true });
    expect(tasks(caseId)).toEqual(['missing_receipt']);
    await world.run(60_000);
  });

  it('after the paper was cut, with the printer host -> the counter proves it, no second slip', async () => {
    killBefore('after print');
    const caseId = await begin('application');
    world.devices.restartHosts();
    await startAgain(1000);
    expect(kept(caseId).intents.find(({ kind }) => kind === 'print_receipt')).toMatchObject({
      state: 'confirmed',
      evidence: { decidedBy: 'cut_count', cutCountBefore: 0, cutCountAfter: 1 },
    });
    expect(papers()).toHaveLength(1);
  });

  it('before the door opened -> it is never opened for nobody; a person has the task', async () => {
    killBefore('before openCell');
    const caseId = await begin('pickup');
    await startAgain(1000);
    expect(doors()).toEqual([]);
    expect(tasks(caseId)).toContain('unclear_parcel');
  });

  it('after the door opened -> the city hears that the parcel left', async () => {
    killBefore('after openCell');
    await begin('pickup');
    world.devices.restartHosts();
    await startAgain(1000);
    expect(doors()).toHaveLength(1);
    expect(world.city.ledger.map(({ type }) => type)).toContain('parcel_handed_over');
  });

  it('after the city accepted but before it was noted -> looked up, not submitted again', async () => {
    killBefore('after submit');
    await begin('application');
    await startAgain(1000);
    expect(world.city.submissions).toHaveLength(1);
    expect(accepted()).toHaveLength(1);
  });

  it('torn off before the answer, nobody comes back, and the city refuses -> no slip of that person stays on the disk', async () => {
    world.city.mood = 'answer_lost';
    killBefore('after commit case_begun');
    world.begin('application');
    world.killAt = () => false;
    world.start();
    await world.run(0);
    world.city.mood = 'refuses';
    await world.run(1_900_000);
    expect(world.report().cases).toMatchObject([{ state: 'case_closed', sealed: [] }]);
  });

  it('nobody comes back for half an hour -> what is accepted later is not printed any more', async () => {
    world.city.mood = 'away';
    killBefore('after submit');
    const caseId = world.begin('query');
    await world.run(0);
    await startAgain(1000);
    await world.run(1_900_000);
    const slips = papers().length;
    world.city.mood = 'answers';
    // The longest pause between two tries, and the fifth by which chance may lengthen it.
    await world.run(75_000);
    expect(papers()).toHaveLength(slips);
    expect(caseId && tasks(caseId)).toContain('missing_certificate');
  });

  it('while a case waits the disk holds neither name nor number, afterwards not even their ciphertext', async () => {
    world.city.mood = 'away';
    const caseId = await begin('application');
    const onDisk = () =>
      Buffer.concat(readdirSync(world.directory).map((name) => readFileSync(join(world.directory, name))));
    expect(kept(caseId).sealed).toEqual(['owner', 'submission']);
    expect(onDisk().includes(applicant.name) || onDisk().includes(applicant.idNumber)).toBe(false);
    const sealed = Buffer.from(world.sealedBytes(caseId, 'submission'));
    expect(onDisk().includes(sealed)).toBe(true);
    world.city.mood = 'answers';
    world.runner.cityReachable();
    await world.run(0);
    world.runner.sessionEnded(caseId);
    expect(onDisk().includes(sealed)).toBe(false);
  });
});
