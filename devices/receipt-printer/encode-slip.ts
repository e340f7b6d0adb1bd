import QRCode from 'qrcode/lib/core/qrcode.js';
import type { ReceiptDocument } from '../../contract/receipt-document.ts';
import { unreachable } from '../../contract/result.ts';
import { type Align, concatenate, encodeCommands, type PrinterCommand } from './commands.ts';
import { layOut, type SlipLine } from './layout.ts';
import { characterHeightDots, drawLine, lineHeightDots } from './raster.ts';

export interface EncodedSlip {
  bytes: Uint8Array;
  /** Length of paper the slip takes, for estimating how long a unit prints at most. */
  heightDots: number;
}

const largestQrDots = 320;

/** A document as the bytes of one job, from the reset to the cut. Automatic status stays switched on. */
export async function encodeSlip(document: ReceiptDocument): Promise<EncodedSlip> {
  const parts = [
    encodeCommands([
      { name: 'initialize' },
      { name: 'set_automatic_status', mask: 0x0f },
      { name: 'chinese_on' },
      { name: 'set_line_spacing', dots: lineHeightDots },
    ]),
  ];
  let heightDots = 0;
  for (const line of layOut(document)) {
    const encoded = await encodeLine(line);
    parts.push(encoded.bytes);
    heightDots += encoded.heightDots;
  }
  parts.push(
    encodeCommands([
      { name: 'feed_lines', lines: 1 },
      { name: 'feed_and_cut', dots: 0 },
    ]),
  );
  return { bytes: concatenate(parts), heightDots: heightDots + lineHeightDots };
}

async function encodeLine(line: SlipLine): Promise<EncodedSlip> {
  switch (line.kind) {
    case 'text':
      return encodeTextLine(line);
    case 'space':
      return {
        bytes: encodeCommands([{ name: 'feed_lines', lines: line.lines }]),
        heightDots: line.lines * lineHeightDots,
      };
    case 'qr':
      return encodeQr(line.data);
    default:
      return unreachable(line);
  }
}

async function encodeTextLine(line: SlipLine & { kind: 'text' }): Promise<EncodedSlip> {
  const { size } = line;
  const heightDots = characterHeightDots * size + (lineHeightDots - characterHeightDots);
  const own = line.characters.map(({ bytes }) => bytes);
  if (own.includes(null)) {
    const commands: PrinterCommand[] = [
      { name: 'set_align', align: 'left' },
      { name: 'print_raster', scale: 0, image: await drawLine(line) },
    ];
    return { bytes: encodeCommands(commands), heightDots };
  }
  const bytes = concatenate([
    encodeCommands(lineModes(line.align, size, line.bold, heightDots)),
    ...own.filter((part) => part !== null),
    encodeCommands([{ name: 'line_feed' }]),
  ]);
  return { bytes, heightDots };
}

function lineModes(align: Align, size: 1 | 2, bold: boolean, spacingDots: number): PrinterCommand[] {
  return [
    { name: 'set_align', align },
    { name: 'set_size', factors: size === 2 ? 0x11 : 0x00 },
    { name: 'set_bold', on: bold },
    { name: 'set_line_spacing', dots: spacingDots },
  ];
}

function encodeQr(text: string): EncodedSlip {
  const modules = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules.size;
  const moduleDots = Math.max(3, Math.min(8, Math.floor(largestQrDots / modules)));
  const commands: PrinterCommand[] = [
    ...lineModes('center', 1, false, lineHeightDots),
    // White around the code, or scanners do not find it.
    { name: 'feed_lines', lines: 1 },
    { name: 'qr_model', model: 0x32, reserved: 0 },
    { name: 'qr_module_size', dots: moduleDots },
    { name: 'qr_error_level', level: 'M' },
    { name: 'qr_store', data: new TextEncoder().encode(text) },
    { name: 'qr_print' },
    { name: 'line_feed' },
  ];
  return { bytes: encodeCommands(commands), heightDots: modules * moduleDots + 2 * lineHeightDots };
}
