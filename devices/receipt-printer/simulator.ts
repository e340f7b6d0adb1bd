import { type Clock, systemClock } from '../../contract/clock.ts';
import { unreachable } from '../../contract/result.ts';
import type { DeviceSimulator, SimulatorLine } from '../simulator.ts';
import { CommandDecoder, type DecodedPiece } from './command-decoder.ts';
import { cutCounter, type StatusPart } from './commands.ts';
import { type PrinterAct, PrintInterpreter } from './interpreter.ts';
import type { Paper, PaperBlock } from './paper.ts';
import { RealTimeScanner } from './real-time-scanner.ts';
import { encodeReply, type PrinterReply } from './replies.ts';
import { noConditions, type PrinterConditions, toAutomaticStatus, toRealTimeStatus } from './status.ts';

export interface SimulatedReceiptPrinterOptions {
  clock?: Clock;
  /** Millimetres of paper a second; 0 prints at once. Default 150. */
  speedMmPerS?: number;
  /** `status_only`: a plain unit that knows neither GS ( H nor GS g 2. */
  answers?: 'process_id' | 'status_only';
  /** True for units whose error bits stay until DLE ENQ although the cause is gone. */
  latchesErrors?: boolean;
  onPaperCut?: (paper: Paper) => void;
  onStatusChanged?: (state: SimulatedPrinterState) => void;
}

export interface SimulatedPrinterState {
  powered: boolean;
  paper: 'full' | 'low' | 'out';
  jammed: boolean;
  coverOpen: boolean;
  cutterStuck: boolean;
  /** Survives power failures. */
  cutCount: number;
  /** Lines printed and not yet cut off. */
  linesHanging: number;
}

const dotsPerMm = 8;

/** GS a: drawer, online or not, errors, paper sensors, feed button; the other bits are reserved and switch on nothing. */
const automaticBits = 0x4f;

/** An 80 mm thermal printer with a cutter, on the bytes of ESC/POS. Its state outlives the line and, in part, the power. */
export class SimulatedReceiptPrinter implements DeviceSimulator {
  readonly #options: Required<SimulatedReceiptPrinterOptions>;
  readonly #decoder = new CommandDecoder();
  readonly #interpreter = new PrintInterpreter();
  readonly #realTime = new RealTimeScanner();
  #line: SimulatorLine | undefined;
  #queue: DecodedPiece[] = [];
  #acts: PrinterAct[] = [];
  #cancelPrinting: (() => void) | undefined;
  #hanging: PaperBlock[] = [];
  #hangingDamaged = false;
  #nextPaperId = 1;
  #automaticMask = 0;
  #lastAutomatic = '';
  #linesUntil: { paperEnd: number; jam: number } = { paperEnd: Infinity, jam: Infinity };
  #further: Partial<PrinterConditions> = {};
  #awaitsRecovery: 'jam' | 'cutter' | null = null;
  readonly #state: SimulatedPrinterState = {
    powered: true,
    paper: 'full',
    jammed: false,
    coverOpen: false,
    cutterStuck: false,
    cutCount: 0,
    linesHanging: 0,
  };

  constructor(options: SimulatedReceiptPrinterOptions = {}) {
    this.#options = {
      clock: systemClock,
      speedMmPerS: 150,
      answers: 'process_id',
      latchesErrors: false,
      onPaperCut: () => {},
      onStatusChanged: () => {},
      ...options,
    };
  }

  get state(): SimulatedPrinterState {
    return { ...this.#state, linesHanging: countLines(this.#hanging) };
  }

  attach(line: SimulatorLine): void {
    this.#line = line;
    line.onData((bytes) => this.#receive(bytes));
    line.onClosed(() => {
      if (this.#line === line) this.#line = undefined;
    });
  }

  /* ---- what a person does to it ---- */

  setPaper(paper: SimulatedPrinterState['paper']): void {
    this.#state.paper = paper;
    this.#linesUntil.paperEnd = Infinity;
    this.#changed();
  }

  /** The roll ends after so many more lines; 0: now. */
  endPaperAfter(lines: number): void {
    this.#linesUntil.paperEnd = lines;
    if (lines === 0) this.setPaper('out');
  }

  setCover(open: boolean): void {
    this.#state.coverOpen = open;
    this.#changed();
  }

  /** Paper jams after so many more lines; 0: now. */
  jam(afterLines = 0): void {
    this.#linesUntil.jam = afterLines;
    if (afterLines === 0) this.#stopByJam();
  }

  /** The jam is removed. The unit goes on with the failed line when it is told to recover. */
  clearJam(): void {
    this.#state.jammed = false;
    this.#changed();
  }

  /** The cutter does not move: the next cut fails. */
  setCutterStuck(stuck: boolean): void {
    this.#state.cutterStuck = stuck;
    this.#changed();
  }

  /** From now on as a unit that knows more or less of the questions. */
  setAnswers(answers: 'process_id' | 'status_only'): void {
    this.#options.answers = answers;
  }

  /** Further bits it shows, of causes that are not played. */
  showFurther(conditions: Partial<PrinterConditions>): void {
    this.#further = conditions;
    this.#changed();
  }

  /** Without power everything received and not yet printed is lost. */
  setPower(on: boolean): void {
    if (this.#state.powered === on) return;
    this.#state.powered = on;
    if (!on) {
      this.#dropBuffers();
      this.#decoder.reset();
      this.#realTime.reset();
      this.#awaitsRecovery = null;
      this.#automaticMask = 0;
    }
    this.#changed();
  }

  /* ---- the line ---- */

  #receive(bytes: Uint8Array): void {
    if (!this.#state.powered) return;
    for (const { before, command } of this.#realTime.split(bytes)) {
      this.#queue.push(...this.#decoder.push(before));
      if (command?.name === 'request_status') this.#answerStatus(command.part);
      else if (command?.name === 'recover') this.#recover(command.manner);
      else if (command?.name === 'clear_buffers') this.#clearBuffers();
    }
    this.#work();
  }

  #answerStatus(part: StatusPart): void {
    this.#reply({ kind: 'status', byte: toRealTimeStatus(this.#conditions(), part) });
  }

  #recover(manner: 'restart_line' | 'clear_buffers'): void {
    if (!this.#awaitsRecovery) return;
    if (manner === 'clear_buffers') this.#dropBuffers();
    if (this.#causeRemains()) return;
    this.#awaitsRecovery = null;
    this.#changed();
  }

  #clearBuffers(): void {
    this.#dropBuffers();
    this.#decoder.reset();
  }

  #dropBuffers(): void {
    const lost = this.#queue.length > 0 || this.#acts.length > 0 || this.#cancelPrinting !== undefined;
    if (lost && this.#hanging.length > 0) this.#hangingDamaged = true;
    this.#queue = [];
    this.#acts = [];
    this.#cancelPrinting?.();
    this.#cancelPrinting = undefined;
    this.#interpreter.reset();
  }

  #reply(reply: PrinterReply): void {
    this.#line?.send(encodeReply(reply));
  }

  /* ---- the mechanism ---- */

  #conditions(): PrinterConditions {
    const { paper, coverOpen } = this.#state;
    const error = this.#shownError();
    return {
      ...noConditions,
      offline: this.#isStopped(),
      coverOpen,
      paperEnd: paper === 'out',
      paperNearEnd: paper !== 'full',
      mechanicalError: error === 'jam',
      cutterError: error === 'cutter',
      errorOccurred: error !== null,
      waitingForRecovery: this.#awaitsRecovery !== null,
      ...this.#further,
    };
  }

  /** The error bit shown: it falls with the cause, or on some units only when told to recover. */
  #shownError(): 'jam' | 'cutter' | null {
    return this.#options.latchesErrors || this.#causeRemains() ? this.#awaitsRecovery : null;
  }

  #causeRemains(): boolean {
    return this.#awaitsRecovery === 'jam' ? this.#state.jammed : this.#state.cutterStuck;
  }

  #isStopped(): boolean {
    const { powered, paper, coverOpen, jammed } = this.#state;
    return !powered || paper === 'out' || coverOpen || jammed || this.#awaitsRecovery !== null;
  }

  #work(): void {
    while (!this.#isStopped() && !this.#cancelPrinting) {
      const act = this.#acts[0];
      if (act) {
        this.#perform(act);
        continue;
      }
      const piece = this.#queue.shift();
      if (!piece) return;
      this.#acts.push(...this.#interpreter.interpret(piece));
    }
  }

  #perform(act: PrinterAct): void {
    if (act.kind === 'print') {
      this.#print(act.block);
      return;
    }
    if (act.kind === 'cut' && this.#state.cutterStuck) {
      this.#awaitsRecovery = 'cutter';
      this.#changed();
      return;
    }
    // Taken off before it acts: what it sends may bring the next bytes in at once.
    this.#acts.shift();
    switch (act.kind) {
      case 'cut':
        this.#cut();
        break;
      case 'reset':
        // Data of another job on uncut paper: that job never got its end.
        if (this.#hanging.length > 0) this.#hangingDamaged = true;
        this.#automaticMask = 0;
        break;
      case 'set_automatic_status':
        this.#automaticMask = act.mask & automaticBits;
        this.#lastAutomatic = '';
        this.#sendAutomaticStatus();
        break;
      case 'answer_process_id':
        if (this.#options.answers === 'status_only') break;
        this.#reply({ kind: 'process_id', processId: act.processId });
        break;
      case 'answer_counter':
        if (this.#options.answers === 'status_only' || act.counter !== cutCounter) break;
        this.#reply({ kind: 'counter', value: this.#state.cutCount });
        break;
      default:
        unreachable(act);
    }
  }

  #print(block: PaperBlock): void {
    const { clock, speedMmPerS } = this.#options;
    const finish = () => {
      this.#cancelPrinting = undefined;
      this.#acts.shift();
      this.#hanging.push(block);
      if (block.kind !== 'feed') this.#countLine();
    };
    if (speedMmPerS === 0) {
      finish();
      return;
    }
    const durationMs = (block.heightDots / dotsPerMm / speedMmPerS) * 1000;
    this.#cancelPrinting = clock.after(durationMs, () => {
      if (this.#isStopped()) {
        // The line on which it stopped is printed again when it goes on.
        this.#cancelPrinting = undefined;
        return;
      }
      finish();
      this.#work();
    });
  }

  #countLine(): void {
    const until = this.#linesUntil;
    until.paperEnd -= 1;
    until.jam -= 1;
    if (until.paperEnd === 0) this.setPaper('out');
    if (until.jam === 0) this.#stopByJam();
  }

  #stopByJam(): void {
    this.#linesUntil.jam = Infinity;
    this.#state.jammed = true;
    this.#awaitsRecovery = 'jam';
    this.#changed();
  }

  #cut(): void {
    this.#state.cutCount += 1;
    const blocks = this.#hanging;
    const paper: Paper = {
      paperId: this.#nextPaperId,
      blocks,
      qrTexts: blocks.flatMap((block) => (block.kind === 'qr' ? [block.data] : [])),
      lines: countLines(blocks),
      complete: !this.#hangingDamaged,
    };
    this.#hanging = [];
    this.#hangingDamaged = false;
    if (paper.lines === 0) return;
    this.#nextPaperId += 1;
    this.#options.onPaperCut(paper);
  }

  #changed(): void {
    this.#sendAutomaticStatus();
    this.#options.onStatusChanged(this.state);
    this.#work();
  }

  #sendAutomaticStatus(): void {
    if (this.#automaticMask === 0 || !this.#state.powered) return;
    const bytes = toAutomaticStatus(this.#conditions());
    if (bytes.join() === this.#lastAutomatic) return;
    this.#lastAutomatic = bytes.join();
    this.#reply({ kind: 'automatic_status', bytes });
  }
}

function countLines(blocks: readonly PaperBlock[]): number {
  return blocks.filter(({ kind }) => kind !== 'feed').length;
}
