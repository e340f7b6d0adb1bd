import { type Clock, systemClock } from '../../contract/clock.ts';
import type { CellAddress, PickupLockerStatus } from '../../contract/device-classes.ts';
import type { Completion, Fault } from '../../contract/device-common.ts';
import type { Feed } from '../../link/index.ts';
import { OneAtATime } from '../codec/index.ts';
import { KeptConnection, noAnswerStatus, noRecoveryMeans, pause, type RecoveryMeans } from '../host/index.ts';
import type { ByteLine, Transport } from '../transport/index.ts';
import { type BoardConfig, Doors } from './doors.ts';
import { LockerBus } from './locker-bus.ts';
import { OpeningMemory, type RememberedOpening } from './opening-memory.ts';
import type { Opening, PickupLocker } from './port.ts';

export interface Board8aOptions {
  transport: Transport;
  boards: readonly BoardConfig[];
  clock?: Clock;
  means?: RecoveryMeans | undefined;
  pollIntervalMs?: number;
  /** While a door stands open. */
  fastPollIntervalMs?: number;
  replyDeadlineMs?: number;
  /** From the opening command to each look at the door: locks need up to half a second. */
  lookAfterMs?: number;
  /** How long after the command the door is looked for while the line is disturbed. */
  lookUntilMs?: number;
}

/** So many looks at a closed door before it is said to have stayed closed. */
const looksAtClosedDoor = 3;
/** A first look later than this proves nothing: a quick hand may have opened and closed the door. */
const firstLookWithinMs = 1000;
/** Silent boards are asked again so often. */
const silentBoardIntervalMs = 5000;

const lockStuck: Fault = { code: 'lock_stuck', nextAct: 'technician', vendorCode: null };
const noSuchCell: Fault = { code: 'no_such_cell', nextAct: 'technician', vendorCode: null };
const cancelled: Fault = { code: 'cancelled', nextAct: 'none', vendorCode: null };
const doorNotTold: Fault = { code: 'door_not_told', nextAct: 'technician', vendorCode: null };

/** Locker with lock-control boards of the 8A kind on one RS-485 line. */
export class Board8aLocker implements PickupLocker {
  readonly status: Feed<PickupLockerStatus>;
  readonly #options: Required<Board8aOptions>;
  readonly #doors: Doors;
  readonly #connection: KeptConnection<PickupLockerStatus>;
  readonly #openings = new OpeningMemory();
  readonly #turns = new OneAtATime();
  #boards: { config: BoardConfig; silent: boolean; askedAtMs: number }[] = [];
  #bus: LockerBus | null = null;
  /** Openings whose end only this process can tell. */
  #underWay = 0;

  constructor(options: Board8aOptions) {
    this.#options = {
      clock: systemClock,
      means: noRecoveryMeans,
      pollIntervalMs: 1000,
      fastPollIntervalMs: 200,
      replyDeadlineMs: 500,
      lookAfterMs: 400,
      lookUntilMs: 4000,
      ...options,
    };
    this.#doors = new Doors(options.boards);
    const { transport, clock, means } = this.#options;
    this.#connection = new KeptConnection<PickupLockerStatus>({
      transport,
      clock,
      means,
      away: (status) => ({ ...status, cells: this.#doors.cells }),
      serve: (line, signal) => this.#serve(line, signal),
      mayRestartHost: () => this.#underWay === 0,
    });
    this.status = this.#connection.status;
  }

  start(): void {
    this.#connection.start();
  }

  stop(): Promise<void> {
    return this.#connection.stop();
  }

  async openCell(opening: Opening, signal: AbortSignal): Promise<Completion> {
    const known = this.#openings.find(opening.commandId);
    // What was refused before anything was sent may be tried again under the same name.
    if (known && (known.sent || known.completion?.effect !== 'none')) {
      const first = await known.finished;
      return known.completion ?? first;
    }
    return this.#openings.begin(opening.commandId, (mine) =>
      this.#turns.run(() => this.#open(mine, opening, signal)),
    ).finished;
  }

  async lookUpOpening(opening: Opening): Promise<Completion> {
    const known = this.#openings.find(opening.commandId);
    if (known && !known.completion) return unknown(null, { running: true });
    if (known?.completion && known.completion.effect !== 'unknown') return known.completion;
    if (!this.#doors.has(opening)) return unknown(noSuchCell, {});
    const door = await this.#readDoor(opening);
    if (door === 'unknown') return known?.completion ?? unknown(noAnswerStatus.fault, {});
    if (door === 'closed') return unknown(null, { door });
    const completion = done({ door });
    if (known) known.completion = completion;
    return completion;
  }

  /* ---- opening ---- */

  async #open(mine: RememberedOpening, cell: CellAddress, signal: AbortSignal): Promise<Completion> {
    if (!this.#doors.has(cell)) return refused(noSuchCell);
    const before = await this.#readDoor(cell);
    const bus = this.#bus;
    if (before === 'unknown' || !bus) return refused(noAnswerStatus.fault);
    if (before === 'open') return done({ door: 'open', alreadyOpen: true });
    if (signal.aborted) return refused(cancelled);
    mine.sent = true;
    this.#underWay += 1;
    return this.#openAndLook(bus, cell).finally(() => {
      this.#underWay -= 1;
    });
  }

  async #openAndLook(bus: LockerBus, cell: CellAddress): Promise<Completion> {
    const { clock, lookAfterMs, lookUntilMs } = this.#options;
    const sentAtMs = clock.monotonicMs();
    const sinceSentMs = () => clock.monotonicMs() - sentAtMs;
    await bus.sendOpen(cell);
    let closedSinceMs: number | null = null;
    let closedLooks = 0;
    for (let look = 1; sinceSentMs() < lookUntilMs && !this.#connection.stopping.aborted; look++) {
      await pause(clock, Math.max(0, look * lookAfterMs - sinceSentMs()), this.#connection.stopping);
      const door = await this.#readDoor(cell);
      if (door === 'open') return done({ door });
      if (door === 'unknown') continue;
      closedSinceMs ??= sinceSentMs();
      closedLooks += 1;
      if (closedLooks === looksAtClosedDoor) break;
    }
    const stayedClosed = closedLooks === looksAtClosedDoor && (closedSinceMs ?? 0) <= firstLookWithinMs;
    if (stayedClosed) return { effect: 'none', fault: lockStuck, evidence: { door: 'closed' } };
    return unknown(doorNotTold, closedSinceMs === null ? {} : { door: 'closed' });
  }

  /** Asks twice: a question may be repeated, an opening may not. */
  async #readDoor(cell: CellAddress): Promise<'closed' | 'open' | 'unknown'> {
    for (let attempt = 1; attempt <= 2; attempt++) {
      const contact = (await this.#bus?.readLock(cell)) ?? null;
      if (contact === null) continue;
      const door = this.#doors.note(cell, contact);
      this.#publish();
      if (door !== 'unknown') return door;
    }
    return 'unknown';
  }

  /* ---- the line ---- */

  async #serve(line: ByteLine, signal: AbortSignal): Promise<void> {
    const { clock, replyDeadlineMs, boards } = this.#options;
    const bus = new LockerBus({
      line,
      clock,
      replyDeadlineMs,
      onReport: (address, contact) => {
        this.#doors.note(address, contact);
        this.#publish();
      },
    });
    this.#boards = boards.map((config) => ({ config, silent: true, askedAtMs: Number.NEGATIVE_INFINITY }));
    let answering = await this.#pollBoards(bus, signal);
    if (answering) this.#bus = bus;
    while (answering && !signal.aborted) {
      this.#publish(this.#onlineStatus());
      await this.#pauseBetweenRounds(signal);
      if (!signal.aborted) answering = await this.#pollBoards(bus, signal);
    }
    this.#bus = null;
    this.#doors.forgetAll();
  }

  /** One round over the boards; false when none of them answers any more. */
  async #pollBoards(bus: LockerBus, signal: AbortSignal): Promise<boolean> {
    const { clock } = this.#options;
    let fellSilent = false;
    for (const board of this.#boards) {
      if (signal.aborted) return false;
      if (board.silent && clock.monotonicMs() - board.askedAtMs < silentBoardIntervalMs) continue;
      const knownSilent = board.silent && Number.isFinite(board.askedAtMs);
      board.askedAtMs = clock.monotonicMs();
      const { address } = board.config;
      const first = await bus.readBoard(address);
      // Two boards at once do not fall silent: then it is the line, and the rest need not be asked.
      if (!first && fellSilent && !board.silent) return false;
      const again = () => bus.readBoard(address);
      const contacts = first ?? (knownSilent ? null : await this.#connection.askAgain(again, signal));
      fellSilent ||= !contacts && !board.silent;
      board.silent = contacts === null;
      this.#doors.noteBoard(board.config, contacts);
    }
    return this.#boards.some(({ silent }) => !silent);
  }

  /** Ends early when a door opens in between, so that its closing is seen soon. */
  async #pauseBetweenRounds(signal: AbortSignal): Promise<void> {
    const { clock, pollIntervalMs, fastPollIntervalMs } = this.#options;
    if (this.#doors.anyOpen) {
      await pause(clock, fastPollIntervalMs, signal);
      return;
    }
    const doorOpened = new AbortController();
    const unsubscribe = this.status.subscribe(() => {
      if (this.#doors.anyOpen) doorOpened.abort();
    });
    await pause(clock, pollIntervalMs, AbortSignal.any([signal, doorOpened.signal]));
    unsubscribe();
  }

  #onlineStatus(): Pick<PickupLockerStatus, 'state' | 'fault'> {
    const silent = this.#boards.filter((board) => board.silent);
    if (silent.length === 0) return { state: 'online', fault: null };
    const vendorCode = `board ${silent.map(({ config }) => config.address).join(', ')}`;
    return { state: 'online', fault: { code: 'board_silent', nextAct: 'technician', vendorCode } };
  }

  #publish(head: Pick<PickupLockerStatus, 'state' | 'fault'> = this.status.value): void {
    this.#connection.publish({ state: head.state, fault: head.fault, cells: this.#doors.cells });
  }
}

function refused(fault: Fault | null): Completion {
  return { effect: 'none', fault, evidence: {} };
}

function done(evidence: Completion['evidence']): Completion {
  return { effect: 'done', fault: null, evidence };
}

function unknown(fault: Fault | null, evidence: Completion['evidence']): Completion {
  return { effect: 'unknown', fault, evidence };
}
