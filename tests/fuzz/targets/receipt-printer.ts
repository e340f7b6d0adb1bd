import {
  CommandDecoder,
  type DecodedPiece,
  largestPendingBytes,
} from '../../../devices/receipt-printer/command-decoder.ts';
import { encodeCommands } from '../../../devices/receipt-printer/commands.ts';
import { SimulatedReceiptPrinter } from '../../../devices/receipt-printer/index.ts';
import { encodeReply, type PrinterReply, ReplyScanner } from '../../../devices/receipt-printer/replies.ts';
import { bytesOf, type FuzzTarget, unitTarget } from '../target.ts';

const replies: readonly PrinterReply[] = [
  { kind: 'status', byte: 0x12 },
  { kind: 'automatic_status', bytes: [0x10, 0x00, 0x00, 0x00] },
  { kind: 'process_id', processId: '00Z1' },
  { kind: 'counter', value: 1234 },
];

const slipCommands = [
  encodeCommands([
    { name: 'set_bold', on: true },
    { name: 'set_align', align: 'center' },
  ]),
  Uint8Array.of(...bytesOf('ABC 1'), 0x0a),
  encodeCommands([
    { name: 'qr_module_size', dots: 4 },
    { name: 'qr_store', data: bytesOf('budayang:1') },
    { name: 'qr_print' },
  ]),
  encodeCommands([
    {
      name: 'print_raster',
      scale: 0,
      image: { widthBytes: 2, heightDots: 2, data: Uint8Array.of(0xff, 0, 0, 0xff) },
    },
  ]),
];

export const receiptPrinterTargets: readonly FuzzTarget[] = [
  {
    name: 'receipt-printer replies',
    goodFrames: replies.map((reply) => ({ bytes: encodeReply(reply), message: JSON.stringify(reply) })),
    maxPending: 16,
    make() {
      const scanner = new ReplyScanner();
      return {
        push: (bytes) => scanner.push(bytes).map((reply) => JSON.stringify(reply)),
        fallSilent: () => [],
        get pending() {
          return scanner.pendingBytes;
        },
      };
    },
  },
  {
    name: 'receipt-printer commands',
    goodFrames: [
      { bytes: encodeCommands([{ name: 'initialize' }]), message: 'initialize' },
      { bytes: encodeCommands([{ name: 'feed_and_cut', dots: 0 }]), message: 'feed_and_cut' },
    ],
    seeds: slipCommands,
    maxPending: largestPendingBytes,
    make() {
      const decoder = new CommandDecoder();
      return {
        push: (bytes) => decoder.push(bytes).map(({ name }) => name),
        // A unit that waits for the rest of a block gets zeros from the driver until it has it.
        fallSilent: () => {
          const flush = new Uint8Array(1024);
          const found: DecodedPiece[] = [];
          while (decoder.pendingBytes > 0) found.push(...decoder.push(flush));
          return found.map(({ name }) => name);
        },
        get pending() {
          return decoder.pendingBytes;
        },
      };
    },
  },
  unitTarget('receipt-printer unit', {
    makeUnit: (clock) => new SimulatedReceiptPrinter({ clock, speedMmPerS: 0 }),
    // Answered at reception, also in the middle of a picture.
    questions: [encodeCommands([{ name: 'request_status', part: 1 }])],
    commands: [
      ...slipCommands,
      encodeCommands([{ name: 'request_process_id', processId: '00Z1' }]),
      encodeCommands([{ name: 'feed_and_cut', dots: 0 }]),
    ],
    flushBytes: 0,
  }),
];
