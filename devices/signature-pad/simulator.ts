import { type Clock, systemClock } from '../../contract/clock.ts';
import type { ReportSimulator, ReportSimulatorLine } from '../simulator.ts';
import {
  decodeStuReport,
  encodeStuPenReport,
  type StuPenReport,
  stuPenOption,
  stuReports,
  stuStatusCode,
} from './stu-codec.ts';
import { type StuModel, type StuModelName, stuModels } from './stu-models.ts';

export interface SimulatedStuPadOptions {
  model?: StuModelName;
  clock?: Clock;
  /** Its screen was cleared, whether there was ink on it or not. */
  onWiped?: () => void;
  onInkingChanged?: () => void;
}

/** Where a hand holds the pen: shares of the field, and of the strongest pressure. */
export interface PenPlace {
  x: number;
  y: number;
  pressure: number;
}

const commandResult = { done: 0x00, unknownReport: 0x01, notInThisState: 0x02 } as const;
const inkThreshold = { on: 21, off: 16 };

/** A pad of the STU family with a pen somebody holds. Ink stays on its screen until it is cleared. */
export class SimulatedStuPad implements ReportSimulator {
  readonly #model: StuModel;
  readonly #clock: Clock;
  readonly #onWiped: () => void;
  readonly #onInkingChanged: () => void;
  #line: ReportSimulatorLine | null = null;
  #statusCode: number = stuStatusCode.ready;
  #lastResult: number = commandResult.done;
  #inking = true;
  #penOption: number = stuPenOption.none;
  #sequenceNumber = 0;
  #ink: PenPlace[][] = [];
  #inkDown = false;
  /** Works on, and never clears its screen. */
  clearStuck = false;

  constructor({
    model = 'stu-430',
    clock = systemClock,
    onWiped,
    onInkingChanged,
  }: SimulatedStuPadOptions = {}) {
    this.#model = stuModels[model];
    this.#clock = clock;
    this.#onWiped = onWiped ?? (() => {});
    this.#onInkingChanged = onInkingChanged ?? (() => {});
  }

  /** What a passer-by can see on the unit. */
  get ink(): readonly (readonly PenPlace[])[] {
    return this.#ink;
  }

  get inking(): boolean {
    return this.#inking;
  }

  get aspectRatio(): number {
    const { maxX, maxY } = this.#model.capability;
    return maxX / maxY;
  }

  /** Says this status from now on, as after a fault. */
  sayStatus(statusCode: number): void {
    this.#statusCode = statusCode;
  }

  /** The pen touches or moves; pressure 0 hovers. */
  movePen(place: PenPlace): void {
    const { maxX, maxY, maxPressure } = this.#model.capability;
    const pressure = Math.round(place.pressure * maxPressure);
    this.#draw(place, pressure);
    this.#send({
      near: true,
      switches: pressure > 0 ? 1 : 0,
      pressure,
      x: Math.round(place.x * maxX),
      y: Math.round(place.y * maxY),
    });
  }

  /** The pen goes away. */
  liftPen(): void {
    this.#inkDown = false;
    this.#send({ near: false, switches: 0, pressure: 0, x: 0, y: 0 });
  }

  write(strokes: readonly (readonly PenPlace[])[]): void {
    for (const stroke of strokes) {
      for (const place of stroke) this.movePen(place);
      this.liftPen();
    }
  }

  attach(line: ReportSimulatorLine): void {
    this.#line = line;
    line.onClosed(() => {
      if (this.#line === line) this.#line = null;
    });
    line.onFeatureReport((report) => this.#obey(report));
    line.onFeatureRequest((reportId) => this.#answer(reportId));
  }

  #draw(place: PenPlace, pressure: number): void {
    const mark = this.#inkDown ? inkThreshold.off : inkThreshold.on;
    const isDown = pressure >= mark;
    if (isDown && this.#inking) {
      if (!this.#inkDown) this.#ink.push([]);
      this.#ink.at(-1)?.push(place);
    }
    this.#inkDown = isDown && this.#inking;
  }

  #send(pen: Omit<StuPenReport, 'timeCount' | 'sequenceNumber'>): void {
    const option = this.#penOption;
    const withTime = option === stuPenOption.timeCount || option === stuPenOption.timeAndSequence;
    const withSequence = option === stuPenOption.sequenceNumber || option === stuPenOption.timeAndSequence;
    this.#sequenceNumber = (this.#sequenceNumber + 1) % 65_536;
    const timeCount = Math.round(this.#clock.monotonicMs()) % 65_536;
    this.#line?.send(
      encodeStuPenReport({
        ...pen,
        timeCount: withTime ? timeCount : null,
        sequenceNumber: withSequence ? this.#sequenceNumber : null,
      }),
    );
  }

  #answer(reportId: number): Uint8Array | null {
    const { name, capability, penOptions } = this.#model;
    const { information, status, inkingMode, penOptionMode } = stuReports;
    switch (reportId) {
      case status.id:
        return status.body.encode({ statusCode: this.#statusCode, lastResult: this.#lastResult, word: 0 });
      case information.id: {
        const modelName = new Uint8Array(9);
        modelName.set(Buffer.from(name, 'latin1'));
        return information.body.encode({
          modelName,
          firmwareMajor: 1,
          firmwareMinor: 4,
          secureIc: 0,
          secureIcVersion: new Uint8Array(4),
        });
      }
      case stuReports.capability.id:
        return stuReports.capability.body.encode(capability);
      case stuReports.inkThreshold.id:
        return stuReports.inkThreshold.body.encode(inkThreshold);
      case inkingMode.id:
        return inkingMode.body.encode({ value: this.#inking ? 1 : 0 });
      case penOptionMode.id:
        return penOptions.length > 0 ? penOptionMode.body.encode({ value: this.#penOption }) : null;
      default:
        return null;
    }
  }

  #obey(report: Uint8Array): void {
    this.#lastResult = this.#perform(report);
  }

  #perform(report: Uint8Array): number {
    const { reset, endCapture, clearScreen, inkingMode, penOptionMode } = stuReports;
    switch (report[0]) {
      case reset.id:
        this.#statusCode = stuStatusCode.ready;
        this.#inking = true;
        this.#penOption = stuPenOption.none;
        this.#clear();
        return commandResult.done;
      case endCapture.id:
        if (this.#statusCode !== stuStatusCode.capture) return commandResult.notInThisState;
        this.#statusCode = stuStatusCode.ready;
        return commandResult.done;
      case clearScreen.id:
        return this.#clearSlowly();
      case inkingMode.id:
        this.#inking = report[1] === 1;
        this.#onInkingChanged();
        return commandResult.done;
      case penOptionMode.id: {
        const wanted = decodeStuReport(penOptionMode, report);
        if (!wanted.ok || !this.#model.penOptions.includes(wanted.value.value))
          return commandResult.unknownReport;
        this.#penOption = wanted.value.value;
        return commandResult.done;
      }
      default:
        return commandResult.unknownReport;
    }
  }

  #clearSlowly(): number {
    if (this.#statusCode !== stuStatusCode.ready || this.clearStuck) return commandResult.notInThisState;
    if (this.#model.clearMs === 0) {
      this.#clear();
      return commandResult.done;
    }
    this.#statusCode = stuStatusCode.image;
    this.#clock.after(this.#model.clearMs, () => {
      this.#statusCode = stuStatusCode.ready;
      this.#clear();
    });
    return commandResult.done;
  }

  #clear(): void {
    this.#ink = [];
    this.#inkDown = false;
    this.#onWiped();
  }
}
