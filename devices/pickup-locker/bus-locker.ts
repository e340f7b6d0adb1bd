import { type Clock, systemClock } from '../../contract/clock.ts';
import type { CellAddress, PickupLockerStatus } from '../../contract/device-classes.ts';
import type { Completion } from '../../contract/device-common.ts';
import type { Feed } from '../../link/index.ts';
import { OneAtATime } from '../codec/index.ts';
import {
  CommandMemory,
  done,
  KeptConnection,
  noRecoveryMeans,
  notDone,
  notKnown,
  onlineStatus,
  pause,
  type RecoveryMeans,
  type RememberedCommand,
} from '../host/index.ts';
import type { ByteLine, Transport } from '../transport/index.ts';
import { type BoardCells, Cells } from './cells.ts';
import { lockerFault } from './fault-texts.ts';
import type { LockerBus, LockerWire, ToldCell } from './locker-bus.ts';
import type { Opening, PickupLocker } from './port.ts';

export interface LockerOptions<Board extends BoardCells> {
  transport: Transport;
  boards: readonly Board[];
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
  /** A door open for so long is told as left open; after twice the time to the attendant. */
  leftOpenAlarmMs?: number;
}

/** So many looks at a closed door before it is said to have stayed closed. */
const looksAtClosedDoor = 3;
/** A first look later than this proves nothing: a quick hand may have opened and closed the door. */
const firstLookWithinMs = 1000;
/** Silent boards are asked again so often. */
const silentBoardIntervalMs = 5000;

/** Locker with lock-control boards on one RS-485 line, whatever their protocol. */
export abstract class BusLocker<Board extends BoardCells> implements PickupLocker {
  readonly status: Feed<PickupLockerStatus>;
  readonly #options: Required<LockerOptions<Board>>;
  readonly #cells: Cells;
  readonly #connection: KeptConnection<PickupLockerStatus>;
  readonly #openings = new CommandMemory();
  readonly #turns = new OneAtATime();
  #boards: { address: number; silent: boolean; askedAtMs: number }[] = [];
  #bus: LockerBus | null = null;
  /** Openings whose end only this process can tell. */
  #underWay = 0;

  constructor(options: LockerOptions<Board>) {
    this.#options = {
      clock: systemClock,
      means: noRecoveryMeans,
      pollIntervalMs: 1000,
      fastPollIntervalMs: 200,
      replyDeadlineMs: 500,
      lookAfterMs: 400,
      lookUntilMs: 4000,
      leftOpenAlarmMs: 60_000,
      ...options,
    };
    this.#cells = new Cells(this.#options);
    const { transport, clock, means } = this.#options;
    this.#connection = new KeptConnection<PickupLockerStatus>({
      transport,
      clock,
      means,
      away: (status) => ({ ...status, ...this.#cells.view }),
      serve: (line, signal) => this.#serve(line, signal),
      mayRestartHost: () => this.#underWay === 0,
    });
    this.status = this.#connection.status;
  }

  /** The talk of this make of boards on a new line. */
  protected abstract makeBus(wire: LockerWire, boards: readonly Board[]): LockerBus;

  start(): void {
    this.#connection.start();
  }

  stop(): Promise<void> {
    return this.#connection.stop();
  }

  openCell(opening: Opening, signal: AbortSignal): Promise<Completion> {
    return this.#openings.once(opening.commandId, {}, (mine) =>
      this.#turns.run(() => this.#open(mine, opening, signal)),
    );
  }

  async lookUpOpening(opening: Opening): Promise<Completion> {
    const known = this.#openings.find(opening.commandId);
    if (known && !known.completion) return notKnown(null, { running: true });
    if (known?.completion && known.completion.effect !== 'unknown') return known.completion;
    if (!this.#cells.has(opening)) return notKnown(lockerFault('no_such_cell'));
    const door = await this.#readDoor(opening);
    if (door === 'unknown') return known?.completion ?? notKnown(lockerFault('no_answer'));
    if (door === 'closed') return notKnown(null, { door });
    const completion = done({ door });
    if (known) known.completion = completion;
    return completion;
  }

  /* ---- opening ---- */

  async #open(mine: RememberedCommand, cell: CellAddress, signal: AbortSignal): Promise<Completion> {
    if (!this.#cells.has(cell)) return notDone(lockerFault('no_such_cell'));
    const before = await this.#readDoor(cell);
    const bus = this.#bus;
    if (before === 'unknown' || !bus) return notDone(lockerFault('no_answer'));
    if (before === 'open') return done({ door: 'open', alreadyOpen: true });
    if (signal.aborted) return notDone(lockerFault('cancelled'));
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
      // It was closed before the command, so whatever said "open" since then is a proof.
      if (this.#cells.wasOpenSince(cell, sentAtMs)) return done({ door: 'open' });
      await pause(clock, Math.max(0, look * lookAfterMs - sinceSentMs()), this.#connection.stopping);
      const door = await this.#readDoor(cell);
      if (door !== 'closed') continue;
      closedSinceMs ??= sinceSentMs();
      closedLooks += 1;
      if (closedLooks === looksAtClosedDoor) break;
    }
    if (this.#cells.wasOpenSince(cell, sentAtMs)) return done({ door: 'open' });
    const stayedClosed = closedLooks === looksAtClosedDoor && (closedSinceMs ?? 0) <= firstLookWithinMs;
    if (stayedClosed) return notDone(lockerFault('lock_stuck'), { door: 'closed' });
    return notKnown(lockerFault('door_not_told'), closedSinceMs === null ? {} : { door: 'closed' });
  }

  /** Asks twice: a question may be repeated, an opening may not. */
  async #readDoor(cell: CellAddress): Promise<'closed' | 'open' | 'unknown'> {
    for (let attempt = 1; attempt <= 2; attempt++) {
      if (!(await this.#bus?.askCell(cell))) continue;
      const door = this.#cells.doorOf(cell);
      if (door !== 'unknown') return door;
    }
    return 'unknown';
  }

  /* ---- the line ---- */

  async #serve(line: ByteLine, signal: AbortSignal): Promise<void> {
    const { clock, replyDeadlineMs, boards } = this.#options;
    const onTold = (cells: readonly ToldCell[]) => this.#take(cells);
    const bus = this.makeBus({ line, clock, replyDeadlineMs, onTold }, boards);
    this.#boards = boards.map(({ address }) => ({
      address,
      silent: true,
      askedAtMs: Number.NEGATIVE_INFINITY,
    }));
    let answering = await this.#pollBoards(bus, signal);
    if (answering) this.#bus = bus;
    while (answering && !signal.aborted) {
      this.#publish(this.#onlineStatus());
      await this.#pauseBetweenRounds(signal);
      if (!signal.aborted) answering = await this.#pollBoards(bus, signal);
    }
    this.#bus = null;
    this.#cells.forgetAll();
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
      const { address } = board;
      const first = await bus.askBoard(address);
      // Two boards at once do not fall silent: then it is the line, and the rest need not be asked.
      if (!first && fellSilent && !board.silent) return false;
      const again = async () => (await bus.askBoard(address)) || null;
      const answers = first || (!knownSilent && (await this.#connection.askAgain(again, signal)) !== null);
      fellSilent ||= !answers && !board.silent;
      board.silent = !answers;
      if (!answers) this.#cells.forgetBoard(address);
    }
    return this.#boards.some(({ silent }) => !silent);
  }

  /** Ends early when a door opens in between, so that its closing is seen soon. */
  async #pauseBetweenRounds(signal: AbortSignal): Promise<void> {
    const { clock, pollIntervalMs, fastPollIntervalMs } = this.#options;
    if (this.#cells.anyOpen) {
      await pause(clock, fastPollIntervalMs, signal);
      return;
    }
    const doorOpened = new AbortController();
    const unsubscribe = this.status.subscribe(() => {
      if (this.#cells.anyOpen) doorOpened.abort();
    });
    await pause(clock, pollIntervalMs, AbortSignal.any([signal, doorOpened.signal]));
    unsubscribe();
  }

  #take(told: readonly ToldCell[]): void {
    for (const { board, cell, reading } of told) this.#cells.note({ board, cell }, reading);
    // Before the first round over the boards not everything is known.
    if (this.#bus) this.#publish(this.#onlineStatus());
  }

  #onlineStatus(): Pick<PickupLockerStatus, 'state' | 'fault'> {
    const silent = this.#boards.filter((board) => board.silent);
    if (silent.length > 0) {
      const vendorCode = `board ${silent.map(({ address }) => address).join(', ')}`;
      return { state: 'online', fault: lockerFault('board_silent', vendorCode) };
    }
    const { unknownCode } = this.#cells;
    if (unknownCode) return { state: 'online', fault: lockerFault('unknown_code', unknownCode) };
    const { cells, longestMs } = this.#cells.leftOpen;
    if (cells.length === 0) return onlineStatus;
    const fault = lockerFault(
      'door_left_open',
      cells.map(({ board, cell }) => `${board}/${cell}`).join(', '),
    );
    const isLong = longestMs >= 2 * this.#options.leftOpenAlarmMs;
    return { state: 'online', fault: { ...fault, nextAct: isLong ? 'attendant' : fault.nextAct } };
  }

  #publish(head: Pick<PickupLockerStatus, 'state' | 'fault'>): void {
    this.#connection.publish({ state: head.state, fault: head.fault, ...this.#cells.view });
  }
}
