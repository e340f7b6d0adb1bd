import { ok, type Result } from '../../contract/result.ts';
import { bytes, codec, type DecodeFailure, literal, named, sequence, uint8 } from '../codec/index.ts';

/** HID Point of Sale: bar code scanner, barcode scanner. */
export const hidPosUsage = { usagePage: 0x8c, usage: 0x02 } as const;

export const inputReportId = 0x02;
export const outputReportId = 0xfd;
const reportLength = 64;
/** Data bytes in one input report. */
export const longestPart = 56;
/** Bytes of a command in one output report. */
const longestCommand = 62;

/** Behind the report id: count, AIM identifier, data, the maker's own name of the symbology, flags. */
const inputBody = codec(
  sequence(
    named('count', uint8),
    named('aim', bytes(3)),
    named('data', bytes(longestPart)),
    named('vendorSymbology', uint8),
    named('reserved', uint8),
    named('flags', uint8),
  ),
);
/** Units of the other habit put a byte before the AIM identifier and none before the flags. */
const shiftedBody = codec(
  sequence(
    named('count', uint8),
    named('gap', uint8),
    named('aim', bytes(3)),
    named('data', bytes(longestPart)),
    named('vendorSymbology', uint8),
    named('flags', uint8),
  ),
);

export interface HidPosReport {
  /** `]Q1`; null where the unit tells none. */
  aim: string | null;
  data: Uint8Array;
  vendorSymbology: number;
  /** The code goes on in the next report. */
  continued: boolean;
}

const bracket = 0x5d;
const continuedFlag = 0x01;

/** One input report, with or without its report id, by either habit. */
export function decodeHidPosReport(report: Uint8Array): Result<HidPosReport, DecodeFailure> {
  const hasId = report.length >= reportLength && report[0] === inputReportId && report[1] !== bracket;
  const body = report.subarray(hasId ? 1 : 0).subarray(0, reportLength - 1);
  const shifted = body[1] !== bracket && body[2] === bracket;
  const decoded = (shifted ? shiftedBody : inputBody).decode(body);
  if (!decoded.ok) return decoded;
  const { count, aim, data, vendorSymbology, flags } = decoded.value;
  return ok({
    aim: aim[0] === bracket ? Buffer.from(aim).toString('latin1') : null,
    data: data.slice(0, count),
    vendorSymbology,
    continued: (flags & continuedFlag) !== 0,
  });
}

/** @throws RangeError where the data does not fit one report */
export function encodeHidPosReport(report: HidPosReport, habit: 'usual' | 'shifted' = 'usual'): Uint8Array {
  if (report.data.length > longestPart)
    throw new RangeError(`${report.data.length} bytes do not fit a report`);
  const data = new Uint8Array(longestPart);
  data.set(report.data);
  const fields = {
    count: report.data.length,
    aim: report.aim === null ? new Uint8Array(3) : Uint8Array.from(Buffer.from(report.aim, 'latin1')),
    data,
    vendorSymbology: report.vendorSymbology,
    flags: report.continued ? continuedFlag : 0,
  };
  const body =
    habit === 'usual'
      ? inputBody.encode({ ...fields, reserved: 0 })
      : shiftedBody.encode({ ...fields, gap: 0 });
  return Uint8Array.of(inputReportId, ...body);
}

/** Without it Honeywell and Youjie units send nothing. */
export const enableReport = Uint8Array.of(0xfe, 0x01);

const outputReport = codec(
  sequence(literal(outputReportId), named('count', uint8), named('command', bytes(longestCommand))),
);

/** A serial command in an output report: `16 54 0D` for the trigger. @throws RangeError above 62 bytes */
export function encodeCommandReport(command: Uint8Array): Uint8Array {
  const padded = new Uint8Array(longestCommand);
  if (command.length > longestCommand) throw new RangeError(`${command.length} bytes do not fit a report`);
  padded.set(command);
  return outputReport.encode({ count: command.length, command: padded });
}

export function decodeCommandReport(report: Uint8Array): Result<Uint8Array, DecodeFailure> {
  const decoded = outputReport.decode(report.subarray(0, reportLength));
  return decoded.ok ? ok(decoded.value.command.slice(0, decoded.value.count)) : decoded;
}

const replyIdentifiers = [']X0', ']Z6'];

/** Answers to commands come as codes would, under identifiers of their own. */
export function isCommandReply({ aim }: HidPosReport): boolean {
  return aim !== null && replyIdentifiers.includes(aim);
}
