import type { BenchState } from '../../../contract/bench.ts';
import { type Paper, SimulatedReceiptPrinter } from '../../receipt-printer/index.ts';
import { noteFault, type UnitContext } from './unit-context.ts';

/** The printer, its slot, and every paper that came out of it. */
export class PrinterUnit {
  readonly simulator: SimulatedReceiptPrinter;
  readonly #context: UnitContext;
  readonly #papers = new Map<number, Paper>();
  #inSlot: number[] = [];

  constructor(context: UnitContext, options: { speedMmPerS: number }) {
    this.#context = context;
    this.simulator = new SimulatedReceiptPrinter({
      speedMmPerS: options.speedMmPerS,
      onPaperCut: (paper) => this.#fall(paper),
      onStatusChanged: () => context.changed(),
    });
  }

  get state(): BenchState['printer'] {
    const { paper, jammed, coverOpen } = this.simulator.state;
    return { paper, jammed, coverOpen, papersInSlot: [...this.#inSlot], papers: [...this.#papers.keys()] };
  }

  findPaper(paperId: number): Paper | null {
    return this.#papers.get(paperId) ?? null;
  }

  /** A person takes everything that lies in the slot. */
  takePaper(): void {
    for (const paperId of this.#inSlot) this.#context.ledger.append({ type: 'paper_taken', paperId });
    this.#inSlot = [];
    this.#context.changed();
  }

  setPaper(paper: 'full' | 'low' | 'out'): void {
    this.simulator.setPaper(paper);
    this.#note(`paper_${paper}`);
  }

  endPaperAfter(lines: number): void {
    this.simulator.endPaperAfter(lines);
    this.#note(`paper_ends_after_${lines}_lines`);
  }

  jam(): void {
    this.simulator.jam();
    this.#note('jammed');
  }

  clearJam(): void {
    this.simulator.clearJam();
    this.#note('jam_cleared');
  }

  setPower(on: boolean): void {
    this.simulator.setPower(on);
    this.#note(on ? 'power_on' : 'power_off');
  }

  setCover(open: boolean): void {
    this.simulator.setCover(open);
    this.#note(open ? 'cover_opened' : 'cover_closed');
  }

  #fall(paper: Paper): void {
    const { paperId, qrTexts, lines, complete } = paper;
    this.#papers.set(paperId, paper);
    this.#inSlot.push(paperId);
    this.#context.ledger.append({ type: 'paper_cut', paperId, qrTexts: [...qrTexts], lines, complete });
    this.#context.changed();
  }

  #note(fault: string): void {
    noteFault(this.#context, 'receipt-printer', fault);
  }
}
