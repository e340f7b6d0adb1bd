import { err, ok, type Result } from '../../contract/result.ts';
import {
  bytes,
  type Codec,
  codec,
  type DecodeFailure,
  literal,
  named,
  sequence,
  uint8,
  uint16be,
  uint16le,
} from '../codec/index.ts';

/**
 * Reports of Wacom's STU pads as the maker's public SDK describes them (`Protocol.hpp`). Every report
 * begins with its id. Pen reports come by themselves, all others are HID feature reports.
 */
export const stuReportId = {
  pen: 0x01,
  status: 0x03,
  reset: 0x04,
  information: 0x08,
  capability: 0x09,
  endCapture: 0x16,
  clearScreen: 0x20,
  inkingMode: 0x21,
  inkThreshold: 0x22,
  penWithOption: 0x30,
  penOptionMode: 0x32,
  penWithTimeAndSequence: 0x34,
} as const;

export const stuStatusCode = {
  ready: 0x00,
  image: 0x01,
  capture: 0x02,
  calculation: 0x03,
  bootImage: 0x04,
  romBusy: 0x05,
  systemReset: 0xff,
} as const;

/** What a pen report carries besides pen and position. */
export const stuPenOption = { none: 0, timeCount: 1, sequenceNumber: 2, timeAndSequence: 3 } as const;

interface FixedReport<Value> {
  readonly id: number;
  /** With its id. */
  readonly length: number;
  readonly body: Codec<Value>;
}

const status: FixedReport<StuStatus> = {
  id: stuReportId.status,
  length: 5,
  body: codec(
    sequence(
      literal(stuReportId.status),
      named('statusCode', uint8),
      named('lastResult', uint8),
      named('word', uint16le),
    ),
  ),
};
export type StuStatus = { statusCode: number; lastResult: number; word: number };

const information: FixedReport<StuInformation> = {
  id: stuReportId.information,
  length: 17,
  body: codec(
    sequence(
      literal(stuReportId.information),
      named('modelName', bytes(9)),
      named('firmwareMajor', uint8),
      named('firmwareMinor', uint8),
      named('secureIc', uint8),
      named('secureIcVersion', bytes(4)),
    ),
  ),
};
export type StuInformation = {
  modelName: Uint8Array;
  firmwareMajor: number;
  firmwareMinor: number;
  secureIc: number;
  secureIcVersion: Uint8Array;
};

const capability: FixedReport<StuCapability> = {
  id: stuReportId.capability,
  length: 17,
  body: codec(
    sequence(
      literal(stuReportId.capability),
      named('maxX', uint16be),
      named('maxY', uint16be),
      named('maxPressure', uint16be),
      named('screenWidth', uint16be),
      named('screenHeight', uint16be),
      named('reportRate', uint8),
      named('resolution', uint16be),
      named('encoding', uint8),
      named('reserved', uint16be),
    ),
  ),
};
export type StuCapability = {
  maxX: number;
  maxY: number;
  maxPressure: number;
  screenWidth: number;
  screenHeight: number;
  reportRate: number;
  resolution: number;
  encoding: number;
  reserved: number;
};

const inkThreshold: FixedReport<StuInkThreshold> = {
  id: stuReportId.inkThreshold,
  length: 5,
  body: codec(sequence(literal(stuReportId.inkThreshold), named('on', uint16le), named('off', uint16le))),
};
/** Pressure from which the pad draws, and below which it stops. */
export type StuInkThreshold = { on: number; off: number };

function setting(id: number): FixedReport<StuSetting> {
  return { id, length: 2, body: codec(sequence(literal(id), named('value', uint8))) };
}
export type StuSetting = { value: number };

/** Reports that are asked for or set. */
export const stuReports = {
  status,
  information,
  capability,
  inkThreshold,
  inkingMode: setting(stuReportId.inkingMode),
  penOptionMode: setting(stuReportId.penOptionMode),
  clearScreen: setting(stuReportId.clearScreen),
  reset: setting(stuReportId.reset),
  endCapture: setting(stuReportId.endCapture),
} as const;

/** Some systems hand over the report with the filling up to the longest one. */
export function decodeStuReport<Value>(
  { body, length }: FixedReport<Value>,
  report: Uint8Array,
): Result<Value, DecodeFailure> {
  return body.decode(report.subarray(0, length));
}

export interface StuPenReport {
  /** The pen is near enough to be seen. */
  near: boolean;
  /** Bit 0: the tip touches; the others are buttons some pens have. */
  switches: number;
  pressure: number;
  x: number;
  y: number;
  /** Milliseconds on the pad's clock, modulo 65,536; null where the pad does not tell them. */
  timeCount: number | null;
  sequenceNumber: number | null;
}

const penPlace = [named('head', uint16be), named('x', uint16be), named('y', uint16be)] as const;
const plainPen = codec(sequence(literal(stuReportId.pen), ...penPlace));
const penWithOption = codec(
  sequence(literal(stuReportId.penWithOption), ...penPlace, named('option', uint16be)),
);
const timedPen = codec(
  sequence(
    literal(stuReportId.penWithTimeAndSequence),
    ...penPlace,
    named('timeCount', uint16be),
    named('sequenceNumber', uint16be),
  ),
);

/** `option`: what the pad was told to send as its one option. */
export function decodeStuPenReport(
  report: Uint8Array,
  option: number = stuPenOption.timeCount,
): Result<StuPenReport, DecodeFailure> {
  switch (report[0]) {
    case stuReportId.pen: {
      const pen = plainPen.decode(report.subarray(0, 7));
      return pen.ok ? ok({ ...placeOf(pen.value), timeCount: null, sequenceNumber: null }) : pen;
    }
    case stuReportId.penWithOption: {
      const pen = penWithOption.decode(report.subarray(0, 9));
      if (!pen.ok) return pen;
      const isTime = option === stuPenOption.timeCount;
      return ok({
        ...placeOf(pen.value),
        timeCount: isTime ? pen.value.option : null,
        sequenceNumber: isTime ? null : pen.value.option,
      });
    }
    case stuReportId.penWithTimeAndSequence: {
      const pen = timedPen.decode(report.subarray(0, 11));
      if (!pen.ok) return pen;
      const { timeCount, sequenceNumber } = pen.value;
      return ok({ ...placeOf(pen.value), timeCount, sequenceNumber });
    }
    default:
      return err({ kind: report.length === 0 ? 'too_short' : 'unexpected', offset: 0 });
  }
}

/** Bit 15: near; bits 14 to 12: switches; the rest: pressure. */
function placeOf({ head, x, y }: { head: number; x: number; y: number }) {
  return { near: head >= 0x8000, switches: (head >> 12) & 7, pressure: head & 0xfff, x, y };
}

/** The kind of report follows from what `pen` carries. @throws RangeError where a value does not fit */
export function encodeStuPenReport(pen: StuPenReport): Uint8Array {
  if (pen.pressure > 0xfff || pen.switches > 7) throw new RangeError('pressure or switches do not fit');
  const { x, y, timeCount, sequenceNumber } = pen;
  const head = (pen.near ? 0x8000 : 0) + pen.switches * 0x1000 + pen.pressure;
  if (timeCount !== null && sequenceNumber !== null)
    return timedPen.encode({ head, x, y, timeCount, sequenceNumber });
  const option = timeCount ?? sequenceNumber;
  return option === null ? plainPen.encode({ head, x, y }) : penWithOption.encode({ head, x, y, option });
}
