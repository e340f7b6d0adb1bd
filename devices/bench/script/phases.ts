import type { LineDevice } from '../config.ts';

type Recognise = (told: Buffer) => boolean;

const contains = (hex: string): Recognise => {
  const pattern = Buffer.from(hex, 'hex');
  return (told) => told.includes(pattern);
};
const anyOf =
  (...recognise: Recognise[]): Recognise =>
  (told) =>
    recognise.some((each) => each(told));
/** Datalogic opens its gate with a letter alone. */
const isLetterE: Recognise = (told) => told.length === 1 && told[0] === 0x45;
/** No question a driver asks a slip printer is longer. */
const longestQuestionBytes = 16;

/**
 * What a driver tells a unit in each phase of its commands, whatever protocol the bench plays
 * (protocol notes 1.3, 3, 4, 5, 6 and 7).
 */
const phases: Record<LineDevice, Record<string, Recognise>> = {
  'id-card-reader': {
    looking: contains('00032001'),
    selecting: contains('00032002'),
    reading: anyOf(contains('00033001'), contains('00033010')),
    reading_address: contains('00033003'),
  },
  'code-scanner': {
    triggering: anyOf(contains('16540d'), contains('53434e54524731'), contains('e404'), isLetterE),
  },
  'receipt-printer': {
    sending: (told) => told.length > longestQuestionBytes,
    cutting: contains('1d56'),
  },
  'pickup-locker': {
    // 8A; CU16: 02 place 31 03; CU48: 02 board lock 61 03.
    opening: (told) =>
      told[0] === 0x8a || (told[0] === 0x02 && ((told[2] === 0x31 && told[3] === 0x03) || told[3] === 0x61)),
  },
  'document-printer': { sending: contains('25504446') },
  door: { releasing: (told) => told[1] === 0x05 },
  dispenser: {
    // CRT-591 in two commands; K720 in one.
    feeding: anyOf(contains('433232'), contains('024443')),
    presenting: anyOf(contains('433230'), contains('433239'), contains('024443')),
    capturing: anyOf(contains('433233'), contains('024350')),
  },
  // Everything a pad is told comes in feature reports, which no line carries.
  'signature-pad': {},
  'power-relay': {},
};

export const phaseNames = Object.fromEntries(
  Object.entries(phases).map(([device, names]) => [device, Object.keys(names)]),
) as unknown as Record<LineDevice, readonly string[]>;

/** The phases in which a driver tells its unit these bytes. */
export function phasesIn(device: LineDevice, told: Uint8Array): string[] {
  const bytes = Buffer.from(told.buffer, told.byteOffset, told.byteLength);
  return Object.entries(phases[device]).flatMap(([name, recognise]) => (recognise(bytes) ? [name] : []));
}
