import type { ServiceItem } from '../../../contract/catalog.ts';
import type { Clock, RandomSource } from '../../../contract/clock.ts';
import { parseCreditCode } from '../../../contract/credit-code.ts';
import type { IdentificationMethod, KioskView, PadInk } from '../../../contract/kiosk.ts';
import type { Notice } from '../../../contract/notices.ts';
import type { PaymentWay } from '../../../contract/payment.ts';
import { personal } from '../../../contract/personal.ts';
import type { Signature } from '../../../contract/signature.ts';
import type { OutOfServiceReason } from '../../../contract/terminal-trouble.ts';
import type { ItemCode, LocalizedText } from '../../../contract/words.ts';
import { Feed } from '../../../link/index.ts';
import type { CaseDesk, QueueLimit } from '../cases/index.ts';
import { applyAnswers, prefillForm, validateForm } from '../catalog/index.ts';
import type { DeviceDirectory } from '../devices/device-directory.ts';
import { unavailableReason } from './availability.ts';
import type { HelpLinePort } from './call-desk.ts';
import { CaseFollower } from './case-follower.ts';
import { canGoBack, type PreparationScreen, preparationScreen, screenAfter, screenBefore } from './flow.ts';
import type { HelpBookPort } from './help-desk.ts';
import type { HelpOpening } from './help-opening.ts';
import { type IdentificationEvent, startIdentification } from './identification.ts';
import { IdleTimer } from './idle-timer.ts';
import { checkMaterial } from './material-check.ts';
import { type PadSigning, startPadSigning } from './pad-signing.ts';
import { PaymentStation } from './payment-station.ts';
import type { DrawCaseDocument, ReadPage, SessionCity, ViewFrame } from './ports.ts';
import { ResidentHelp } from './resident-help.ts';
import { draftOf, itemsFor, personOf } from './screens.ts';
import {
  emptySessionData,
  type IdentifiedPerson,
  type SessionData,
  wipeDraft,
  wipeSessionData,
} from './session-data.ts';
import { defaultPreferences, type Preferences, type SessionState } from './session-state.ts';
import { composeSubmission, documentFacts } from './submission.ts';
import type { VerbResult } from './verb-result.ts';
import { ViewComposer } from './view-composer.ts';

/** How long the tick after an identification stays before the list of items comes. */
const identifiedTickMs = 600;

/** Why a session was over. */
export type SessionEnding = 'resident_ended' | 'resident_rated' | 'resident_went_back' | 'walked_away';

/** Out of service with something under way. */
const notFree: ReadonlySet<OutOfServiceReason> = new Set(['starting', 'updating', 'maintenance']);

/** What residents are offered and told; may change between two of them. */
export interface SessionContents {
  items: readonly ServiceItem[];
  helpBook: HelpBookPort;
  notices: readonly Notice[];
}

export interface SessionOptions {
  clock: Clock;
  frame: ViewFrame;
  terminalId: string;
  times: { idleMs: number; countdownMs: number };
  contents: SessionContents;
  devices: DeviceDirectory;
  city: SessionCity;
  cityReachable: Feed<boolean>;
  readPage: ReadPage;
  drawCaseDocument: DrawCaseDocument;
  /** Null where no helper can be called. */
  helpLine: HelpLinePort | null;
  random: RandomSource;
  /** A reader's stream broke off while a person was being identified; it is taken up again. */
  onWatchFailed: (error: unknown) => void;
  onSessionEnded: (ending: SessionEnding, step: SessionState['name']) => void;
}

/**
 * One resident after the other at one window. Owns the state, does what the verbs say, and shows
 * every change as a new view. Work begun for a screen ends when the screen is left.
 */
export class SessionController {
  readonly view: Feed<KioskView>;
  /** The last screen the window has told of that something can be read on it; null before the first. */
  readonly drawn = new Feed<string | null>(null);
  readonly #options: SessionOptions;
  readonly #idle: IdleTimer;
  readonly #data: SessionData = emptySessionData();
  #state: SessionState = { name: 'out_of_service', reason: 'starting' };
  #preferences: Preferences = defaultPreferences;
  /** Aborts what was begun for the current screen. */
  #screenWork = new AbortController();
  readonly #followed = new CaseFollower((view) => {
    const moneyMoved = this.#station.follow(view);
    if (moneyMoved || view.phase === 'delivering' || view.phase === 'submitting') this.reportActivity();
    this.#show();
  });
  readonly #station: PaymentStation;
  #padSigning: PadSigning | null = null;
  #secondsLeft: number | null = null;
  #touchedAtMs = Number.NEGATIVE_INFINITY;
  /** Keeps the next resident away; the one being served is not disturbed. */
  #held: OutOfServiceReason | null = null;
  #isRehearsing = false;
  #contents: SessionContents;
  #nextContents: SessionContents | null = null;
  readonly #composer: ViewComposer;
  /** The answers, and the calls to a helper. */
  readonly help: ResidentHelp;
  /** Asked for in help before the identification; opened after it. */
  #wantedItem: ItemCode | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#composer = new ViewComposer(options.frame);
    this.#contents = options.contents;
    const { helpLine, frame, random } = options;
    this.help = new ResidentHelp({
      ...{ book: options.contents.helpBook, line: helpLine, frame, clock: options.clock, random },
      view: () => this.view.value,
      language: () => this.#preferences.language,
      situation: () => ({
        state: this.#state,
        items: this.#offeredItems(),
        itemUnderWay: this.#data.draft?.item ?? null,
        unavailable: (item) => this.#unavailable(item),
      }),
      form: () => (this.#state.name === 'form' ? (this.#data.draft?.form.reveal() ?? null) : null),
      noticeUse: () => this.#noticeUse(),
      show: () => this.#show(),
      open: (opening, screenId) => this.#openFromHelp(opening, screenId),
      fillIn: (fieldKey, value) => this.#fillIn(fieldKey, value),
    });
    const { devices, clock, onWatchFailed } = options;
    this.#station = new PaymentStation({
      ...{ devices, clock, onWatchFailed },
      desk: () => this.#followed.desk,
      onChange: () => this.#show(),
    });
    this.#idle = new IdleTimer(
      options.clock,
      options.times,
      (secondsLeft) => {
        this.#secondsLeft = secondsLeft;
        this.#show();
      },
      () => this.end('walked_away'),
    );
    this.view = new Feed(this.#composeView());
    options.devices.statuses.subscribe(() => this.#show());
    options.cityReachable.subscribe(() => this.#show());
  }

  /** In service: from now on residents are served. `interrupted`: the last run was torn from a resident. */
  open(cases: CaseDesk, interrupted: boolean): void {
    this.#followed.open(cases);
    this.#enter({ name: interrupted ? 'interrupted' : 'welcome' });
    if (interrupted) this.#idle.restart();
  }

  putOutOfService(reason: OutOfServiceReason): void {
    this.#wipe();
    this.#enter({ name: 'out_of_service', reason });
  }

  /** Shows the first screen and serves nobody: for a version that has not proved itself. */
  rehearse(): void {
    this.#isRehearsing = true;
    this.#enter({ name: 'welcome' });
  }

  /** For the next resident; whoever is being served goes on with what was. */
  takeContents(contents: Partial<SessionContents>): void {
    this.#nextContents = { ...(this.#nextContents ?? this.#contents), ...contents };
    this.#turnToNextContents();
    this.#show();
  }

  /**
   * Out of service for residents until the returned function is called, which shows again what stood
   * there before. Null while a resident is served or the terminal is still starting.
   */
  takeTerminal(reason: 'maintenance' | 'updating' = 'maintenance'): (() => void) | null {
    const before = this.#state;
    const held = this.#held;
    const isFree =
      before.name === 'welcome' || (before.name === 'out_of_service' && !notFree.has(before.reason));
    // A technician stands there and sees who talks to a helper; an update does not.
    if (!isFree || (reason === 'updating' && this.#isInUse())) return null;
    this.putOutOfService(reason);
    return () => {
      this.#preferences = defaultPreferences;
      this.#enter(held ? { name: 'welcome' } : before);
    };
  }

  /**
   * No new resident is served until it is called with null; whoever is being served goes on. For what
   * will pass: a disk that is nearly full.
   */
  holdService(reason: OutOfServiceReason | null): void {
    const before = this.#held;
    if (before === reason) return;
    this.#held = reason;
    const state = this.#state;
    const isHeld = state.name === 'out_of_service' && state.reason === before;
    if (state.name === 'welcome' || isHeld) this.#enter({ name: 'welcome' });
  }

  reportActivity(): void {
    this.noteTouch();
    if (this.#isInUse()) this.#noticeLife();
  }

  noteTouch(): void {
    this.#touchedAtMs = this.#options.clock.monotonicMs();
  }

  /** When the screen was touched last, on the monotonic clock. */
  get touchedAtMs(): number {
    return this.#touchedAtMs;
  }

  setPreferences(preferences: Partial<Preferences>): void {
    this.#preferences = { ...this.#preferences, ...preferences };
    this.reportActivity();
    this.#show();
  }

  begin(screenId: number): VerbResult {
    if (this.#isRehearsing) return 'not_now';
    const name = this.#state.name === 'interrupted' ? 'interrupted' : 'welcome';
    return this.#on(screenId, name, () => {
      const method = this.#options.devices.isOnline('id-card-reader') ? 'id_card' : 'city_code';
      this.#enterIdentification(method);
    });
  }

  chooseMethod(screenId: number, method: IdentificationMethod): VerbResult {
    return this.#on(screenId, 'identification', (state) => {
      if (state.phase === 'identified') return 'not_now';
      this.#change({ ...state, method, problem: null, creditCode: null });
      return 'done';
    });
  }

  /** The company one wants to act for, by the code as it was typed; next its agent's card is waited for. */
  nameCompany(screenId: number, typed: string): VerbResult {
    return this.#on(screenId, 'identification', (state) => {
      if (state.method !== 'company' || state.phase !== 'waiting') return 'not_now';
      const code = parseCreditCode(typed);
      this.#change({
        ...state,
        creditCode: code.ok ? code.value : null,
        problem: code.ok ? null : 'credit_code_wrong',
      });
      return 'done';
    });
  }

  chooseItem(screenId: number, itemCode: ItemCode): VerbResult {
    return this.#on(screenId, 'item_list', (state) => {
      const item = this.#offeredItems().find((each) => each.itemCode === itemCode);
      return item && !state.opening ? this.#beginItem(item) : 'not_now';
    });
  }

  submitForm(screenId: number, answers: Record<string, string>): VerbResult {
    return this.#on(screenId, 'form', () => {
      const draft = draftOf(this.#data);
      const form = applyAnswers(draft.form.reveal(), answers);
      draft.form = personal(form);
      const problems = validateForm(form, form.values);
      if (Object.keys(problems).length > 0) this.#change({ name: 'form', problems });
      else this.#goOn({ name: 'form' });
    });
  }

  checkMaterial(screenId: number, image: Uint8Array): VerbResult {
    return this.#on(screenId, 'material', (state) => {
      const draft = draftOf(this.#data);
      const material = draft.item.materials[state.index];
      if (state.phase !== 'capturing' || !material) return 'not_now';
      this.#change({ ...state, phase: 'checking' });
      const { signal } = this.#screenWork;
      const { readPage } = this.#options;
      void checkMaterial({ material, image, form: draft.form.reveal().values, readPage, signal }).then(
        ({ captured, result }) => {
          if (signal.aborted) return;
          draft.materials[state.index]?.image.fill(0);
          draft.materials = [...draft.materials.slice(0, state.index), captured];
          this.#change({ ...state, phase: 'checked', result });
        },
      );
      return 'done';
    });
  }

  retakeMaterial(screenId: number): VerbResult {
    return this.#on(screenId, 'material', (state) => {
      if (state.phase !== 'checked') return 'not_now';
      this.#change({ ...state, phase: 'capturing', result: null });
      return 'done';
    });
  }

  acceptMaterial(screenId: number): VerbResult {
    return this.#on(screenId, 'material', (state) => {
      if (state.phase !== 'checked') return 'not_now';
      this.#goOn(state);
      return 'done';
    });
  }

  /** `drawn` null: what was written on the pad. */
  sign(screenId: number, drawn: Signature | null): VerbResult {
    return this.#on(screenId, 'signature', ({ pad }) => {
      const signature = drawn ?? this.#padSigning?.signature();
      if (!signature || (drawn && pad?.state === 'in_use')) return 'not_now';
      draftOf(this.#data).signature = personal(signature);
      this.#goOn({ name: 'signature' });
      return 'done';
    });
  }

  clearPad(screenId: number): VerbResult {
    return this.#onPad(screenId, (signing) => signing.clear());
  }

  leavePad(screenId: number): VerbResult {
    return this.#onPad(screenId, (signing) => signing.leave());
  }

  /** The ink on the pad, live; ends at once where no pad is used, and with the screen. */
  async *followPad(signal: AbortSignal | undefined): AsyncGenerator<PadInk, void, void> {
    if (this.#padSigning) yield* this.#padSigning.follow(signal);
  }

  submitCase(screenId: number): VerbResult {
    return this.#on(screenId, 'summary', () => {
      if (draftOf(this.#data).item.handledBy !== 'officer') return this.#beginCase(null);
      this.#enter({ name: 'document_being_made' });
      void this.#submitAsDocument(this.#screenWork.signal);
      return 'done';
    });
  }

  /** Where a picture cannot be put into the document, its page is asked for again. */
  async #submitAsDocument(signal: AbortSignal): Promise<void> {
    const { clock, drawCaseDocument } = this.#options;
    const facts = documentFacts(draftOf(this.#data), personOf(this.#data), clock.wallMs());
    const drawn = await drawCaseDocument(facts, signal);
    if (signal.aborted) return;
    if (drawn.ok) this.#beginCase(drawn.value);
    else {
      const result = { verdict: 'cannot_read', reason: 'check_failed' } as const;
      this.#enter({ name: 'material', index: drawn.error.page, phase: 'checked', result });
    }
  }

  #beginCase(document: Uint8Array | null): VerbResult {
    const { clock, terminalId } = this.#options;
    const draft = draftOf(this.#data);
    const caseId = this.#followed.desk.beginCase({
      item: draft.item,
      submission: composeSubmission(draft, personOf(this.#data), terminalId, clock.wallMs(), document),
      language: this.#preferences.language,
    });
    document?.fill(0);
    this.#enter({ name: 'case', caseId, released: false });
    this.#followed.follow(caseId);
    return 'done';
  }

  /** The resident does not wait for the officer. */
  stopWaiting(screenId: number): VerbResult {
    return this.#on(screenId, 'case', ({ caseId }) =>
      this.#followed.desk.stopWaiting(caseId).ok ? 'done' : 'not_now',
    );
  }

  /** Goes on with the case that was interrupted. */
  resumeCase(screenId: number): VerbResult {
    return this.#on(screenId, 'resumable', ({ caseId }) => {
      if (!this.#followed.desk.resume(caseId).ok) return 'not_now';
      this.#enter({ name: 'case', caseId, released: false });
      return 'done';
    });
  }

  choosePaymentWay(screenId: number, way: PaymentWay): VerbResult {
    return this.#on(screenId, 'case', () => {
      const { view } = this.#followed;
      return view && this.#station.chooseWay(view, way) ? 'done' : 'not_now';
    });
  }

  declinePayment(screenId: number): VerbResult {
    return this.#on(screenId, 'case', (state) =>
      this.#followed.desk.declinePayment(state.caseId).ok ? 'done' : 'not_now',
    );
  }

  skipReading(screenId: number): VerbResult {
    return this.#on(screenId, 'case', ({ caseId }) =>
      this.#followed.desk.skipReading(caseId).ok ? 'done' : 'not_now',
    );
  }

  retryDelivery(screenId: number): VerbResult {
    return this.#on(screenId, 'case', (state) =>
      this.#followed.desk.retryDelivery(state.caseId).ok ? 'done' : 'not_now',
    );
  }

  /** Goes on without what is missing, or without waiting for the open door. */
  leaveDelivery(screenId: number): VerbResult {
    return this.#on(screenId, 'case', (state) => {
      const abandoned = this.#followed.desk.abandonDelivery(state.caseId).ok;
      const doorOpen = this.#followed.view?.cell != null && !state.released;
      if (!abandoned && !doorOpen) return 'not_now';
      this.#change({ ...state, released: true });
      return 'done';
    });
  }

  rate(screenId: number, level: number | null): VerbResult {
    return this.#on(screenId, 'case', (state) => {
      if (this.#followed.view?.canRate) this.#followed.desk.rate(state.caseId, level);
      this.end('resident_rated');
    });
  }

  back(screenId: number): VerbResult {
    if (screenId !== this.#composer.screenId) return 'stale';
    if (!canGoBack(this.#state)) return 'not_now';
    if (this.#state.name === 'identification' || this.#state.name === 'item_list') {
      this.end('resident_went_back');
      return 'done';
    }
    const { item } = draftOf(this.#data);
    const before = screenBefore(item, preparationScreen(this.#state));
    if (before) this.#enterPreparation(before);
    else this.#enterItemList();
    return 'done';
  }

  /** Ends the session from wherever it is: everything of the person is wiped, the welcome screen is back. */
  end(ending: SessionEnding): void {
    if (!this.#isOccupied()) {
      if (!this.#isInUse()) return;
      this.#wipe();
      this.#show();
      return;
    }
    this.#options.onSessionEnded(ending, this.#state.name);
    // A case that was torn off stays its person's until the time for it is over, unless they end it here.
    const isOver = this.#state.name === 'resumable' && ending === 'resident_ended';
    if (this.#state.name === 'case' || (this.#state.name === 'resumable' && isOver)) {
      this.#followed.desk.sessionEnded(this.#state.caseId);
    }
    this.#wipe();
    this.#enter({ name: 'welcome' });
  }

  #enterIdentification(method: IdentificationMethod): void {
    this.#enter({ name: 'identification', method, phase: 'waiting', problem: null, creditCode: null });
    this.#idle.restart();
    const { devices, city, clock, onWatchFailed } = this.#options;
    const { signal } = this.#screenWork;
    const onEvent = (event: IdentificationEvent) => this.#onIdentification(event);
    const asked = () => {
      const state = this.#state;
      if (state.name !== 'identification') return { method, creditCode: null };
      return { method: state.method, creditCode: state.creditCode };
    };
    startIdentification({ devices, city, clock, asked, signal, onEvent, onWatchFailed });
  }

  #onIdentification(event: IdentificationEvent): void {
    const state = this.#state;
    if (state.name !== 'identification' || state.phase === 'identified') return;
    this.#idle.restart();
    const forCompany = state.method === 'company';
    switch (event.type) {
      case 'card_found': {
        const method = forCompany ? 'company' : 'id_card';
        this.#change({ ...state, method, phase: 'reading', problem: null });
        break;
      }
      case 'code_scanned': {
        const method = forCompany ? 'company' : 'city_code';
        this.#change({ ...state, method, phase: 'exchanging', problem: null });
        break;
      }
      case 'problem':
        this.#change({
          ...state,
          method: event.method,
          phase: 'waiting',
          problem: event.problem,
        });
        break;
      case 'identified': {
        this.#data.person = personal(event.person);
        this.#change({ ...state, phase: 'identified', problem: null });
        const { signal } = this.#screenWork;
        this.#options.clock.after(identifiedTickMs, () => {
          if (!signal.aborted) this.#enterOwnCaseOrItems();
        });
        break;
      }
    }
  }

  #unavailable(item: ServiceItem): ReturnType<typeof unavailableReason> {
    const { devices, cityReachable } = this.#options;
    return unavailableReason(item, devices, cityReachable.value, () => this.#queueLimit());
  }

  /** Nothing is kept here while nobody is served. */
  #queueLimit(): QueueLimit | null {
    return this.#isRehearsing ? null : this.#followed.desk.queueLimit();
  }

  /** Before anybody is identified all of them. */
  #offeredItems(): readonly ServiceItem[] {
    const { items } = this.#contents;
    return this.#data.person ? itemsFor(personOf(this.#data), items) : items;
  }

  #openFromHelp(opening: HelpOpening, screenId: number): VerbResult {
    switch (opening.manner) {
      case 'begin':
        this.#wantedItem = opening.item?.itemCode ?? null;
        if (this.#state.name === 'identification') this.#show();
        else this.begin(screenId);
        return 'done';
      case 'leave_other':
        this.#enterItemList();
        return this.#beginItem(opening.item);
      case 'open':
        return this.#beginItem(opening.item);
      case 'go_back':
        this.#enterPreparation(opening.screen);
        return 'done';
    }
  }

  /** A value the resident accepted from a helper: checked and taken over as if it had been typed. */
  #fillIn(fieldKey: string, value: string): VerbResult {
    if (this.#state.name !== 'form') return 'not_now';
    const draft = draftOf(this.#data);
    draft.form = personal(applyAnswers(draft.form.reveal(), { [fieldKey]: value }));
    const { [fieldKey]: _settled, ...problems } = this.#state.problems;
    this.#change({ name: 'form', problems });
    return 'done';
  }

  #beginItem(item: ServiceItem): VerbResult {
    if (this.#unavailable(item)) return 'not_now';
    this.#change({ name: 'item_list', opening: item.itemCode, refusal: null });
    void this.#openItem(item, this.#screenWork.signal);
    return 'done';
  }

  async #openItem(item: ServiceItem, signal: AbortSignal): Promise<void> {
    const person = personOf(this.#data);
    const needsCity = item.fields.some((field) => field.prefill === 'city');
    const answer = needsCity
      ? await this.#options.city.prefill(item.itemCode, whoIs(person), signal)
      : ({ kind: 'values', values: { values: {}, options: {} } } as const);
    if (signal.aborted) return;
    switch (answer.kind) {
      case 'refused':
        this.#change({
          name: 'item_list',
          opening: null,
          refusal: { itemCode: item.itemCode, reason: answer.reason },
        });
        break;
      case 'unreachable':
        this.#change({ name: 'item_list', opening: null, refusal: null });
        break;
      case 'values':
        this.#data.draft = {
          item,
          form: personal(prefillForm(item, person, answer.values)),
          materials: [],
          signature: null,
        };
        this.#enterPreparation(screenAfter(item, null));
        break;
    }
  }

  /** A case of this very person that was torn off comes first; nobody else hears of it. */
  #enterOwnCaseOrItems(): void {
    const person = personOf(this.#data);
    const own = this.#followed.desk.findInterrupted(person.idNumber);
    const item = this.#contents.items.find(({ itemCode }) => itemCode === own?.itemCode);
    const wanted = this.#offeredItems().find(({ itemCode }) => itemCode === this.#wantedItem);
    this.#wantedItem = null;
    if (!own || !item) {
      this.#enterItemList();
      if (wanted) this.#beginItem(wanted);
      return;
    }
    this.#data.draft = {
      item,
      form: personal(prefillForm(item, person, null)),
      materials: [],
      signature: null,
    };
    this.#followed.follow(own.caseId);
    this.#enter({ name: 'resumable', caseId: own.caseId });
  }

  #enterItemList(): void {
    wipeDraft(this.#data.draft);
    this.#data.draft = null;
    this.#enter({ name: 'item_list', opening: null, refusal: null });
  }

  #goOn(from: PreparationScreen): void {
    this.#enterPreparation(screenAfter(draftOf(this.#data).item, from));
  }

  #enterPreparation(screen: PreparationScreen): void {
    switch (screen.name) {
      case 'form':
        this.#enter({ name: 'form', problems: {} });
        break;
      case 'material':
        this.#enter({ name: 'material', index: screen.index, phase: 'capturing', result: null });
        break;
      case 'signature':
        this.#enterSignature();
        break;
      case 'summary':
        this.#enter(screen);
        break;
    }
  }

  #enterSignature(): void {
    this.#enter({ name: 'signature', pad: null });
    const { devices, onWatchFailed } = this.#options;
    this.#padSigning = startPadSigning({
      devices,
      signal: this.#screenWork.signal,
      onChange: (pad) => this.#change({ name: 'signature', pad }),
      onInk: () => this.reportActivity(),
      onWatchFailed,
    });
    if (this.#padSigning) this.#change({ name: 'signature', pad: this.#padSigning.view });
  }

  #onPad(screenId: number, act: (signing: PadSigning) => void): VerbResult {
    return this.#on(screenId, 'signature', ({ pad }) => {
      if (!this.#padSigning || pad?.state !== 'in_use') return 'not_now';
      act(this.#padSigning);
      return 'done';
    });
  }

  #wipe(): void {
    this.#idle.stop();
    this.#screenWork.abort();
    this.#followed.forget();
    this.#station.reset();
    this.help.end();
    this.#wantedItem = null;
    wipeSessionData(this.#data);
    this.#preferences = defaultPreferences;
  }

  /** Who pays looks at a phone and touches nothing; the time to pay has its own end. */
  #noticeLife(): void {
    if (this.#station.isMoneyUnderWay) this.#idle.stop();
    else this.#idle.restart();
  }

  /** Somebody is here. Outside a session the silence counts while help or a call lies over the screen. */
  #noticeUse(): void {
    this.noteTouch();
    if (this.#isInUse()) this.#noticeLife();
    else this.#idle.stop();
  }

  #isOccupied(): boolean {
    return this.#state.name !== 'welcome' && this.#state.name !== 'out_of_service';
  }

  /** Also somebody who only asks, or talks to a helper, at the welcome screen. */
  #isInUse(): boolean {
    return this.#isOccupied() || this.help.isInUse;
  }

  #on<Name extends SessionState['name']>(
    screenId: number,
    name: Name,
    act: (state: Extract<SessionState, { name: Name }>) => VerbResult | undefined,
  ): VerbResult {
    if (screenId !== this.#composer.screenId) return 'stale';
    if (this.#state.name !== name) return 'not_now';
    this.#noticeLife();
    return act(this.#state as Extract<SessionState, { name: Name }>) ?? 'done';
  }

  /** Those that are not over. */
  #notices(): LocalizedText[] {
    const nowMs = this.#options.clock.wallMs();
    return this.#contents.notices
      .filter(({ until }) => until === undefined || Date.parse(until) > nowMs)
      .map(({ text }) => text);
  }

  #turnToNextContents(): void {
    if (!this.#nextContents || this.#isInUse()) return;
    this.#contents = this.#nextContents;
    this.#nextContents = null;
    this.help.takeBook(this.#contents.helpBook);
  }

  /** To another screen: work of the old one ends. */
  #enter(state: SessionState): void {
    this.#screenWork.abort();
    this.#screenWork = new AbortController();
    this.#padSigning = null;
    const kept = state.name === 'welcome' ? this.#held : null;
    this.#change(kept ? { name: 'out_of_service', reason: kept } : state);
    if (!this.#nextContents) return;
    this.#turnToNextContents();
    this.#show();
  }

  #change(state: SessionState): void {
    this.#state = state;
    this.#show();
  }

  #show(): void {
    const view = this.#composeView();
    if (this.help.giveWay(view.screenId) && !this.#isInUse()) this.#idle.stop();
    this.view.set({ ...view, ...this.help.views(view.screen.name) });
  }

  #composeView(): KioskView {
    const { devices, cityReachable, times } = this.#options;
    const { items } = this.#contents;
    return this.#composer.compose({
      state: this.#state,
      preferences: this.#preferences,
      secondsLeft: this.#secondsLeft,
      countdownMs: times.countdownMs,
      canGoBack: canGoBack(this.#state),
      notices: this.#notices(),
      around: {
        data: this.#data,
        items,
        devices,
        cityReachable: cityReachable.value,
        queueLimit: () => this.#queueLimit(),
        caseView: this.#followed.view,
        station: this.#station,
      },
    });
  }
}

function whoIs({ idNumber, company }: IdentifiedPerson) {
  return { idNumber, creditCode: company?.creditCode ?? null };
}
