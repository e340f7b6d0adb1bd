import type { ServiceItem } from '../../../contract/catalog.ts';
import type { Clock, RandomSource } from '../../../contract/clock.ts';
import type { KioskView } from '../../../contract/kiosk.ts';
import type { Notice } from '../../../contract/notices.ts';
import { personal } from '../../../contract/personal.ts';
import type { OutOfServiceReason } from '../../../contract/terminal-trouble.ts';
import type { ItemCode, LocalizedText } from '../../../contract/words.ts';
import { Feed } from '../../../link/index.ts';
import type { CaseDesk, QueueLimit } from '../cases/index.ts';
import { prefillForm } from '../catalog/index.ts';
import type { DeviceDirectory } from '../devices/device-directory.ts';
import { unavailableReason } from './availability.ts';
import type { HelpLinePort } from './call-desk.ts';
import { CaseFollower } from './case-follower.ts';
import { CaseHandling } from './case-handling.ts';
import { canGoBack } from './flow.ts';
import type { HelpBookPort } from './help-desk.ts';
import type { HelpOpening } from './help-opening.ts';
import { Identifying } from './identifying.ts';
import { PaymentStation } from './payment-station.ts';
import type { DrawCaseDocument, ReadPage, SessionCity, ViewFrame } from './ports.ts';
import { Preparing } from './preparing.ts';
import { ResidentHelp } from './resident-help.ts';
import { itemsFor, personOf } from './screens.ts';
import { defaultPreferences, type Preferences, type SessionState } from './session-state.ts';
import { Stage } from './stage.ts';
import type { VerbResult } from './verb-result.ts';

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
 * One resident after the other at one window: when the terminal serves, how a session begins and ends, and how its parts
 * lead to each other.
 */
export class SessionController {
  /** The last screen the window has told of that something can be read on it; null before the first. */
  readonly drawn = new Feed<string | null>(null);
  readonly identifying: Identifying;
  readonly preparing: Preparing;
  readonly handling: CaseHandling;
  /** The answers, and the calls to a helper. */
  readonly help: ResidentHelp;
  readonly #options: SessionOptions;
  readonly #stage: Stage;
  readonly #station: PaymentStation;
  readonly #followed = new CaseFollower((view) => {
    const moneyMoved = this.#station.follow(view);
    if (moneyMoved || view.phase === 'delivering' || view.phase === 'submitting') this.reportActivity();
    this.#stage.show();
  });
  /** Keeps the next resident away; the one being served is not disturbed. */
  #held: OutOfServiceReason | null = null;
  #isRehearsing = false;
  #contents: SessionContents;
  #nextContents: SessionContents | null = null;
  /** Asked for in help before the identification; opened after it. */
  #wantedItem: ItemCode | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#contents = options.contents;
    const { clock, devices, city, frame, onWatchFailed } = options;
    this.help = this.#makeHelp();
    this.#station = new PaymentStation({
      ...{ devices, clock, onWatchFailed },
      desk: () => this.#followed.desk,
      onChange: () => this.#stage.show(),
    });
    this.#stage = new Stage({
      ...{ clock, frame, times: options.times, help: this.help },
      around: () => ({
        items: this.#contents.items,
        devices,
        cityReachable: options.cityReachable.value,
        queueLimit: () => this.#queueLimit(),
        caseView: this.#followed.view,
        station: this.#station,
      }),
      notices: () => this.#notices(),
      heldBy: () => this.#held,
      isMoneyUnderWay: () => this.#station.isMoneyUnderWay,
      onEntered: () => {
        if (this.#turnToNextContents()) this.#stage.show();
      },
      onWalkedAway: () => this.end('walked_away'),
    });
    const stage = this.#stage;
    this.identifying = new Identifying({
      ...{ stage, devices, city, clock, onWatchFailed },
      mayBegin: () => !this.#isRehearsing,
      onIdentified: () => this.#enterOwnCaseOrItems(),
    });
    this.preparing = new Preparing({
      ...{ stage, devices, city, readPage: options.readPage, onWatchFailed },
      offeredItems: () => this.#offeredItems(),
      unavailable: (item) => this.#unavailable(item),
    });
    this.handling = new CaseHandling({
      ...{ stage, followed: this.#followed, station: this.#station, clock },
      terminalId: options.terminalId,
      drawCaseDocument: options.drawCaseDocument,
      onRated: () => this.end('resident_rated'),
    });
    devices.statuses.subscribe(() => stage.show());
    options.cityReachable.subscribe(() => stage.show());
  }

  get view(): Feed<KioskView> {
    return this.#stage.view;
  }

  /** In service: from now on residents are served. `interrupted`: the last run was torn from a resident. */
  open(cases: CaseDesk, interrupted: boolean): void {
    this.#followed.open(cases);
    this.#stage.enter({ name: interrupted ? 'interrupted' : 'welcome' });
    if (interrupted) this.#stage.restartSilence();
  }

  putOutOfService(reason: OutOfServiceReason): void {
    this.#wipe();
    this.#stage.enter({ name: 'out_of_service', reason });
  }

  /** Shows the first screen and serves nobody: for a version that has not proved itself. */
  rehearse(): void {
    this.#isRehearsing = true;
    this.#stage.enter({ name: 'welcome' });
  }

  /** For the next resident; whoever is being served goes on with what was. */
  takeContents(contents: Partial<SessionContents>): void {
    this.#nextContents = { ...(this.#nextContents ?? this.#contents), ...contents };
    this.#turnToNextContents();
    this.#stage.show();
  }

  /**
   * Out of service for residents until the returned function is called, which shows again what stood
   * there before. Null while a resident is served or the terminal is still starting.
   */
  takeTerminal(reason: 'maintenance' | 'updating' = 'maintenance'): (() => void) | null {
    const before = this.#stage.state;
    const held = this.#held;
    const isFree =
      before.name === 'welcome' || (before.name === 'out_of_service' && !notFree.has(before.reason));
    // A technician stands there and sees who talks to a helper; an update does not.
    if (!isFree || (reason === 'updating' && this.#stage.isInUse)) return null;
    this.putOutOfService(reason);
    return () => {
      this.#stage.preferences = defaultPreferences;
      this.#stage.enter(held ? { name: 'welcome' } : before);
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
    const { state } = this.#stage;
    const isHeld = state.name === 'out_of_service' && state.reason === before;
    if (state.name === 'welcome' || isHeld) this.#stage.enter({ name: 'welcome' });
  }

  reportActivity(): void {
    this.#stage.reportActivity();
  }

  noteTouch(): void {
    this.#stage.noteTouch();
  }

  /** When the screen was touched last, on the monotonic clock. */
  get touchedAtMs(): number {
    return this.#stage.touchedAtMs;
  }

  setPreferences(preferences: Partial<Preferences>): void {
    this.#stage.preferences = { ...this.#stage.preferences, ...preferences };
    this.reportActivity();
    this.#stage.show();
  }

  back(screenId: number): VerbResult {
    const { state } = this.#stage;
    if (screenId !== this.#stage.screenId) return 'stale';
    if (!canGoBack(state)) return 'not_now';
    if (state.name === 'identification' || state.name === 'item_list') this.end('resident_went_back');
    else this.preparing.goBack();
    return 'done';
  }

  /** Ends the session from wherever it is: everything of the person is wiped, the welcome screen is back. */
  end(ending: SessionEnding): void {
    const { state, isOccupied, isInUse } = this.#stage;
    if (!isOccupied) {
      if (!isInUse) return;
      this.#wipe();
      this.#stage.show();
      return;
    }
    this.#options.onSessionEnded(ending, state.name);
    // A case that was torn off stays its person's until the time for it is over, unless they end it here.
    const isOver = state.name === 'resumable' && ending === 'resident_ended';
    if (state.name === 'case' || (state.name === 'resumable' && isOver)) {
      this.#followed.desk.sessionEnded(state.caseId);
    }
    this.#wipe();
    this.#stage.enter({ name: 'welcome' });
  }

  #makeHelp(): ResidentHelp {
    const { contents, helpLine, frame, clock, random } = this.#options;
    return new ResidentHelp({
      ...{ book: contents.helpBook, line: helpLine, frame, clock, random },
      view: () => this.view.value,
      language: () => this.#stage.preferences.language,
      situation: () => ({
        state: this.#stage.state,
        items: this.#offeredItems(),
        itemUnderWay: this.#stage.data.draft?.item ?? null,
        unavailable: (item) => this.#unavailable(item),
      }),
      form: () =>
        this.#stage.state.name === 'form' ? (this.#stage.data.draft?.form.reveal() ?? null) : null,
      noticeUse: () => this.#stage.noticeUse(),
      show: () => this.#stage.show(),
      open: (opening, screenId) => this.#openFromHelp(opening, screenId),
      fillIn: (fieldKey, value) => this.preparing.fillIn(fieldKey, value),
    });
  }

  #openFromHelp(opening: HelpOpening, screenId: number): VerbResult {
    switch (opening.manner) {
      case 'begin':
        this.#wantedItem = opening.item?.itemCode ?? null;
        if (this.#stage.state.name === 'identification') this.#stage.show();
        else this.identifying.begin(screenId);
        return 'done';
      case 'leave_other':
        this.preparing.enterItemList();
        return this.preparing.beginItem(opening.item);
      case 'open':
        return this.preparing.beginItem(opening.item);
      case 'go_back':
        this.preparing.enter(opening.screen);
        return 'done';
    }
  }

  /** A case of this very person that was torn off comes first; nobody else hears of it. */
  #enterOwnCaseOrItems(): void {
    const person = personOf(this.#stage.data);
    const own = this.#followed.desk.findInterrupted(person.idNumber);
    const item = this.#contents.items.find(({ itemCode }) => itemCode === own?.itemCode);
    const wanted = this.#offeredItems().find(({ itemCode }) => itemCode === this.#wantedItem);
    this.#wantedItem = null;
    if (!own || !item) {
      this.preparing.enterItemList();
      if (wanted) this.preparing.beginItem(wanted);
      return;
    }
    this.#stage.data.draft = {
      item,
      form: personal(prefillForm(item, person, null)),
      materials: [],
      signature: null,
    };
    this.#followed.follow(own.caseId);
    this.#stage.enter({ name: 'resumable', caseId: own.caseId });
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
    const { data } = this.#stage;
    return data.person ? itemsFor(personOf(data), items) : items;
  }

  #wipe(): void {
    this.#stage.stopWork();
    this.#followed.forget();
    this.#station.reset();
    this.help.end();
    this.#wantedItem = null;
    this.#stage.wipe();
  }

  /** Those that are not over. */
  #notices(): LocalizedText[] {
    const nowMs = this.#options.clock.wallMs();
    return this.#contents.notices
      .filter(({ until }) => until === undefined || Date.parse(until) > nowMs)
      .map(({ text }) => text);
  }

  /** False where there are none, or somebody is there. */
  #turnToNextContents(): boolean {
    if (!this.#nextContents || this.#stage.isInUse) return false;
    this.#contents = this.#nextContents;
    this.#nextContents = null;
    this.help.takeBook(this.#contents.helpBook);
    return true;
  }
}
