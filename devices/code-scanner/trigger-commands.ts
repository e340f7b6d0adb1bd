import type { DeviceStatus } from '../../contract/device-common.ts';
import { statusOfHealthFrames } from './status.ts';

const ascii = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

/** What differs between makers: the commands, and how their answers look beside codes. */
export interface TriggerCommands {
  on: Uint8Array;
  off: Uint8Array;
  /** A question that is answered and changes nothing, while the trigger is on or off. */
  askPresence(triggered: boolean): Uint8Array;
  /** Every answer begins with this; no code does. */
  answerStart: Uint8Array;
  /** Index behind the answer at the beginning of `bytes`, or -1 while it is not complete. */
  findAnswerEnd(bytes: Uint8Array): number;
  /** What an answer to the question says of the unit; a mere answer says that all is well. */
  healthOf?(answer: Uint8Array): DeviceStatus;
}

const verdicts = [0x06, 0x15, 0x05];

/**
 * Honeywell, Youjie and compatibles in serial trigger mode. The menu command asks for the revision;
 * its answer repeats the command, may hold several lines, and ends with ACK, NAK or ENQ and a dot.
 */
const honeywell: TriggerCommands = {
  on: ascii('\x16T\r'),
  off: ascii('\x16U\r'),
  askPresence: () => ascii('\x16M\rREVINF.'),
  answerStart: ascii('REVINF'),
  findAnswerEnd(bytes) {
    const at = bytes.findIndex(
      (byte, index) => verdicts.includes(byte) && (bytes[index + 1] === 0x2e || bytes[index + 1] === 0x21),
    );
    return at < 0 ? -1 : at + 2;
  },
};

const newlandCommand = (text: string) => ascii(`\x7e\x010000#${text};\x03`);
const newlandOn = newlandCommand('SCNTRG1');
const newlandOff = newlandCommand('SCNTRG0');

/** Newland's unified commands, all answered: the trigger told again is the sign of life. */
const newland: TriggerCommands = {
  on: newlandOn,
  off: newlandOff,
  askPresence: (triggered) => (triggered ? newlandOn : newlandOff),
  answerStart: ascii('\x02\x010000'),
  findAnswerEnd: (bytes) => bytes.indexOf(0x03) + 1 || -1,
};

/**
 * Datalogic Magellan: no trigger but a gate, `E` opens it, `D` closes it. `h` asks for the health; the
 * report stands between SOH STX and ETX EOT, its parts between STX and ETX.
 */
const datalogic: TriggerCommands = {
  on: ascii('E'),
  off: ascii('D'),
  askPresence: () => ascii('h'),
  answerStart: ascii('\x01\x02'),
  findAnswerEnd(bytes) {
    const at = bytes.findIndex((byte, index) => byte === 0x03 && bytes[index + 1] === 0x04);
    return at < 0 ? -1 : at + 2;
  },
  healthOf: (answer) =>
    statusOfHealthFrames(
      Buffer.from(answer)
        .toString('latin1')
        .split('\x02')
        .map((frame) => frame.split('\x03')[0] ?? '')
        .filter((frame) => /^[a-z]/i.test(frame)),
    ),
};

export const triggerCommands = { honeywell, newland, datalogic } as const;
export type TriggerFamily = keyof typeof triggerCommands;
