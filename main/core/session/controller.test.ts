import { implement } from '@orpc/server';
import { beforeEach, describe, expect, it } from 'vitest';
import { serviceItemSchema } from '../../../contract/catalog.ts';
import { systemRandom } from '../../../contract/clock.ts';
import { type CardEvent, type IdCard, idCardReaderContract } from '../../../contract/device-classes.ts';
import { helpFileSchema } from '../../../contract/help-entry.ts';
import type { KioskView } from '../../../contract/kiosk.ts';
import { ok } from '../../../contract/result.ts';
import type { Signature } from '../../../contract/signature.ts';
import { SteppedClock } from '../../../contract/test-clock.ts';
import { type CaseId, caseIdSchema, itemCodeSchema } from '../../../contract/words.ts';
import { Feed, serveRpc, VirtualPort } from '../../../link/index.ts';
import type { CaseDesk, CaseView, NewCase, QueueLimit } from '../cases/index.ts';
import { DeviceDirectory } from '../devices/index.ts';
import type { HelpLinePort } from './call-desk.ts';
import { SessionController, type SessionOptions } from './controller.ts';
import type { HelpBookPort } from './help-desk.ts';
import { ScriptedPad } from './scripted-pad.ts';
import { wipeSessionData } from './session-data.ts';

const card: IdCard & { cardType: 'resident' } = {
  cardType: 'resident',
  name: '张测试',
  sex: 'male',
  ethnicGroupCode: '01',
  birthDate: '1949-12-31',
  address: '示例路1号',
  idNumber: '11010519491231002X',
  issuingAuthority: '示例公安局',
  validFrom: '2020-01-01',
  validTo: '2040-01-01',
};

const localized = (text: string) => ({ zh: text, en: text });
const item = serviceItemSchema.parse({
  itemCode: '312000083000',
  version: 1,
  kind: 'application',
  name: localized('登记'),
  department: localized('公安'),
  summary: localized('登记'),
  icon: 'residence',
  usualMinutes: 3,
  network: 'deferrable',
  fields: [
    {
      kind: 'text',
      key: 'idNumber',
      label: localized('号码'),
      keyboard: 'number',
      rule: 'id_number',
      maxLength: 18,
      required: true,
      prefill: 'person.idNumber',
      readOnly: true,
    },
    {
      kind: 'text',
      key: 'mobilePhone',
      label: localized('手机'),
      keyboard: 'number',
      rule: 'mobile_phone',
      maxLength: 11,
      required: true,
    },
  ],
  materials: [],
  signature: true,
  declaration: localized('属实'),
  deliverables: ['receipt'],
  next: localized('等待短信'),
});

const drawnOnScreen: Signature = {
  drawnOn: 'screen',
  aspectRatio: 2,
  strokes: [
    [
      { x: 0.1, y: 0.1, pressure: 0.5, timeMs: 0 },
      { x: 0.5, y: 0.5, pressure: 0.5, timeMs: 40 },
    ],
  ],
};

/** A card reader in memory: the test says what its stream yields. */
function attachCardReader(devices: DeviceDirectory): Feed<CardEvent> {
  const events = new Feed<CardEvent>({ type: 'waiting' });
  const os = implement(idCardReaderContract);
  const router = os.router({
    watchStatus: os.watchStatus.handler(async function* () {
      yield { state: 'online' as const, fault: null };
      await new Promise(() => {});
    }),
    watchCards: os.watchCards.handler(({ signal }) => events.follow(signal)),
  });
  const left: VirtualPort = new VirtualPort(
    (data) => queueMicrotask(() => right.handleMessage(data)),
    () => {},
  );
  const right: VirtualPort = new VirtualPort(
    (data) => queueMicrotask(() => left.handleMessage(data)),
    () => {},
  );
  serveRpc(router, right, () => {});
  devices.attach('id-card-reader', left);
  return events;
}

/** A desk that takes cases and lets the test say how they go on. */
class ScriptedDesk implements CaseDesk {
  readonly canCharge = true;
  readonly taken: NewCase[] = [];
  readonly ended: CaseId[] = [];
  readonly ratings: (number | null)[] = [];
  #listener: (view: CaseView) => void = () => {};

  beginCase(newCase: NewCase): CaseId {
    this.taken.push(newCase);
    return caseIdSchema.parse('3f0c1a52-5f0e-4c9e-9d6b-0d1f8f6f0a01');
  }

  tell(view: Partial<CaseView>): void {
    this.#listener({
      caseId: caseIdSchema.parse('3f0c1a52-5f0e-4c9e-9d6b-0d1f8f6f0a01'),
      itemCode: item.itemCode,
      itemName: item.name,
      phase: 'submitting',
      acceptance: null,
      deliverables: [{ kind: 'receipt', state: 'pending', told: null }],
      suspension: null,
      decision: null,
      claim: null,
      original: null,
      slip: null,
      cell: null,
      canRate: false,
      payment: null,
      ...view,
    });
  }

  watch(_caseId: CaseId, listener: (view: CaseView) => void) {
    this.#listener = listener;
    return () => {
      this.#listener = () => {};
    };
  }

  readonly paid: string[] = [];
  payByCode(_caseId: CaseId, code: string) {
    this.paid.push(code);
    return ok(undefined);
  }
  payByQr(_caseId: CaseId) {
    this.paid.push('qr');
    return ok(undefined);
  }
  stopCharge(_caseId: CaseId) {
    this.paid.push('stopped');
    return ok(undefined);
  }
  declinePayment(_caseId: CaseId) {
    this.paid.push('declined');
    return ok(undefined);
  }
  retryDelivery = () => ok(undefined);
  abandonDelivery = () => ok(undefined);
  stopWaiting = () => ok(undefined);
  skipReading = () => ok(undefined);
  rate(_caseId: CaseId, level: number | null) {
    this.ratings.push(level);
    return ok(undefined);
  }
  sessionEnded(caseId: CaseId): void {
    this.ended.push(caseId);
  }
  /** Cases that were torn off, by the number of their person. */
  readonly interrupted = new Map<string, CaseView>();
  readonly resumed: CaseId[] = [];
  limit: QueueLimit | null = null;
  findInterrupted = (idNumber: string) => this.interrupted.get(idNumber) ?? null;
  queueLimit = () => this.limit;
  resume(caseId: CaseId) {
    this.resumed.push(caseId);
    return ok(undefined);
  }
  readCase = () => null;
  cityReachable(): void {}
}

const otherItem = { ...item, itemCode: itemCodeSchema.parse('312000990009'), signature: false };
const helpEntries = helpFileSchema.parse(
  [
    { entryId: 'about-item', itemCode: item.itemCode, step: 'form' },
    { entryId: 'about-other', itemCode: otherItem.itemCode },
    { entryId: 'about-nothing' },
    { entryId: 'about-step', step: 'form' },
  ].map((entry) => ({
    question: localized('问题'),
    answer: localized('答案'),
    keyWords: { zh: ['问'], en: ['ask'] },
    ...entry,
  })),
);
const helpBook: HelpBookPort = {
  entry: (entryId) => helpEntries.find((entry) => entry.entryId === entryId) ?? null,
  suggest: ({ itemCode }) => helpEntries.filter((entry) => entry.itemCode === (itemCode ?? undefined)),
  find: (asked) => helpEntries.filter(({ entryId }) => entryId.includes(asked)),
};

const acceptance = {
  state: 'accepted' as const,
  acceptanceNumber: 'SL-20261122-0001',
  acceptedAt: '2026-11-22T02:00:00.000Z',
};

describe('a session', () => {
  let clock: SteppedClock;
  let desk: ScriptedDesk;
  let events: Feed<CardEvent>;
  let session: SessionController;
  let options: SessionOptions;
  let cityReachable: Feed<boolean>;
  let endings: string[];
  let devices: DeviceDirectory;
  const view = (): KioskView => session.view.value;
  const screen = () => view().screen.name;

  beforeEach(async () => {
    clock = new SteppedClock();
    desk = new ScriptedDesk();
    endings = [];
    cityReachable = new Feed(true);
    devices = new DeviceDirectory();
    events = attachCardReader(devices);
    options = {
      clock,
      frame: { site: localized('示例网点'), terminalName: localized('1号机'), helpPhone: '12345' },
      terminalId: 'TEST-001',
      times: { idleMs: 60_000, countdownMs: 20_000 },
      contents: { items: [item, otherItem], helpBook, notices: [] },
      devices,
      city: {
        exchangeCityCode: async () => ({ kind: 'refused', problem: 'code_expired' }),
        prefill: async () => ({ kind: 'unreachable' }),
        exchangeBusinessLicence: async () => ({ kind: 'refused', problem: 'licence_expired' }),
        authoriseAgent: async (creditCode, idNumber) =>
          idNumber === card.idNumber
            ? { kind: 'authorised', company: { creditCode, name: '示例公司' } }
            : { kind: 'refused', problem: 'agent_not_authorised' },
      },
      cityReachable,
      readPage: async () => null,
      drawCaseDocument: async () => ok(new Uint8Array([0x25])),
      helpLine: null,
      random: systemRandom,
      onWatchFailed: (error) => {
        throw error;
      },
      onSessionEnded: (ending) => endings.push(ending),
    };
    session = new SessionController(options);
    await expect.poll(() => devices.isOnline('id-card-reader')).toBe(true);
    session.open(desk, false);
  });

  async function identify(idNumber = card.idNumber): Promise<void> {
    expect(session.identifying.begin(view().screenId)).toBe('done');
    await expect.poll(() => screen()).toBe('identification');
    events.set({ type: 'card_read', card: { ...card, idNumber } });
    await expect.poll(() => view().screen).toMatchObject({ phase: 'identified' });
    clock.advance(600);
    expect(['item_list', 'resumable']).toContain(screen());
  }

  describe('with contents that change', () => {
    const notice = { zh: '十月一日至七日休息', en: 'Closed from 1 to 7 October' };
    const third = serviceItemSchema.parse({ ...item, itemCode: '310000000078' });
    const codes = () => {
      const { screen: shown } = view();
      return shown.name === 'item_list' ? shown.items.map(({ itemCode }) => itemCode) : [];
    };

    it('somebody is being served -> ends with the catalogue they began with; the next one gets the new', async () => {
      await identify();
      const before = codes();
      session.takeContents({ items: [third] });
      expect(codes()).toEqual(before);
      session.end('resident_ended');
      await identify();
      expect(codes()).toEqual([third.itemCode]);
    });

    it('a notice -> on the welcome screen alone, and no more when its time is over', async () => {
      const until = new Date(clock.wallMs() + 60_000).toISOString();
      session.takeContents({ notices: [{ text: notice, until }] });
      expect(view().notices).toEqual([notice]);
      await identify();
      expect(view().notices).toBeUndefined();
      session.end('resident_ended');
      clock.advance(60_000);
      session.setPreferences({ largeText: true });
      expect(view().notices).toBeUndefined();
    });

    it('a version that has not proved itself -> shows the first screen and serves nobody', () => {
      const rehearsing = new SessionController(options);
      rehearsing.rehearse();
      expect(rehearsing.view.value.screen.name).toBe('welcome');
      expect(rehearsing.identifying.begin(rehearsing.view.value.screenId)).toBe('not_now');
      expect(rehearsing.help.open(rehearsing.view.value.screenId)).toBeDefined();
    });

    it('an update wants the terminal -> not while somebody is here, also if they only ask', () => {
      session.help.open(view().screenId);
      expect(session.takeTerminal('updating')).toBeNull();
      session.help.close(view().screenId);
      expect(session.takeTerminal('updating')).not.toBeNull();
      expect(view().screen).toMatchObject({ name: 'out_of_service', reason: 'updating' });
    });
  });

  describe('handled by an officer', () => {
    let draw: SessionOptions['drawCaseDocument'];
    beforeEach(() => {
      draw = options.drawCaseDocument;
      const handled = serviceItemSchema.parse({ ...item, itemCode: '310000000077', handledBy: 'officer' });
      session = new SessionController({
        ...options,
        contents: { ...options.contents, items: [handled] },
        drawCaseDocument: (facts, signal) => draw(facts, signal),
      });
      session.open(desk, false);
    });
    async function confirm(): Promise<void> {
      await identify();
      session.preparing.chooseItem(view().screenId, itemCodeSchema.parse('310000000077'));
      await expect.poll(() => screen()).toBe('form');
      session.preparing.submitForm(view().screenId, { mobilePhone: '19900000001' });
      session.preparing.sign(view().screenId, drawnOnScreen);
      session.handling.submit(view().screenId);
    }

    it('submitted as one document, and nothing before it is whole', async () => {
      const drawn = Promise.withResolvers<Awaited<ReturnType<SessionOptions['drawCaseDocument']>>>();
      draw = () => drawn.promise;
      await confirm();
      expect(desk.taken).toEqual([]);
      drawn.resolve(ok(new Uint8Array([0x25])));
      await expect.poll(() => desk.taken).toHaveLength(1);
      expect(desk.taken[0]?.submission.document).toEqual({
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        pdfBase64: Buffer.from([0x25]).toString('base64'),
      });
    });

    it('whoever ends the session while it is being made has submitted nothing', async () => {
      const drawn = Promise.withResolvers<Awaited<ReturnType<SessionOptions['drawCaseDocument']>>>();
      draw = () => drawn.promise;
      await confirm();
      session.end('resident_ended');
      drawn.resolve(ok(new Uint8Array([0x25])));
      await drawn.promise;
      expect(screen()).toBe('welcome');
      expect(desk.taken).toEqual([]);
    });

    it('while the officer looks, the resident may go on without waiting', async () => {
      await confirm();
      await expect.poll(() => desk.taken).toHaveLength(1);
      desk.tell({
        phase: 'deciding',
        acceptance,
      });
      expect(view().screen).toMatchObject({ name: 'submitting', phase: 'reviewing' });
      expect(session.handling.stopWaiting(view().screenId)).toBe('done');
    });
  });

  describe('for a company', () => {
    const creditCode = '91310199MA0DEM003G';

    async function chooseCompany(): Promise<void> {
      session.identifying.begin(view().screenId);
      session.identifying.chooseMethod(view().screenId, 'company');
      await expect.poll(() => view().screen).toMatchObject({ method: 'company' });
    }

    function lay(idNumber: string): void {
      events.set({ type: 'card_read', card: { ...card, idNumber } });
    }

    it('a card alone says nothing of the company: its code is asked for, and nobody is identified', async () => {
      await chooseCompany();
      lay(card.idNumber);
      await expect
        .poll(() => view().screen)
        .toMatchObject({ problem: 'company_not_named', phase: 'waiting' });
    });

    it('a code with one wrong character is refused at the screen; the right one asks for the card', async () => {
      await chooseCompany();
      session.identifying.nameCompany(view().screenId, '91310199MA0DEM003H');
      expect(view().screen).toMatchObject({ problem: 'credit_code_wrong', creditCode: null });
      session.identifying.nameCompany(view().screenId, '9131 0199 ma0dem003g');
      expect(view().screen).toMatchObject({ problem: null, creditCode });
    });

    it('a person the company has not named is told so and stays unidentified', async () => {
      await chooseCompany();
      session.identifying.nameCompany(view().screenId, creditCode);
      lay('310199198803150173');
      await expect.poll(() => view().screen).toMatchObject({ problem: 'agent_not_authorised' });
      clock.advance(5000);
      expect(screen()).toBe('identification');
    });

    it('an agent acts for the company alone: what is for persons is not offered', async () => {
      await chooseCompany();
      session.identifying.nameCompany(view().screenId, creditCode);
      lay(card.idNumber);
      await expect.poll(() => view().screen).toMatchObject({ phase: 'identified' });
      clock.advance(600);
      expect(view().screen).toMatchObject({ name: 'item_list', items: [], person: { company: '示例公司' } });
      expect(session.preparing.chooseItem(view().screenId, item.itemCode)).toBe('not_now');
    });
  });

  async function reachSignature(): Promise<void> {
    await identify();
    session.preparing.chooseItem(view().screenId, item.itemCode);
    await expect.poll(() => screen()).toBe('form');
    expect(session.preparing.submitForm(view().screenId, { mobilePhone: '13900000001' })).toBe('done');
    expect(screen()).toBe('signature');
  }

  async function reachSummary(): Promise<void> {
    await reachSignature();
    expect(session.preparing.sign(view().screenId, drawnOnScreen)).toBe('done');
    expect(screen()).toBe('summary');
  }

  describe('with help over the screen', () => {
    const openings = () =>
      view().help?.found?.map(({ entryId, opening }) => [entryId, opening?.manner ?? null]);
    const openHelp = (asked = 'about') => {
      expect(session.help.open(view().screenId)).toBe('done');
      expect(session.help.ask(view().screenId, asked)).toBe('done');
    };
    const follow = (entryId: string) => session.help.follow(view().screenId, entryId);

    it('help lies over the form -> the form is the same before, under and after it', async () => {
      await identify();
      session.preparing.chooseItem(view().screenId, item.itemCode);
      await expect.poll(() => screen()).toBe('form');
      const before = view();
      openHelp('about-item');
      expect(view()).toMatchObject({ screen: before.screen, screenId: before.screenId });
      expect(view().help?.suggestions.map(({ entryId }) => entryId)).toEqual(['about-item']);
      session.help.close(view().screenId);
      expect(view()).toMatchObject({ screen: before.screen, help: null });
    });

    it('asked before the identification -> the item is opened after it, and only for this resident', async () => {
      openHelp();
      expect(openings()).toEqual([
        ['about-item', 'begin'],
        ['about-other', 'begin'],
        ['about-nothing', null],
        ['about-step', null],
      ]);
      expect(follow('about-nothing')).toBe('not_now');
      expect(follow('about-item')).toBe('done');
      expect(view()).toMatchObject({ screen: { name: 'identification' }, help: null });
      events.set({ type: 'card_read', card });
      await expect.poll(() => view().screen).toMatchObject({ phase: 'identified' });
      clock.advance(600);
      await expect.poll(() => screen()).toBe('form');
      session.end('resident_ended');
      events.set({ type: 'waiting' });
      await identify();
      expect(view().screen).toMatchObject({ name: 'item_list', opening: null });
    });

    it('asked on the way, and the resident leaves before identifying -> the next one is not brought there', async () => {
      openHelp();
      follow('about-item');
      session.back(view().screenId);
      expect(screen()).toBe('welcome');
      await identify();
      expect(view().screen).toMatchObject({ name: 'item_list', opening: null });
    });

    it('an answer leads back to a step of this item, and what was filled in is still there', async () => {
      await reachSummary();
      openHelp();
      expect(openings()).toEqual([
        ['about-item', 'go_back'],
        ['about-other', 'leave_other'],
        ['about-nothing', null],
        ['about-step', 'go_back'],
      ]);
      expect(follow('about-step')).toBe('done');
      expect(view()).toMatchObject({ screen: { values: { mobilePhone: '13900000001' } }, help: null });
    });

    it('another item is opened from help -> what was filled in for the first is gone', async () => {
      await reachSummary();
      openHelp();
      expect(follow('about-other')).toBe('done');
      await expect.poll(() => screen()).toBe('form');
      expect(view().screen).toMatchObject({ item: { itemCode: otherItem.itemCode } });
      expect(JSON.stringify(view())).not.toContain('13900000001');
    });

    it('an answer never skips the identification, and opens nothing once something is submitted', async () => {
      await reachSummary();
      session.handling.submit(view().screenId);
      desk.tell({ phase: 'delivering', acceptance });
      openHelp();
      expect(openings()?.every(([, manner]) => manner === null)).toBe(true);
      expect(follow('about-other')).toBe('not_now');
      expect(desk.taken).toHaveLength(1);
    });

    it('an item that is closed now is not opened from help either', async () => {
      await identify();
      cityReachable.set(false);
      desk.limit = 'queue_full';
      openHelp();
      expect(view().help?.found?.[0]?.opening?.unavailable).toBe('queue_full');
      expect(follow('about-item')).toBe('not_now');
      expect(view().help).not.toBeNull();
    });

    it('somebody asks at the welcome screen and walks away -> the questions are gone for the next', () => {
      session.setPreferences({ largeText: true });
      openHelp();
      clock.advance(61_000);
      expect(view().countdown).not.toBeNull();
      session.reportActivity();
      expect(view()).toMatchObject({ countdown: null, help: { found: expect.any(Array) } });
      clock.advance(81_000);
      expect(view()).toMatchObject({ countdown: null, help: null, largeText: false });
      expect(endings).toEqual([]);
    });

    it('somebody closes help at the welcome screen -> no countdown comes to an empty place', () => {
      openHelp();
      session.help.close(view().screenId);
      clock.advance(200_000);
      expect(view()).toMatchObject({ countdown: null, help: null, screen: { name: 'welcome' } });
    });

    it('the resident is silent in help -> the countdown comes, and the end wipes as everywhere', async () => {
      await identify();
      openHelp();
      clock.advance(81_000);
      expect(view()).toMatchObject({ screen: { name: 'welcome' }, help: null });
      expect(endings).toEqual(['walked_away']);
    });

    it('the screen below moves on by itself -> it is shown, not the help over it', async () => {
      await reachSummary();
      session.handling.submit(view().screenId);
      openHelp();
      const { screenId } = view();
      desk.tell({ phase: 'delivering', acceptance });
      expect(view()).toMatchObject({ screen: { name: 'delivery' }, help: null });
      expect(session.help.ask(screenId, 'late')).toBe('not_now');
    });
  });

  it('the session ends in the middle of a call -> the helper hears nothing more of this resident', async () => {
    const said: string[] = [];
    let accept = () => {};
    const helpLine: HelpLinePort = {
      open: (on) => ({
        send: (message) => {
          said.push(message.type);
          const { callId } = message;
          accept = () =>
            on.message({
              type: 'accepted',
              callId,
              helperName: '小王',
              ways: { iceServers: [], relayOnly: false },
            });
        },
        close: () => said.push('closed'),
      }),
    };
    session = new SessionController({ ...options, helpLine });
    session.open(desk, false);
    expect(session.help.ring()).toBe('not_now');
    session.help.open(view().screenId);
    expect(session.help.ring()).toBe('done');
    accept();
    session.help.close(view().screenId);
    expect(view().call).toMatchObject({ state: 'connected', helperName: '小王' });
    clock.advance(81_000);
    expect(view().call).toMatchObject({ state: 'possible', ended: null });
    expect(said).toEqual(['ring', 'hang_up', 'closed']);
  });

  describe('with a signature pad', () => {
    let pad: ScriptedPad;
    beforeEach(async () => {
      pad = new ScriptedPad(devices);
      await expect.poll(() => devices.isOnline('signature-pad')).toBe(true);
    });

    async function write(): Promise<void> {
      await expect.poll(() => pad.watched).toBe(true);
      pad.write(0.1, 0.2);
      await expect.poll(() => view().screen).toMatchObject({ pad: { state: 'in_use', hasInk: true } });
    }

    it('signed on the pad -> submitted with pressure and time, and the pad is let go', async () => {
      await reachSignature();
      expect(view().screen).toMatchObject({ pad: { state: 'in_use', aspectRatio: 1.6, hasInk: false } });
      expect(session.preparing.sign(view().screenId, null)).toBe('not_now');
      expect(session.preparing.sign(view().screenId, drawnOnScreen)).toBe('not_now');
      await write();
      expect(session.preparing.sign(view().screenId, null)).toBe('done');
      expect(screen()).toBe('summary');
      await expect.poll(() => pad.watched).toBe(false);
      session.handling.submit(view().screenId);
      expect(desk.taken[0]?.submission.signature).toEqual({
        drawnOn: 'pad',
        aspectRatio: 1.6,
        strokes: [
          [
            { x: 0.1, y: 0.5, pressure: 0.7, timeMs: 0 },
            { x: 0.2, y: 0.5, pressure: 0.7, timeMs: 5 },
          ],
        ],
      });
    });

    it('somebody writes slowly on the pad -> is not taken for somebody who walked away', async () => {
      await reachSignature();
      await write();
      clock.advance(61_000);
      expect(view().countdown).not.toBeNull();
      pad.write(0.3);
      await expect.poll(() => view().countdown).toBeNull();
    });

    it('the session ends in the middle of the name -> the pad is let go, which wipes it', async () => {
      await reachSignature();
      await write();
      session.end('resident_ended');
      expect(screen()).toBe('welcome');
      await expect.poll(() => pad.watched).toBe(false);
    });

    it('the pad goes away -> the screen serves at once; it comes back -> nothing changes under the hand', async () => {
      await reachSignature();
      await write();
      const { screenId } = view();
      pad.status.set({ ...pad.status.value, state: 'no_device' });
      await expect.poll(() => view().screen).toMatchObject({ pad: { state: 'lost', hasInk: true } });
      pad.status.set({ ...pad.status.value, state: 'online' });
      await expect.poll(() => devices.isOnline('signature-pad')).toBe(true);
      expect(view().screen).toMatchObject({ pad: { state: 'lost' } });
      expect(session.preparing.clearPad(screenId)).toBe('not_now');
      expect(session.preparing.sign(screenId, drawnOnScreen)).toBe('done');
      expect(screen()).toBe('summary');
    });

    it('goes back and comes again -> the pad is used anew, and is blank', async () => {
      await reachSignature();
      await write();
      session.preparing.leavePad(view().screenId);
      expect(view().screen).toMatchObject({ pad: { state: 'left', hasInk: true } });
      session.back(view().screenId);
      expect(session.preparing.submitForm(view().screenId, { mobilePhone: '13900000001' })).toBe('done');
      expect(view().screen).toMatchObject({ pad: { state: 'in_use', hasInk: false } });
    });
  });

  it('leads from the card to an accepted case and back to the welcome screen', async () => {
    await reachSummary();
    session.handling.submit(view().screenId);
    expect(screen()).toBe('submitting');
    desk.tell({
      phase: 'delivering',
      acceptance,
      deliverables: [{ kind: 'receipt', state: 'in_progress', told: null }],
    });
    expect(screen()).toBe('delivery');
    desk.tell({
      phase: 'finished',
      acceptance,
      deliverables: [{ kind: 'receipt', state: 'done', told: null }],
      canRate: true,
    });
    expect(view().screen).toMatchObject({
      name: 'outcome',
      takeAlong: ['id_card', 'receipt'],
      canRate: true,
    });
    session.handling.rate(view().screenId, 5);
    expect(screen()).toBe('welcome');
    expect(desk.ratings).toEqual([5]);
    expect(desk.taken[0]?.submission.form).toEqual({
      idNumber: '11010519491231002X',
      mobilePhone: '13900000001',
    });
  });

  it('never shows the whole identity number', async () => {
    await reachSummary();
    session.back(view().screenId);
    session.back(view().screenId);
    expect(screen()).toBe('form');
    expect(JSON.stringify(view())).not.toContain('11010519491231002X');
  });

  it('double tap on submit -> one case', async () => {
    await reachSummary();
    const { screenId } = view();
    expect(session.handling.submit(screenId)).toBe('done');
    expect(session.handling.submit(screenId)).toBe('stale');
    expect(desk.taken).toHaveLength(1);
  });

  it('walked away -> countdown of 20 s is seen, then everything is wiped', async () => {
    await identify();
    session.setPreferences({ language: 'en', largeText: true });
    clock.advance(60_000);
    expect(view().countdown).toEqual({ secondsLeft: 20, totalSeconds: 20 });
    clock.advance(19_999);
    expect(screen()).toBe('item_list');
    clock.advance(1);
    expect(screen()).toBe('welcome');
    expect(view()).toMatchObject({ language: 'zh', largeText: false, countdown: null });
    expect(JSON.stringify(view())).not.toContain('张');
    expect(endings).toEqual(['walked_away']);
  });

  it('a touch during the countdown -> the session goes on', async () => {
    await identify();
    clock.advance(70_000);
    expect(view().countdown?.secondsLeft).toBe(10);
    session.reportActivity();
    expect(view().countdown).toBeNull();
    clock.advance(59_000);
    expect(screen()).toBe('item_list');
  });

  it('a touch on the welcome screen -> known, so that nothing else takes the processor while it is answered', () => {
    expect(session.touchedAtMs).toBe(Number.NEGATIVE_INFINITY);
    clock.advance(1000);
    session.reportActivity();
    expect(session.touchedAtMs).toBe(clock.monotonicMs());
  });

  it('residence permit or foreigner of 2023 -> served; foreigner of 2017 -> told so, no item takes the number', async () => {
    const { ethnicGroupCode: _group, ...rest } = card;
    const permit = {
      ...rest,
      cardType: 'residence_permit',
      travelPermitNumber: 'H1',
      issueCount: '01',
    } as const;
    const foreigner = {
      englishName: 'SAMPLE, VISITOR',
      chineseName: null,
      sex: 'female',
      birthDate: '1985-01-01',
      nationality: 'KAZ',
      validFrom: '2024-01-01',
      validTo: '2034-01-01',
    } as const;
    expect(session.identifying.begin(view().screenId)).toBe('done');
    await expect.poll(() => screen()).toBe('identification');
    events.set({
      type: 'card_read',
      card: {
        ...foreigner,
        cardType: 'foreigner_2017',
        cardNumber: 'KAZ110090123105',
        cardVersion: '01',
        acceptingAuthorityCode: '1500',
      },
    });
    await expect
      .poll(() => view().screen)
      .toMatchObject({ problem: 'card_type_unsupported', phase: 'waiting' });
    events.set({
      type: 'card_read',
      card: {
        ...foreigner,
        cardType: 'foreigner_2023',
        idNumber: '932682198501010017',
        renewalCount: '01',
        formerNumberLink: '',
      },
    });
    await expect.poll(() => view().screen).toMatchObject({ phase: 'identified' });
    clock.advance(600);
    expect(view().screen).toMatchObject({
      person: { maskedName: 'S************R', maskedIdNumber: expect.stringMatching(/0017$/) },
    });
    session.end('resident_ended');
    expect(session.identifying.begin(view().screenId)).toBe('done');
    await expect.poll(() => screen()).toBe('identification');
    events.set({ type: 'card_read', card: permit });
    await expect.poll(() => view().screen).toMatchObject({ phase: 'identified' });
  });

  it('expired card -> told so, and the next card works', async () => {
    session.identifying.begin(view().screenId);
    await expect.poll(() => screen()).toBe('identification');
    events.set({ type: 'card_read', card: { ...card, validTo: '2026-11-21' } });
    await expect.poll(() => view().screen).toMatchObject({ problem: 'card_expired', phase: 'waiting' });
    events.set({ type: 'card_read', card: { ...card, validTo: '2026-11-22' } });
    await expect.poll(() => view().screen).toMatchObject({ phase: 'identified', problem: null });
  });

  it('city away -> an item that needs it is closed before anything is typed, one that can wait is open', async () => {
    await identify();
    cityReachable.set(false);
    expect(view().network).toBe('offline');
    expect(view().screen).toMatchObject({ items: [{ unavailable: null }, { unavailable: null }] });
  });

  it('printer out of paper after acceptance -> suspended with the number, not ended', async () => {
    await reachSummary();
    session.handling.submit(view().screenId);
    desk.tell({
      phase: 'suspended',
      acceptance,
      deliverables: [{ kind: 'receipt', state: 'suspended', told: null }],
      suspension: { cause: 'printer_out_of_paper', caseAccepted: true },
    });
    expect(view().screen).toMatchObject({
      name: 'delivery',
      acceptance: { acceptanceNumber: 'SL-20261122-0001' },
      suspension: { cause: 'printer_out_of_paper', caseAccepted: true },
    });
  });

  it('session ended with a case under way -> the case desk is told, so that nothing prints for the next person', async () => {
    await reachSummary();
    session.handling.submit(view().screenId);
    session.end('resident_ended');
    expect(desk.ended).toHaveLength(1);
    expect(screen()).toBe('welcome');
    desk.tell({ phase: 'delivering', acceptance });
    expect(screen()).toBe('welcome');
  });

  describe('after an interruption', () => {
    const torn: CaseView = {
      caseId: caseIdSchema.parse('3f0c1a52-5f0e-4c9e-9d6b-0d1f8f6f0a02'),
      itemCode: item.itemCode,
      itemName: item.name,
      phase: 'delivering',
      acceptance,
      deliverables: [{ kind: 'receipt', state: 'pending', told: null }],
      suspension: null,
      decision: null,
      claim: null,
      original: null,
      slip: null,
      cell: null,
      canRate: false,
      payment: null,
    };
    beforeEach(() => {
      desk.interrupted.set(card.idNumber, torn);
      session.open(desk, true);
    });

    it('nothing of the case is on the screen until its person has identified again', async () => {
      expect(view().screen).toEqual({ name: 'interrupted' });
      await identify();
      desk.tell(torn);
      expect(view().screen).toMatchObject({ name: 'resumable', item: { name: item.name }, acceptance });
      expect(session.handling.resume(view().screenId)).toBe('done');
      expect(desk.resumed).toEqual([torn.caseId]);
      desk.tell(torn);
      expect(screen()).toBe('delivery');
    });

    it('another person identifies -> the list of items, and not a word of the case', async () => {
      await identify('310199199511020240');
      expect(screen()).toBe('item_list');
      expect(JSON.stringify(view())).not.toContain(acceptance.acceptanceNumber);
      expect(session.handling.resume(view().screenId)).toBe('not_now');
      session.end('resident_ended');
      expect(desk.ended).toEqual([]);
    });

    it('nobody answers, or somebody says that it is not theirs -> it stays for its person', async () => {
      session.end('resident_ended');
      expect(screen()).toBe('welcome');
      expect(desk.ended).toEqual([]);
      await identify();
      expect(screen()).toBe('resumable');
      session.end('walked_away');
      expect(desk.ended).toEqual([]);
    });

    it('the person does not want to go on -> the case is ended here', async () => {
      await identify();
      session.end('resident_ended');
      expect(desk.ended).toEqual([torn.caseId]);
    });
  });

  it('no more cases can wait -> the item is closed before anything is typed, while the network is away', async () => {
    await identify();
    desk.limit = 'queue_full';
    const shown = () => {
      const { screen: now } = view();
      return now.name === 'item_list' ? now.items[0]?.unavailable : now.name;
    };
    cityReachable.set(false);
    expect(shown()).toBe('queue_full');
    expect(session.preparing.chooseItem(view().screenId, item.itemCode)).toBe('not_now');
    cityReachable.set(true);
    expect(shown()).toBeNull();
  });

  it('a wrong phone number -> said at the field, nothing else is lost', async () => {
    await identify();
    session.preparing.chooseItem(view().screenId, item.itemCode);
    await expect.poll(() => screen()).toBe('form');
    session.preparing.submitForm(view().screenId, { mobilePhone: '12' });
    expect(view().screen).toMatchObject({
      name: 'form',
      problems: { mobilePhone: 'not_a_phone' },
      values: { mobilePhone: '12' },
    });
  });

  it('a technician takes the terminal only while no resident is served, and gives it back as it was', () => {
    session.setPreferences({ language: 'en' });
    const giveBack = session.takeTerminal();
    expect(view().screen).toEqual({ name: 'out_of_service', reason: 'maintenance' });
    expect(session.identifying.begin(view().screenId)).toBe('not_now');
    expect(session.takeTerminal()).toBeNull();
    giveBack?.();
    expect(view()).toMatchObject({ screen: { name: 'welcome' }, language: 'zh' });
    session.identifying.begin(view().screenId);
    expect(session.takeTerminal()).toBeNull();
    expect(screen()).toBe('identification');
  });

  it('out of service for its database -> a technician gets in and it stays out of service afterwards', () => {
    session.putOutOfService('database');
    session.takeTerminal()?.();
    expect(view().screen).toEqual({ name: 'out_of_service', reason: 'database' });
  });

  it('the disk is nearly full -> the next resident is kept away, the one being served is not, and it passes', () => {
    session.identifying.begin(view().screenId);
    session.holdService('disk_full');
    expect(screen()).toBe('identification');
    session.end('resident_ended');
    expect(view().screen).toEqual({ name: 'out_of_service', reason: 'disk_full' });
    session.holdService(null);
    expect(screen()).toBe('welcome');
  });

  it('room is made while a technician is at the screen -> residents are served when he leaves', () => {
    session.holdService('disk_full');
    const giveBack = session.takeTerminal();
    session.holdService(null);
    expect(view().screen).toEqual({ name: 'out_of_service', reason: 'maintenance' });
    giveBack?.();
    expect(screen()).toBe('welcome');
    session.takeTerminal()?.();
    expect(screen()).toBe('welcome');
  });
});

describe('wiping', () => {
  it('overwrites pictures and forgets personal values', () => {
    const image = new Uint8Array([1, 2, 3]);
    const data = {
      person: null,
      draft: {
        item,
        form: { erase: () => {} } as never,
        materials: [{ materialCode: 'M1', sha256: '', precheck: 'match' as const, image }],
        signature: null,
      },
    };
    wipeSessionData(data);
    expect([...image]).toEqual([0, 0, 0]);
    expect(data.draft).toBeNull();
  });
});
