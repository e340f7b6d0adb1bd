import type { BenchState } from '../../../contract/bench.ts';
import { disturbedReports, type LineDisturbance } from '../../disturbance/index.ts';
import { type PenPlace, SimulatedStuPad, type StuModelName } from '../../signature-pad/index.ts';
import { SimulatorOnHidBridge } from '../../simulator-on-hid-bridge.ts';
import { noteFault, type UnitContext } from './unit-context.ts';

/** The signature pad, and the pen in somebody's hand. It speaks in HID reports, over a HID bridge. */
export class SignaturePadUnit {
  /** What its plug carries. */
  readonly simulator: SimulatorOnHidBridge;
  readonly #pad: SimulatedStuPad;
  readonly #context: UnitContext;

  constructor(
    context: UnitContext,
    { model, disturbance }: { model: StuModelName; disturbance: LineDisturbance },
  ) {
    this.#context = context;
    this.#pad = new SimulatedStuPad({
      model,
      onWiped: () => {
        context.ledger.append({ type: 'pad_wiped' });
        context.changed();
      },
      onInkingChanged: () => context.changed(),
    });
    this.simulator = new SimulatorOnHidBridge(disturbedReports(this.#pad, disturbance));
  }

  get state(): BenchState['signaturePad'] {
    const { inking, aspectRatio, clearStuck, ink } = this.#pad;
    return {
      inking,
      aspectRatio,
      stuck: clearStuck,
      ink: ink.map((stroke) => stroke.map((place) => ({ ...place }))),
    };
  }

  movePen(places: readonly PenPlace[]): void {
    for (const place of places) this.#pad.movePen(place);
  }

  liftPen(): void {
    this.#pad.liftPen();
    this.#context.ledger.append({ type: 'pen_lifted', strokesOnPad: this.#pad.ink.length });
    this.#context.changed();
  }

  /** It refuses to be wiped. */
  setStuck(stuck: boolean): void {
    this.#pad.clearStuck = stuck;
    noteFault(this.#context, 'signature-pad', stuck ? 'wiping_stuck' : 'wiping_freed');
  }
}
