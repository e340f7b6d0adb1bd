import QRCode from 'qrcode/lib/core/qrcode.js';
import type { DecodedPiece } from './command-decoder.ts';
import { type Align, concatenate, type PrinterCommand, type QrErrorLevel } from './commands.ts';
import { decodeInFont } from './gb18030.ts';
import { slipWidthDots } from './layout.ts';
import type { PaperBlock, PaperRun } from './paper.ts';
import { characterHeightDots, characterWidthDots } from './raster.ts';

/** What a command makes the unit do, in order. */
export type PrinterAct =
  | { kind: 'print'; block: PaperBlock }
  | { kind: 'cut' }
  | { kind: 'reset' }
  | { kind: 'set_automatic_status'; mask: number }
  | { kind: 'answer_process_id'; processId: string }
  | { kind: 'answer_counter'; counter: number };

interface Modes {
  align: Align;
  bold: boolean;
  widthFactor: number;
  heightFactor: number;
  chinese: boolean;
  spacingDots: number;
  qrModuleDots: number;
  qrErrorLevel: QrErrorLevel;
}

const defaultModes: Modes = {
  align: 'left',
  bold: false,
  widthFactor: 1,
  heightFactor: 1,
  chinese: true,
  spacingDots: 30,
  qrModuleDots: 3,
  qrErrorLevel: 'L',
};

const lineBufferBytes = 4096;

type RawRun = Omit<PaperRun, 'text'> & { chinese: boolean; bytes: Uint8Array };

/** Turns the commands of a stream into what happens on paper, keeping the unit's modes and line buffer. */
export class PrintInterpreter {
  #modes = { ...defaultModes };
  #runs: RawRun[] = [];
  #qrData = new Uint8Array(0);

  /** Power-on state. */
  reset(): void {
    this.#modes = { ...defaultModes };
    this.#runs = [];
    this.#qrData = new Uint8Array(0);
  }

  interpret(piece: DecodedPiece): PrinterAct[] {
    switch (piece.name) {
      case 'text':
        this.#addText(piece.bytes);
        // A full line buffer prints without a line feed, as on real units.
        return this.#bufferedBytes() < lineBufferBytes ? [] : this.#flush();
      case 'initialize':
        this.reset();
        return [{ kind: 'reset' }];
      case 'line_feed':
        return this.#runs.length > 0 ? this.#flush() : [this.#feed(1)];
      case 'feed_lines': {
        const printed = this.#flush();
        const remaining = piece.lines - (printed.length > 0 ? 1 : 0);
        return remaining > 0 ? [...printed, this.#feed(remaining)] : printed;
      }
      case 'feed_and_cut':
        return [...this.#flush(), { kind: 'cut' }];
      case 'print_raster':
        return [...this.#flush(), this.#raster(piece)];
      case 'qr_print':
        return this.#qrData.length > 0 ? [...this.#flush(), ...this.#qr()] : [];
      case 'request_process_id':
        return [{ kind: 'answer_process_id', processId: piece.processId }];
      case 'request_counter':
        return [{ kind: 'answer_counter', counter: piece.counter }];
      case 'set_automatic_status':
        return [{ kind: 'set_automatic_status', mask: piece.mask }];
      default:
        this.#setMode(piece);
        return [];
    }
  }

  #setMode(command: PrinterCommand): void {
    const modes = this.#modes;
    switch (command.name) {
      case 'set_line_spacing':
        modes.spacingDots = command.dots;
        break;
      case 'set_bold':
        modes.bold = command.on;
        break;
      case 'set_align':
        modes.align = command.align;
        break;
      case 'set_size':
        modes.widthFactor = (command.factors >> 4) + 1;
        modes.heightFactor = (command.factors & 0x0f) + 1;
        break;
      case 'chinese_on':
        modes.chinese = true;
        break;
      case 'chinese_off':
        modes.chinese = false;
        break;
      case 'qr_module_size':
        modes.qrModuleDots = command.dots;
        break;
      case 'qr_error_level':
        modes.qrErrorLevel = command.level;
        break;
      case 'qr_store':
        this.#qrData = Uint8Array.from(command.data);
        break;
      default:
        break;
    }
  }

  #addText(bytes: Uint8Array): void {
    const { bold, widthFactor, heightFactor, chinese } = this.#modes;
    const last = this.#runs.at(-1);
    const same =
      last?.bold === bold &&
      last.widthFactor === widthFactor &&
      last.heightFactor === heightFactor &&
      last.chinese === chinese;
    if (same) last.bytes = concatenate([last.bytes, bytes]);
    else this.#runs.push({ bold, widthFactor, heightFactor, chinese, bytes });
  }

  #bufferedBytes(): number {
    return this.#runs.reduce((total, { bytes }) => total + bytes.length, 0);
  }

  /** Prints the line buffer; what is wider than the paper goes on below, as on real units. */
  #flush(): PrinterAct[] {
    const lines: PaperRun[][] = [[]];
    let usedDots = 0;
    for (const { bytes, chinese, ...style } of this.#runs) {
      const text = chinese ? decodeInFont(bytes) : Buffer.from(bytes).toString('latin1');
      for (const character of text) {
        const widthDots = widthOf(character) * style.widthFactor;
        if (usedDots + widthDots > slipWidthDots) {
          lines.push([]);
          usedDots = 0;
        }
        appendCharacter(lines.at(-1) ?? [], style, character);
        usedDots += widthDots;
      }
    }
    this.#runs = [];
    const { align, spacingDots } = this.#modes;
    return lines
      .filter((runs) => runs.length > 0)
      .map((runs) => {
        const tallest = Math.max(...runs.map(({ heightFactor }) => heightFactor * characterHeightDots));
        return {
          kind: 'print',
          block: { kind: 'line', align, heightDots: Math.max(tallest, spacingDots), runs },
        };
      });
  }

  #feed(lines: number): PrinterAct {
    return { kind: 'print', block: { kind: 'feed', heightDots: lines * this.#modes.spacingDots } };
  }

  #raster({ scale, image }: Extract<PrinterCommand, { name: 'print_raster' }>): PrinterAct {
    const widthFactor = (scale & 1) === 1 ? 2 : 1;
    const heightFactor = (scale & 2) === 2 ? 2 : 1;
    const { align } = this.#modes;
    const heightDots = image.heightDots * heightFactor;
    return { kind: 'print', block: { kind: 'raster', align, heightDots, widthFactor, heightFactor, image } };
  }

  #qr(): PrinterAct[] {
    const data = new TextDecoder().decode(this.#qrData);
    const { align, qrModuleDots: moduleDots, qrErrorLevel: errorLevel } = this.#modes;
    const modules = countModules(data, errorLevel);
    if (modules === null) return [];
    return [
      {
        kind: 'print',
        block: { kind: 'qr', align, heightDots: modules * moduleDots, data, moduleDots, errorLevel },
      },
    ];
  }
}

/** Units print nothing where the data do not fit a code. */
function countModules(data: string, errorCorrectionLevel: QrErrorLevel): number | null {
  try {
    return QRCode.create(data, { errorCorrectionLevel }).modules.size;
  } catch {
    return null;
  }
}

/** Dots at normal size: ASCII is half as wide as everything else. */
export function widthOf(character: string): number {
  return character >= ' ' && character <= '~' ? characterWidthDots : 2 * characterWidthDots;
}

function appendCharacter(runs: PaperRun[], style: Omit<PaperRun, 'text'>, character: string): void {
  const last = runs.at(-1);
  const same =
    last?.bold === style.bold &&
    last.widthFactor === style.widthFactor &&
    last.heightFactor === style.heightFactor;
  if (same) last.text += character;
  else runs.push({ ...style, text: character });
}
