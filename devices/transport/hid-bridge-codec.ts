import {
  codec,
  type FrameShape,
  literal,
  named,
  rest,
  sequence,
  sized,
  uint8,
  uint16le,
} from '../codec/index.ts';

/**
 * What crosses a HID bridge. `output` and `feature` go to the unit and begin with their report id, 0
 * where the unit does not number its reports; `input` comes from it as the system hands it over, with
 * an id only where reports are numbered. `feature_asked` is the id of a feature report alone, and
 * `feature_answer` that report, empty where the unit does not know it. The bridge answers
 * `presence_asked` itself.
 */
export const hidBridgeFrameKind = {
  input: 0x01,
  output: 0x02,
  feature: 0x03,
  feature_asked: 0x04,
  feature_answer: 0x05,
  presence_asked: 0x10,
  present: 0x11,
} as const;

/** No report of a unit we know comes near it. */
export const longestHidReport = 4096;

const start = 0x68;
const headLength = 4;

const framePart = sequence(literal(start), named('kind', uint8), named('report', sized(uint16le, rest)));

/** Frame: 68, kind, length of the report (2 bytes, little-endian), report. */
export const hidBridgeFrame = codec(framePart);

const kinds: readonly number[] = Object.values(hidBridgeFrameKind);

export const hidBridgeShape: FrameShape = {
  starts: [Uint8Array.of(start)],
  measure(head) {
    const [, kind, low, high] = head;
    if (kind !== undefined && !kinds.includes(kind)) return 'invalid';
    if (low === undefined || high === undefined) return 'more';
    const length = low + 256 * high;
    return length > longestHidReport ? 'invalid' : headLength + length;
  },
  verify: () => true,
  maxLength: headLength + longestHidReport,
};
