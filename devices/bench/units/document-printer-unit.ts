import type { BenchState } from '../../../contract/bench.ts';
import { type PrintedDocument, SimulatedDocumentPrinter } from '../../document-printer/index.ts';
import { noteFault, type UnitContext } from './unit-context.ts';

/** The A4 printer, its trays, and every document that came out of it. */
export class DocumentPrinterUnit {
  readonly simulator: SimulatedDocumentPrinter;
  readonly #context: UnitContext;
  readonly #documents = new Map<number, PrintedDocument>();

  constructor(context: UnitContext, options: { sheetMs: number }) {
    this.#context = context;
    this.simulator = new SimulatedDocumentPrinter({
      sheetMs: options.sheetMs,
      onSheetsOut: (document) => this.#keep(document),
      onStateChanged: () => context.changed(),
    });
  }

  get state(): BenchState['documentPrinter'] {
    const { sheetsInTray, sheetsInOutput, jammed, doorOpen } = this.simulator.state;
    return { sheetsInTray, sheetsInOutput, jammed, doorOpen, documents: [...this.#documents.keys()] };
  }

  findPdf(documentId: number): Uint8Array | null {
    return this.#documents.get(documentId)?.pdf ?? null;
  }

  /** A person takes everything that lies in the output. */
  takeSheets(): void {
    const sheets = this.simulator.takeSheets();
    if (sheets === 0) return;
    this.#context.ledger.append({ type: 'sheets_taken', sheets });
    this.#context.changed();
  }

  setPaper(sheets: number): void {
    this.simulator.setPaper(sheets);
    this.#note(`tray_holds_${sheets}_sheets`);
  }

  jam(afterSheets: number): void {
    this.simulator.jam(afterSheets);
    this.#note(afterSheets === 0 ? 'jammed' : `jams_after_${afterSheets}_sheets`);
  }

  clearJam(): void {
    this.simulator.clearJam();
    this.#note('jam_cleared');
  }

  /** Off and on again: its jobs are gone. */
  restart(): void {
    this.simulator.restart();
    this.#note('restarted');
  }

  setDoor(open: boolean): void {
    this.simulator.setDoor(open);
    this.#note(open ? 'cover_opened' : 'cover_closed');
  }

  #keep(document: PrintedDocument): void {
    const { documentId, jobName, sheets, complete } = document;
    this.#documents.set(documentId, document);
    this.#context.ledger.append({ type: 'sheets_out', documentId, jobName, sheets, complete });
    this.#context.changed();
  }

  #note(fault: string): void {
    noteFault(this.#context, 'document-printer', fault);
  }
}
