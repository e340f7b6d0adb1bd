import { type Clock, systemClock } from '../../contract/clock.ts';

export type MovePhase = 'feed' | 'present' | 'capture';
export type MoveOutcome =
  | 'moved'
  | 'jam'
  | 'moved_by_hand'
  | 'hopper_empty'
  | 'bin_full'
  | 'no_item'
  | 'failed';

export interface SimulatedBodyOptions {
  clock?: Clock;
  /** Items in the hopper at the start. */
  hopperCount?: number;
  hopperCapacity?: number;
  /** With so many or fewer the low sensor sees it. */
  lowAt?: number;
  binCapacity?: number;
  /** One move of an item. */
  moveMs?: number;
  onItemDispensed?: (itemNumber: number) => void;
  onItemTaken?: (itemNumber: number) => void;
  onItemCaptured?: (itemNumber: number) => void;
  onChanged?: () => void;
}

export interface SimulatedItem {
  /** Running number since the start of the simulation. */
  number: number;
  /** `stuck`: between two sensors, where none sees it. */
  place: 'stuck' | 'inside' | 'gate';
}

/** Hopper, path, gate and bin, and the hands around them; which bytes tell of it is no matter here. */
export class SimulatedBody {
  readonly #options: Required<SimulatedBodyOptions>;
  #hopperCount: number;
  #binCount = 0;
  #item: SimulatedItem | null = null;
  #lastNumber = 0;
  #isJammed = false;
  #jamsAt: MovePhase | null = null;
  #pulledAt: MovePhase | null = null;
  #failsToFeed = false;
  #moving: MovePhase | null = null;
  #cancelMove: () => void = () => {};
  /** Set when a person took the item out; whoever reports it clears it. */
  takenAway = false;

  constructor(options: SimulatedBodyOptions = {}) {
    this.#options = {
      clock: systemClock,
      hopperCount: 100,
      hopperCapacity: 200,
      lowAt: 10,
      binCapacity: 30,
      moveMs: 60,
      onItemDispensed: () => {},
      onItemTaken: () => {},
      onItemCaptured: () => {},
      onChanged: () => {},
      ...options,
    };
    this.#hopperCount = this.#options.hopperCount;
  }

  get hopperCount(): number {
    return this.#hopperCount;
  }

  get hopperLevel(): 'enough' | 'low' | 'empty' {
    if (this.#hopperCount === 0) return 'empty';
    return this.#hopperCount <= this.#options.lowAt ? 'low' : 'enough';
  }

  get binCount(): number {
    return this.#binCount;
  }

  get isBinFull(): boolean {
    return this.#binCount >= this.#options.binCapacity;
  }

  /** So many have left the hopper since the start of the simulation. */
  get itemsFed(): number {
    return this.#lastNumber;
  }

  get item(): SimulatedItem | null {
    return this.#item;
  }

  get isJammed(): boolean {
    return this.#isJammed;
  }

  get moving(): MovePhase | null {
    return this.#moving;
  }

  /* ---- hands ---- */

  /** False when the hopper does not hold so many more. */
  putIn(count: number): boolean {
    if (this.#hopperCount + count > this.#options.hopperCapacity) return false;
    this.#hopperCount += count;
    this.#options.onChanged();
    return true;
  }

  /** A technician has so many items in the hopper now. */
  setHopper(count: number): void {
    this.#hopperCount = count;
    this.#options.onChanged();
  }

  /** A person takes the item out of the gate; false when there is none. */
  takeFromGate(): boolean {
    if (this.#item?.place !== 'gate') return false;
    this.#pullOut(this.#item.number);
    this.#options.onChanged();
    return true;
  }

  /** The next move of this phase jams. */
  jamAt(phase: MovePhase): void {
    this.#jamsAt = phase;
  }

  /** A hand pulls the item out during the next move of this phase. */
  pullAt(phase: MovePhase): void {
    this.#pulledAt = phase;
  }

  /** The next feed takes nothing out of the hopper. */
  failToFeed(): void {
    this.#failsToFeed = true;
  }

  /** A technician opens the unit and takes out what hangs in it. */
  clearJam(): void {
    this.#isJammed = false;
    this.#jamsAt = null;
    if (this.#item?.place === 'stuck') this.#item = null;
    this.#options.onChanged();
  }

  emptyBin(): void {
    this.#binCount = 0;
    this.#options.onChanged();
  }

  /** What the unit's own counter is told. */
  setBinCount(count: number): void {
    this.#binCount = count;
    this.#options.onChanged();
  }

  /* ---- motors ---- */

  /** From the hopper to inside. */
  feed(onEnd: (outcome: MoveOutcome) => void): void {
    this.#move('feed', onEnd, () => {
      if (this.#item) return 'moved';
      if (this.#hopperCount === 0) return 'hopper_empty';
      if (this.#failsToFeed) {
        this.#failsToFeed = false;
        return 'failed';
      }
      this.#hopperCount -= 1;
      this.#lastNumber += 1;
      this.#item = { number: this.#lastNumber, place: 'stuck' };
      if (this.#isJammedIn('feed')) return 'jam';
      this.#item = { number: this.#lastNumber, place: 'inside' };
      return 'moved';
    });
  }

  /** From inside to the gate, or through it. */
  present(to: 'gate' | 'out', onEnd: (outcome: MoveOutcome) => void): void {
    this.#move('present', onEnd, () => {
      if (!this.#item) return 'no_item';
      const { number, place } = this.#item;
      if (place === 'gate' && to === 'gate') return 'moved';
      if (this.#isJammedIn('present')) {
        this.#item = { number, place: 'stuck' };
        return 'jam';
      }
      if (place !== 'gate') this.#options.onItemDispensed(number);
      if (this.#pulledAt === 'present') {
        this.#pulledAt = null;
        this.#pullOut(number);
        return 'moved_by_hand';
      }
      if (to === 'out') this.#pullOut(number);
      else this.#item = { number, place: 'gate' };
      return 'moved';
    });
  }

  capture(onEnd: (outcome: MoveOutcome) => void): void {
    this.#move('capture', onEnd, () => {
      if (!this.#item) return 'no_item';
      const { number, place } = this.#item;
      if (this.#pulledAt === 'capture' && place === 'gate') {
        this.#pulledAt = null;
        this.#pullOut(number);
        return 'moved_by_hand';
      }
      if (this.isBinFull) return 'bin_full';
      if (this.#isJammedIn('capture')) {
        this.#item = { number, place: 'stuck' };
        return 'jam';
      }
      this.#drop(number);
      return 'moved';
    });
  }

  /** The unit pulls everything back by itself, also what was jammed. */
  recallAll(): boolean {
    this.#isJammed = false;
    const number = this.#item?.number;
    if (number !== undefined) this.#drop(number);
    this.#options.onChanged();
    return number !== undefined;
  }

  #move(phase: MovePhase, onEnd: (outcome: MoveOutcome) => void, act: () => MoveOutcome): void {
    this.#moving = phase;
    this.#options.onChanged();
    this.#cancelMove = this.#options.clock.after(this.#options.moveMs, () => {
      this.#moving = null;
      const outcome = this.#isJammed ? 'jam' : act();
      if (outcome === 'jam') this.#isJammed = true;
      this.#options.onChanged();
      onEnd(outcome);
    });
  }

  /** The power went: the motor stands still where it is, and nobody is told of an end. */
  powerOff(): void {
    this.#cancelMove();
    this.#moving = null;
    this.#options.onChanged();
  }

  #isJammedIn(phase: MovePhase): boolean {
    if (this.#jamsAt !== phase) return false;
    this.#jamsAt = null;
    return true;
  }

  #pullOut(number: number): void {
    this.#item = null;
    this.takenAway = true;
    this.#options.onItemTaken(number);
  }

  #drop(number: number): void {
    this.#item = null;
    this.#binCount += 1;
    this.#options.onItemCaptured(number);
  }
}
