import type { InkEvent } from '../../../contract/device-classes.ts';
import type { PadInk } from '../../../contract/kiosk.ts';
import type { Screen } from '../../../contract/kiosk-screens.ts';
import { personal } from '../../../contract/personal.ts';
import { unreachable } from '../../../contract/result.ts';
import { mostPoints, mostStrokes, type Signature, type StrokePoint } from '../../../contract/signature.ts';
import { Feed } from '../../../link/index.ts';
import type { DeviceClient, DeviceDirectory } from '../devices/device-directory.ts';

export type PadView = NonNullable<Extract<Screen, { name: 'signature' }>['pad']>;

export interface PadSigningOptions {
  devices: DeviceDirectory;
  /** Aborts when the screen is left: the ink is erased, and the pad wipes itself. */
  signal: AbortSignal;
  onChange: (view: PadView) => void;
  /** Somebody writes. */
  onInk: () => void;
  onWatchFailed: (error: unknown) => void;
}

/** Null where no pad is configured, or none is well. */
export function startPadSigning(options: PadSigningOptions): PadSigning | null {
  const { devices } = options;
  const client = devices.client('signature-pad');
  const pad = devices.status('signature-pad')?.pad;
  return client && pad && devices.isOnline('signature-pad')
    ? new PadSigning(client, pad.aspectRatio, options)
    : null;
}

/**
 * A signature on the pad while its screen is shown. The ink is kept here, and stays when the pad is
 * lost, so that the window can show it and the person goes on there.
 */
export class PadSigning {
  readonly #client: DeviceClient<'signature-pad'>;
  readonly #aspectRatio: number;
  readonly #options: PadSigningOptions;
  readonly #strokes = personal<StrokePoint[][]>([]);
  readonly #watching = new AbortController();
  /** Counts every change of the strokes; `#blanks` those that voided what was there. */
  readonly #version = new Feed(0);
  #blanks = 0;
  #points = 0;
  /** The person wiped it, and the pad has not yet said that it is blank. */
  #awaitsBlank = false;
  #state: PadView['state'] = 'in_use';
  #told: PadView;

  constructor(client: DeviceClient<'signature-pad'>, aspectRatio: number, options: PadSigningOptions) {
    this.#client = client;
    this.#aspectRatio = aspectRatio;
    this.#options = options;
    this.#told = this.view;
    const { devices, signal } = options;
    const unsubscribe = devices.statuses.subscribe(() => {
      if (!devices.isOnline('signature-pad')) this.#stop('lost');
    });
    signal.addEventListener('abort', () => {
      unsubscribe();
      this.#watching.abort();
      this.#strokes.reveal().length = 0;
      this.#strokes.erase();
    });
    void this.#watch();
  }

  get view(): PadView {
    return { state: this.#state, aspectRatio: this.#aspectRatio, hasInk: this.#points > 0 };
  }

  /** What was written, as it is handed in; null where nothing was. */
  signature(): Signature | null {
    if (this.#points === 0) return null;
    const strokes = this.#strokes
      .reveal()
      .map((stroke) => (stroke.length === 1 ? [...stroke, ...stroke] : [...stroke]));
    return { drawnOn: 'pad', aspectRatio: this.#aspectRatio, strokes };
  }

  /** The ink so far, and then what comes to it. */
  async *follow(signal: AbortSignal | undefined): AsyncGenerator<PadInk, void, void> {
    const left = AbortSignal.any([this.#options.signal, ...(signal ? [signal] : [])]);
    let blanks = -1;
    let place = { stroke: 0, point: 0 };
    for await (const _version of this.#version.follow(left)) {
      if (left.aborted) return;
      const strokes = this.#strokes.reveal();
      const end = endOf(strokes);
      if (blanks === this.#blanks) yield* inkBetween(strokes, place, end);
      else {
        blanks = this.#blanks;
        yield { type: 'all', strokes: strokes.map((stroke) => [...stroke]) };
      }
      place = end;
    }
  }

  clear(): void {
    if (this.#state !== 'in_use') return;
    this.#awaitsBlank = true;
    this.#empty();
    this.#client.clear(undefined, { signal: this.#watching.signal }).catch((error: unknown) => {
      if (!this.#watching.signal.aborted) this.#fail(error);
    });
  }

  /** The person signs on the screen; what was written so far stays for it. */
  leave(): void {
    this.#stop('left');
  }

  async #watch(): Promise<void> {
    const { signal } = this.#watching;
    try {
      for await (const event of await this.#client.watchInk(undefined, { signal })) {
        if (signal.aborted) return;
        this.#take(event);
      }
      this.#stop('lost');
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  #take(event: InkEvent): void {
    switch (event.type) {
      case 'blank':
        this.#awaitsBlank = false;
        this.#empty();
        break;
      case 'ink':
        this.#options.onInk();
        if (!this.#awaitsBlank) this.#add(event.begins, event.points);
        break;
      case 'pen_lifted':
        break;
      default:
        unreachable(event);
    }
  }

  #add(begins: boolean, points: readonly StrokePoint[]): void {
    const strokes = this.#strokes.reveal();
    const isFull = begins && strokes.length >= mostStrokes;
    // One point less than fits, since a mere dot is handed in twice.
    const taken = isFull ? [] : points.slice(0, Math.max(0, mostPoints - mostStrokes - this.#points));
    if (taken.length === 0) return;
    const last = strokes.at(-1);
    if (begins || !last) strokes.push([...taken]);
    else last.push(...taken);
    this.#points += taken.length;
    this.#changed();
  }

  #empty(): void {
    this.#strokes.reveal().length = 0;
    this.#points = 0;
    this.#blanks += 1;
    this.#changed();
  }

  #fail(error: unknown): void {
    this.#options.onWatchFailed(error);
    this.#stop('lost');
  }

  #stop(state: 'lost' | 'left'): void {
    if (this.#state !== 'in_use' || this.#options.signal.aborted) return;
    this.#state = state;
    this.#watching.abort();
    this.#changed();
  }

  #changed(): void {
    this.#version.set(this.#version.value + 1);
    const { state, hasInk } = this.view;
    if (state === this.#told.state && hasInk === this.#told.hasInk) return;
    this.#told = this.view;
    this.#options.onChange(this.view);
  }
}

type Strokes = readonly (readonly StrokePoint[])[];
/** Just before this point of this stroke. */
type Place = { stroke: number; point: number };

function endOf(strokes: Strokes): Place {
  const stroke = Math.max(0, strokes.length - 1);
  return { stroke, point: strokes[stroke]?.length ?? 0 };
}

function* inkBetween(strokes: Strokes, from: Place, to: Place): Generator<PadInk, void, void> {
  for (let stroke = from.stroke; stroke <= to.stroke; stroke++) {
    const begin = stroke === from.stroke ? from.point : 0;
    const points = strokes[stroke]?.slice(begin, stroke === to.stroke ? to.point : undefined) ?? [];
    if (points.length > 0) yield { type: 'more', begins: begin === 0, points };
  }
}
