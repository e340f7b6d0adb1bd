import { SteppedClock } from '../../../contract/test-clock.ts';
import { CodeFramer, type CodeSuffix, longestCode } from '../../../devices/code-scanner/code-framer.ts';
import { decodeCode } from '../../../devices/code-scanner/decode-code.ts';
import {
  decodeCommandReport,
  decodeHidPosReport,
  encodeCommandReport,
  encodeHidPosReport,
} from '../../../devices/code-scanner/hid-pos-codec.ts';
import { HidPosLink } from '../../../devices/code-scanner/hid-pos-scanner.ts';
import { SimulatedCodeScanner } from '../../../devices/code-scanner/index.ts';
import {
  decoderPackets,
  encodeHostPacket,
  hostMode,
  hostPackets,
  ssiOpcode,
  ssiPacket,
  ssiStatus,
} from '../../../devices/code-scanner/ssi-codec.ts';
import { SsiLink } from '../../../devices/code-scanner/ssi-link.ts';
import { type TriggerFamily, triggerCommands } from '../../../devices/code-scanner/trigger-commands.ts';
import { bytesOf, type FuzzTarget, frameTarget, hexOf, messageTarget, unitTarget } from '../target.ts';

const codes = ['A1', 'https://city.example/code/1', '示例编码-0001'];

function codeTarget(family: TriggerFamily, suffix: CodeSuffix): FuzzTarget {
  const end = { cr: '\r', crlf: '\r\n', lf: '\n', none: '' }[suffix];
  return {
    name: `code-scanner ${family} suffix ${suffix}`,
    goodFrames: codes.map((code) => ({ bytes: bytesOf(`${code}${end}`), message: code })),
    seeds: [triggerCommands[family].answerStart, bytesOf('REVINFone\r\ntwo\x06.')],
    maxPending: longestCode,
    make() {
      const commands = triggerCommands[family];
      const framer = new CodeFramer(suffix, commands);
      const told = (found: Uint8Array[]) => found.map((bytes) => decodeCode(bytes).text);
      return {
        push: (bytes) => {
          const { codes: found, answers } = framer.push(bytes);
          if ('healthOf' in commands) for (const answer of answers) commands.healthOf?.(answer);
          return told(found);
        },
        fallSilent: () => {
          const ended = told(framer.flush());
          framer.forgetRest();
          return ended;
        },
        get pending() {
          return framer.pendingBytes;
        },
      };
    },
  };
}

const decoderPacket = (opcode: number, status: number, data: Uint8Array) =>
  ssiPacket.encode({ opcode, source: 0, status, data });
const ssiCode = (code: string, status = 0) =>
  decoderPacket(ssiOpcode.decodeData, status, Uint8Array.of(28, ...bytesOf(code)));
const ssiSeeds = [
  ssiCode('first half, ', ssiStatus.continued),
  decoderPacket(ssiOpcode.ack, 0, new Uint8Array(0)),
  decoderPacket(ssiOpcode.nak, 0, Uint8Array.of(0x06)),
  decoderPacket(ssiOpcode.replyRevision, 0, bytesOf('REVISION 1')),
];

/** Nothing that is not told as text matters here. */
const silentLine = {
  onLost: () => {},
  close: async () => {},
  write: async () => ({ ok: true, value: undefined }) as const,
  sendReport: async () => ({ ok: true, value: undefined }) as const,
  sendFeatureReport: async () => ({ ok: true, value: undefined }) as const,
  readFeatureReport: async () => ({ ok: true, value: new Uint8Array(0) }) as const,
};

/** Packets put together to codes. A code whose last part is lost is ended by the next one. */
const ssiCodes: FuzzTarget = {
  name: 'code-scanner SSI codes',
  goodFrames: codes.map((code) => ({ bytes: ssiCode(code), message: code })),
  seeds: ssiSeeds,
  maxPending: 4,
  make() {
    const clock = new SteppedClock();
    const found: string[] = [];
    let take: (bytes: Uint8Array) => void = () => {};
    const line = {
      ...silentLine,
      onData: (listener: (bytes: Uint8Array) => void) => {
        take = listener;
      },
    };
    void SsiLink.open({
      line,
      clock,
      answerDeadlineMs: 700,
      onCode: ({ text }) => found.push(text),
    });
    const push = (bytes: Uint8Array) => {
      take(bytes);
      return found.splice(0);
    };
    return {
      push,
      fallSilent() {
        clock.advance(1000);
        return push(ssiCode('.'));
      },
      get pending() {
        return clock.waiting;
      },
    };
  },
};

const hidCode = (code: string, continued = false) =>
  encodeHidPosReport({ aim: ']Q1', data: bytesOf(code), vendorSymbology: 0x73, continued });
const hidReports = [
  ...codes.map((code) => hidCode(code)),
  hidCode('first half, ', true),
  encodeHidPosReport({ aim: null, data: bytesOf('A1'), vendorSymbology: 0, continued: false }, 'shifted'),
];

const hidPosCodes: FuzzTarget = {
  name: 'code-scanner HID POS codes',
  goodFrames: codes.map((code) => ({ bytes: hidCode(code), message: code })),
  seeds: hidReports,
  comesWhole: true,
  maxPending: 0,
  make() {
    const clock = new SteppedClock();
    const found: string[] = [];
    let take: (report: Uint8Array) => void = () => {};
    const line = {
      ...silentLine,
      onReport: (listener: (report: Uint8Array) => void) => {
        take = listener;
      },
    };
    new HidPosLink({
      line,
      commands: 'none',
      clock,
      answerDeadlineMs: 700,
      onCode: ({ text }) => found.push(text),
    });
    return {
      push(report) {
        take(report);
        return found.splice(0);
      },
      fallSilent() {
        clock.advance(1000);
        return [];
      },
      get pending() {
        return clock.waiting;
      },
    };
  },
};

const textUnit = (family: TriggerFamily, triggered = false) =>
  unitTarget(`code-scanner ${family} unit`, {
    makeUnit: (clock) => new SimulatedCodeScanner({ family, clock }),
    questions: [triggerCommands[family].askPresence(triggered)],
    commands: [triggerCommands[family].on, triggerCommands[family].off],
    flushBytes: 200,
  });

export const codeScannerTargets: readonly FuzzTarget[] = [
  codeTarget('honeywell', 'cr'),
  codeTarget('honeywell', 'none'),
  codeTarget('newland', 'crlf'),
  codeTarget('datalogic', 'lf'),
  textUnit('honeywell'),
  textUnit('newland'),
  textUnit('datalogic'),
  frameTarget(
    'code-scanner SSI packets',
    decoderPackets,
    [...codes.map((code) => ssiCode(code)), ...ssiSeeds],
    (frame) => {
      ssiPacket.decode(frame);
    },
  ),
  frameTarget(
    'code-scanner SSI commands',
    hostPackets,
    [encodeHostPacket(ssiOpcode.startSession).slice(1), hostMode.slice(1)],
    (frame) => {
      ssiPacket.decode(frame);
    },
  ),
  ssiCodes,
  unitTarget('code-scanner SSI unit', {
    makeUnit: (clock) => new SimulatedCodeScanner({ family: 'zebra-ssi', clock }),
    questions: [encodeHostPacket(ssiOpcode.requestRevision)],
    commands: [
      hostMode,
      encodeHostPacket(ssiOpcode.startSession),
      encodeHostPacket(ssiOpcode.stopSession),
      encodeHostPacket(ssiOpcode.ack),
    ],
    flushBytes: 260,
  }),
  messageTarget('code-scanner HID POS reports', hidReports, (report) => {
    const decoded = decodeHidPosReport(report);
    return decoded.ok ? { ...decoded.value, data: hexOf(decoded.value.data) } : null;
  }),
  messageTarget(
    'code-scanner HID POS commands',
    [encodeCommandReport(triggerCommands.honeywell.on)],
    (report) => {
      const decoded = decodeCommandReport(report);
      return decoded.ok ? hexOf(decoded.value) : null;
    },
  ),
  hidPosCodes,
];
