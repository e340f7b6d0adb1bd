import { codec, type Part, uint16le } from '../codec/index.ts';
import { asciiText, byteAs, byteIn, command, countedData, rasterImage } from './command-parts.ts';

const flag = byteAs([1, true], [0, false]);

/**
 * The ESC/POS commands this room speaks, each declared once: the driver writes them, the simulated
 * unit reads them. Source: Epson's ESC/POS command reference, under the name before each colon.
 */
export const commandParts = {
  /** ESC @: resets the modes, and switches automatic status off. */
  initialize: command([0x1b, 0x40], {}),
  /** ESC 3 */
  set_line_spacing: command([0x1b, 0x33], { dots: byteIn(0, 255) }),
  /** ESC E */
  set_bold: command([0x1b, 0x45], { on: flag }),
  /** ESC a */
  set_align: command([0x1b, 0x61], {
    align: byteAs(
      [0, 'left'],
      [1, 'center'],
      [2, 'right'],
      [0x30, 'left'],
      [0x31, 'center'],
      [0x32, 'right'],
    ),
  }),
  /** GS !: width factor minus 1 in the high nibble, height factor minus 1 in the low one. */
  set_size: command([0x1d, 0x21], { factors: byteIn(0, 0x77) }),
  /** FS & */
  chinese_on: command([0x1c, 0x26], {}),
  /** FS . */
  chinese_off: command([0x1c, 0x2e], {}),
  line_feed: command([0x0a], {}),
  /** ESC d */
  feed_lines: command([0x1b, 0x64], { lines: byteIn(0, 255) }),
  /** GS V 66: feeds to the cutter and cuts, leaving one point. */
  feed_and_cut: command([0x1d, 0x56, 0x42], { dots: byteIn(0, 255) }),
  /** GS v 0 */
  print_raster: command([0x1d, 0x76, 0x30], { scale: byteIn(0, 3), image: rasterImage }),
  /** GS ( k function 165 */
  qr_model: command([0x1d, 0x28, 0x6b, 0x04, 0x00, 0x31, 0x41], {
    model: byteIn(0x31, 0x33),
    reserved: byteIn(0, 0),
  }),
  /** GS ( k function 167 */
  qr_module_size: command([0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x43], { dots: byteIn(1, 16) }),
  /** GS ( k function 169 */
  qr_error_level: command([0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x45], {
    level: byteAs([0x30, 'L'], [0x31, 'M'], [0x32, 'Q'], [0x33, 'H']),
  }),
  /** GS ( k function 180: up to 7089 digits. */
  qr_store: command([0x1d, 0x28, 0x6b], { data: countedData(4, 7092, 0x31, 0x50, 0x30) }),
  /** GS ( k function 181 */
  qr_print: command([0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x51, 0x30], {}),
  /** GS ( H function 48: answered when everything before it was processed. */
  request_process_id: command([0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30], { processId: asciiText(4) }),
  /** GS g 2: answered with the counter's value. */
  request_counter: command([0x1d, 0x67, 0x32, 0x00], { counter: uint16le }),
  /** GS a: bit 0 drawer, 1 online, 2 error, 3 paper; 0 switches off. */
  set_automatic_status: command([0x1d, 0x61], { mask: byteIn(0, 255) }),
  /** DLE EOT n, answered in real time: 1 printer, 2 cause of offline, 3 error, 4 paper. */
  request_status: command([0x10, 0x04], { part: byteAs([1, 1], [2, 2], [3, 3], [4, 4]) }),
  /** DLE ENQ n, obeyed in real time: 1 goes on with the failed line, 2 clears the buffers first. */
  recover: command([0x10, 0x05], { manner: byteAs([1, 'restart_line'], [2, 'clear_buffers']) }),
  /** DLE DC4 function 8, obeyed in real time: clears the receive and the print buffer. */
  clear_buffers: command([0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08], {}),
} as const;

type Parts = typeof commandParts;
type ValueOf<Name extends keyof Parts> = Parts[Name] extends Part<infer Value> ? Value : never;
export type PrinterCommand = { [Name in keyof Parts]: { name: Name } & ValueOf<Name> }[keyof Parts];
export type StatusPart = ValueOf<'request_status'>['part'];
export type QrErrorLevel = ValueOf<'qr_error_level'>['level'];
export type Align = ValueOf<'set_align'>['align'];

/**
 * Cumulative counter of the automatic cutter (GS g 2 with number 178, B2h): Epson's reference gives
 * 178 to 187 to the standard devices; Citizen's CT-S2000 and the TM-H5000II manual name 178 itself.
 */
export const cutCounter = 178;

export function encodeCommand(printerCommand: PrinterCommand): Uint8Array {
  const part = commandParts[printerCommand.name] as Part<object>;
  return codec(part).encode(printerCommand);
}

export function encodeCommands(commands: readonly PrinterCommand[]): Uint8Array {
  return concatenate(commands.map(encodeCommand));
}

export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
