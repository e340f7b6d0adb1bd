import type { Clock } from '../../contract/clock.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { CarriedRequest, CarryFailure, IppCarrier } from '../document-printer/index.ts';
import { bytesOf, type Crossing, hexOf } from './crossing.ts';
import { Recorder } from './recorder.ts';

/** Writes down the bodies that another carrier carries; whatever HTTP adds to them is left out. */
export class RecordingCarrier implements IppCarrier {
  readonly #inner: IppCarrier;
  readonly #recorder: Recorder;
  #lastId = 0;

  constructor(inner: IppCarrier, clock: Clock) {
    this.#inner = inner;
    this.#recorder = new Recorder(clock);
  }

  get crossings(): readonly Crossing[] {
    return this.#recorder.crossings;
  }

  async carry(request: CarriedRequest): Promise<Result<Uint8Array, CarryFailure>> {
    this.#lastId += 1;
    const id = this.#lastId;
    const { body, document } = request;
    this.#recorder.note({
      dir: 'asked',
      id,
      hex: hexOf(body),
      ...(document ? { document: hexOf(document) } : {}),
    });
    const answer = await this.#inner.carry(request);
    this.#recorder.note(
      answer.ok
        ? { dir: 'answered', id, hex: hexOf(answer.value) }
        : { dir: 'not_answered', id, ...answer.error },
    );
    return answer;
  }

  reopen(): void {
    this.#inner.reopen();
  }

  close(): void {
    this.#inner.close();
  }
}

type Asked = Extract<Crossing, { dir: 'asked' }>;

/** Gives every question the recorded answer after the time it took; any other question fails, with both shown. */
export class ReplayCarrier implements IppCarrier {
  readonly #crossings: readonly Crossing[];
  readonly #questions: Asked[];
  readonly #clock: Clock;
  #differing: Error | null = null;

  constructor(crossings: readonly Crossing[], clock: Clock) {
    this.#crossings = crossings;
    this.#questions = crossings.filter((crossing) => crossing.dir === 'asked');
    this.#clock = clock;
  }

  /** Every question was asked. */
  get finished(): boolean {
    return this.#questions.length === 0;
  }

  /** @throws the first question that differs from the recorded one */
  check(): void {
    if (this.#differing) throw this.#differing;
  }

  async carry({ body, document }: CarriedRequest): Promise<Result<Uint8Array, CarryFailure>> {
    const asked = this.#questions.shift();
    const isSame = asked?.hex === hexOf(body) && asked.document === (document && hexOf(document));
    if (!asked || !isSame) {
      this.#differing ??= new Error(
        `recorded "${asked?.hex ?? 'nothing'}", the driver asked "${hexOf(body)}"`,
      );
      return err({ kind: 'unreachable', detail: 'differs from the recording' });
    }
    const answer = this.#crossings.find(
      (crossing) =>
        (crossing.dir === 'answered' || crossing.dir === 'not_answered') && crossing.id === asked.id,
    );
    const afterMs = (answer?.ms ?? asked.ms) - asked.ms;
    if (afterMs > 0) await new Promise<void>((resolve) => this.#clock.after(afterMs, resolve));
    if (answer?.dir === 'answered') return ok(bytesOf(answer.hex));
    if (answer?.dir === 'not_answered') return err({ kind: answer.kind, detail: answer.detail });
    return err({ kind: 'no_answer', detail: 'the recording ends here' });
  }

  reopen(): void {}

  close(): void {}
}
