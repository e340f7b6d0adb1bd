import { systemClock } from '../../contract/clock.ts';
import { inkEventSchema } from '../../contract/device-classes.ts';
import { CodeFramer, longestCode } from '../../devices/code-scanner/code-framer.ts';
import { decodeCode } from '../../devices/code-scanner/decode-code.ts';
import { triggerCommands } from '../../devices/code-scanner/trigger-commands.ts';
import { FrameScanner, type FrameShape } from '../../devices/codec/index.ts';
import { decodeResidentRecord, encodeResidentRecord } from '../../devices/id-card-reader/resident-record.ts';
import {
  samCommands,
  samReply,
  samReplyShape,
  samRequest,
  samRequestShape,
  textAndPhoto,
} from '../../devices/id-card-reader/sam-frame-codec.ts';
import {
  boardReport,
  lockReport,
  openRequest,
  readRequest,
  replyShape,
  requestShape,
} from '../../devices/pickup-locker/board-8a-codec.ts';
import {
  CommandDecoder,
  type DecodedPiece,
  largestPendingBytes,
} from '../../devices/receipt-printer/command-decoder.ts';
import { encodeCommands } from '../../devices/receipt-printer/commands.ts';
import { encodeReply, type PrinterReply, ReplyScanner } from '../../devices/receipt-printer/replies.ts';
import { InkTracker } from '../../devices/signature-pad/ink-tracker.ts';
import { describePad, statusOfStu } from '../../devices/signature-pad/status.ts';
import {
  decodeStuPenReport,
  decodeStuReport,
  encodeStuPenReport,
  type StuInformation,
  type StuPenReport,
  stuReports,
} from '../../devices/signature-pad/stu-codec.ts';
import { stuModels } from '../../devices/signature-pad/stu-models.ts';
import { hidBridgeFrame, hidBridgeFrameKind, hidBridgeShape } from '../../devices/transport/index.ts';
import { fictionalPeople } from '../../fixtures/index.ts';

/** A stream decoder under test; messages are told as text so that they can be compared. */
export interface Decoder {
  push(bytes: Uint8Array): string[];
  /** What the driver does after a silence on the line, and the messages that ends. */
  fallSilent(): string[];
  readonly pendingBytes: number;
}

export interface FuzzTarget {
  name: string;
  /** Frames a unit may send, and what the decoder must make of each. */
  goodFrames: readonly { bytes: Uint8Array; message: string }[];
  maxPendingBytes: number;
  make(): Decoder;
}

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'utf8'));

function frameTarget(
  name: string,
  shape: FrameShape,
  frames: readonly Uint8Array[],
  /** Everything the driver decodes of a frame; what it throws is a crash. */
  decode: (frame: Uint8Array) => void,
): FuzzTarget {
  return {
    name,
    goodFrames: frames.map((bytes) => ({ bytes, message: hexOf(bytes) })),
    maxPendingBytes: shape.maxLength,
    make() {
      const scanner = new FrameScanner(shape);
      const told = (found: Uint8Array[]) =>
        found.map((frame) => {
          decode(frame);
          return hexOf(frame);
        });
      return {
        push: (bytes) => told(scanner.push(bytes)),
        fallSilent: () => told(scanner.abandon()),
        get pendingBytes() {
          return scanner.pendingBytes;
        },
      };
    },
  };
}

function codeTarget(family: keyof typeof triggerCommands, suffix: 'cr' | 'none'): FuzzTarget {
  const codes = ['A1', 'https://city.example/code/1', '示例编码-0001'];
  return {
    name: `code-scanner ${family} suffix ${suffix}`,
    goodFrames: codes.map((code) => ({
      bytes: bytesOf(suffix === 'cr' ? `${code}\r` : code),
      message: code,
    })),
    maxPendingBytes: longestCode,
    make() {
      const framer = new CodeFramer(suffix, triggerCommands[family]);
      const told = (found: Uint8Array[]) => found.map((bytes) => decodeCode(bytes).text);
      return {
        push: (bytes) => told(framer.push(bytes).codes),
        fallSilent: () => told(framer.flush()),
        get pendingBytes() {
          return framer.pendingBytes;
        },
      };
    },
  };
}

const printerReplies: readonly PrinterReply[] = [
  { kind: 'status', byte: 0x12 },
  { kind: 'automatic_status', bytes: [0x10, 0x00, 0x00, 0x00] },
  { kind: 'process_id', processId: '00Z1' },
  { kind: 'counter', value: 1234 },
];

const samReplies = [
  samReply.encode({ sw1: 0, sw2: 0, sw3: 0x90, data: new Uint8Array(0) }),
  samReply.encode({ sw1: 0, sw2: 0, sw3: 0x9f, data: new Uint8Array(4) }),
  ...fictionalPeople.slice(0, 2).map(({ card }) =>
    samReply.encode({
      sw1: 0,
      sw2: 0,
      sw3: 0x90,
      data: textAndPhoto.encode({ text: encodeResidentRecord(card), photo: new Uint8Array(1024) }),
    }),
  ),
];

const boardReports = [
  boardReport.encode({ board: 1, groups: Uint8Array.of(0xff, 0x0f, 0x01) }),
  lockReport.encode({ kind: 0x8a, board: 1, lock: 3, contact: 0x11 }),
  lockReport.encode({ kind: 0x82, board: 2, lock: 24, contact: 0x00 }),
];
const lockReports = [
  lockReport.encode({ kind: 0x80, board: 1, lock: 3, contact: 0x11 }),
  lockReport.encode({ kind: 0x81, board: 2, lock: 24, contact: 0x00 }),
];

const bridgeFrames = [
  hidBridgeFrame.encode({ kind: hidBridgeFrameKind.input, report: new Uint8Array(64).fill(0x41) }),
  hidBridgeFrame.encode({ kind: hidBridgeFrameKind.feature_asked, report: Uint8Array.of(9) }),
  hidBridgeFrame.encode({ kind: hidBridgeFrameKind.present, report: new Uint8Array(0) }),
];

const anyInformation: StuInformation = {
  modelName: new Uint8Array(9),
  firmwareMajor: 1,
  firmwareMinor: 4,
  secureIc: 0,
  secureIcVersion: new Uint8Array(4),
};

const penDown = { near: true, switches: 1, pressure: 512, x: 4800, y: 3000 };
const penReports: readonly StuPenReport[] = [
  { ...penDown, timeCount: null, sequenceNumber: null },
  { ...penDown, timeCount: 65_535, sequenceNumber: null },
  { ...penDown, timeCount: 3, sequenceNumber: 65_535 },
];

/** Every push is one report of a pad; what the driver makes of it has to be a point a core accepts. */
const penTarget: FuzzTarget = {
  name: 'signature-pad pen reports',
  goodFrames: penReports.map((pen) => ({ bytes: encodeStuPenReport(pen), message: JSON.stringify(pen) })),
  maxPendingBytes: 0,
  make() {
    const { capability } = stuModels['stu-430'];
    const tracker = new InkTracker({ capability, threshold: { on: 21, off: 16 }, clock: systemClock });
    return {
      push(report) {
        const pen = decodeStuPenReport(report);
        const ink = pen.ok ? tracker.take(pen.value) : null;
        if (ink) inkEventSchema.parse(ink);
        return pen.ok ? [JSON.stringify(pen.value)] : [];
      },
      fallSilent: () => [],
      pendingBytes: 0,
    };
  },
};

/** Every push is what a pad answers to some question. */
const padAnswerTarget: FuzzTarget = {
  name: 'signature-pad answers',
  goodFrames: [
    stuReports.status.body.encode({ statusCode: 0, lastResult: 0, word: 0 }),
    stuReports.capability.body.encode(stuModels['stu-430'].capability),
    stuReports.inkThreshold.body.encode({ on: 21, off: 16 }),
  ].map((bytes) => ({ bytes, message: hexOf(bytes) })),
  maxPendingBytes: 0,
  make: () => ({
    push(report) {
      const { status, capability, information, inkThreshold } = stuReports;
      const told = decodeStuReport(status, report);
      if (told.ok) statusOfStu(told.value);
      const can = decodeStuReport(capability, report);
      const is = decodeStuReport(information, report);
      if (can.ok) describePad(is.ok ? is.value : anyInformation, can.value);
      const threshold = decodeStuReport(inkThreshold, report);
      return told.ok || can.ok || is.ok || threshold.ok ? [hexOf(report)] : [];
    },
    fallSilent: () => [],
    pendingBytes: 0,
  }),
};

/** One for every codec of the classes, as the driver and as the unit sees it. */
export const fuzzTargets: readonly FuzzTarget[] = [
  frameTarget('id-card-reader replies', samReplyShape, samReplies, (frame) => {
    const reply = samReply.decode(frame);
    const parts = reply.ok ? textAndPhoto.decode(reply.value.data) : reply;
    if (parts.ok) decodeResidentRecord(parts.value.text);
  }),
  frameTarget('id-card-reader requests', samRequestShape, Object.values(samCommands), (frame) => {
    samRequest.decode(frame);
  }),
  codeTarget('honeywell', 'cr'),
  codeTarget('newland', 'cr'),
  codeTarget('honeywell', 'none'),
  {
    name: 'receipt-printer replies',
    goodFrames: printerReplies.map((reply) => ({
      bytes: encodeReply(reply),
      message: JSON.stringify(reply),
    })),
    maxPendingBytes: 16,
    make() {
      const scanner = new ReplyScanner();
      return {
        push: (bytes) => scanner.push(bytes).map((reply) => JSON.stringify(reply)),
        fallSilent: () => [],
        get pendingBytes() {
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
    maxPendingBytes: largestPendingBytes,
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
        get pendingBytes() {
          return decoder.pendingBytes;
        },
      };
    },
  },
  frameTarget('pickup-locker board reports', replyShape({ wholeBoard: true }), boardReports, (frame) => {
    boardReport.decode(frame);
    lockReport.decode(frame);
  }),
  frameTarget('pickup-locker lock reports', replyShape({ wholeBoard: false }), lockReports, (frame) => {
    lockReport.decode(frame);
  }),
  frameTarget(
    'pickup-locker requests',
    requestShape,
    [openRequest.encode({ board: 1, lock: 3 }), readRequest.encode({ board: 1, lock: 0 })],
    (frame) => {
      openRequest.decode(frame);
      readRequest.decode(frame);
    },
  ),
  frameTarget('HID bridge', hidBridgeShape, bridgeFrames, (frame) => {
    hidBridgeFrame.decode(frame);
  }),
  penTarget,
  padAnswerTarget,
];
