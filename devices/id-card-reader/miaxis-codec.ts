import { err, type Result } from '../../contract/result.ts';
import {
  bytes,
  checked,
  codec,
  type DecodeFailure,
  literal,
  lowByteFirst,
  named,
  rest,
  sequence,
  sized,
  sum16,
  uint8,
  uint16le,
} from '../codec/index.ts';

/** Every report of a Miaxis reader has this size, without a report id. */
export const miaxisReportLength = 64;
/** Bytes of the module in one device report. */
export const miaxisPieceLength = 54;
/** Start byte, sequence, length: what comes before the bytes that the length counts. */
const headLength = 5;
const checksumLength = 2;
const longestBody = miaxisReportLength - headLength - checksumLength;
/** Hands the data on to the module. */
export const toModule = 0xb1;

const hostBody = checked(
  sum16,
  sized(uint16le, sequence(named('command', uint8), named('data', rest))),
  lowByteFirst,
);
/**
 * Host report: 88, sequence (the maker's own software sends 0), length (command and data), command, data,
 * sum of everything from the length on; all numbers little-endian.
 */
const hostReport = codec(sequence(literal(0x88), named('sequenceNumber', uint16le), hostBody));

const deviceBody = checked(
  sum16,
  sized(uint16le, sequence(named('result', uint8), named('packetNumber', bytes(2)), named('piece', rest))),
  lowByteFirst,
);
/** Device report: AA, sequence, length, result, number of the packet, bytes of the module, sum. */
const deviceReport = codec(sequence(literal(0xaa), named('sequenceNumber', uint16le), deviceBody));

export type MiaxisHostReport = { sequenceNumber: number; command: number; data: Uint8Array };
export type MiaxisDeviceReport = {
  sequenceNumber: number;
  result: number;
  packetNumber: number;
  piece: Uint8Array;
};

/** @throws RangeError where the data does not fit one report (54 bytes and 2 more) */
export function encodeHostReport(report: MiaxisHostReport): Uint8Array {
  return pad(hostReport.encode(report));
}

export function decodeHostReport(report: Uint8Array): Result<MiaxisHostReport, DecodeFailure> {
  const message = cut(report);
  return message.ok ? hostReport.decode(message.value) : message;
}

/** @throws RangeError where the piece is longer than 54 bytes */
export function encodeDeviceReport(report: MiaxisDeviceReport): Uint8Array {
  const packetNumber = Uint8Array.of(report.packetNumber & 0xff, report.packetNumber >>> 8);
  return pad(deviceReport.encode({ ...report, packetNumber }));
}

export function decodeDeviceReport(report: Uint8Array): Result<MiaxisDeviceReport, DecodeFailure> {
  const message = cut(report);
  const decoded = message.ok ? deviceReport.decode(message.value) : message;
  if (!decoded.ok) return decoded;
  // No answer has 256 packets, so one of the two bytes is 0, whichever order a unit writes them in.
  const [low = 0, high = 0] = decoded.value.packetNumber;
  return { ok: true, value: { ...decoded.value, packetNumber: low + high } };
}

function pad(message: Uint8Array): Uint8Array {
  if (message.length > miaxisReportLength) {
    throw new RangeError(`${message.length} bytes where a report has ${miaxisReportLength}`);
  }
  const report = new Uint8Array(miaxisReportLength);
  report.set(message);
  return report;
}

/** The message without the filling behind its checksum. */
function cut(report: Uint8Array): Result<Uint8Array, DecodeFailure> {
  if (report.length < headLength) return err({ kind: 'too_short', offset: report.length });
  const bodyLength = (report[3] ?? 0) + 256 * (report[4] ?? 0);
  if (bodyLength > longestBody) return err({ kind: 'unexpected', offset: 3 });
  const length = headLength + bodyLength + checksumLength;
  if (length > report.length) return err({ kind: 'too_short', offset: report.length });
  return { ok: true, value: report.subarray(0, length) };
}
