import type { IdCard } from '../../../contract/device-classes.ts';
import {
  decodeAppendedAddresses,
  decodeCardRecord,
  encodeAppendedAddresses,
  encodeCardRecord,
} from '../../../devices/id-card-reader/card-record.ts';
import { SimulatedIdCardReader } from '../../../devices/id-card-reader/index.ts';
import {
  decodeDeviceReport,
  decodeHostReport,
  encodeDeviceReport,
  encodeHostReport,
  miaxisPieceLength,
  toModule,
} from '../../../devices/id-card-reader/miaxis-codec.ts';
import { miaxisWrapper } from '../../../devices/id-card-reader/miaxis-wrapper.ts';
import {
  decodeAllBlocks,
  encodeAllBlocks,
  formatSamId,
  samCommands,
  samReply,
  samReplyShape,
  samRequest,
  samRequestShape,
  textAndPhoto,
} from '../../../devices/id-card-reader/sam-frame-codec.ts';
import { sampleCards } from '../../../devices/id-card-reader/sample-cards.ts';
import { fictionalPeople } from '../../../fixtures/index.ts';
import { type FuzzTarget, frameTarget, hexOf, messageTarget, unitTarget } from '../target.ts';

const reply = (sw3: number, data: Uint8Array = new Uint8Array(0)) =>
  samReply.encode({ sw1: 0, sw2: 0, sw3, data });
const residents: IdCard[] = fictionalPeople
  .slice(0, 2)
  .map(({ card }) => ({ ...card, cardType: 'resident' }));
const text = encodeCardRecord(residents[0] ?? sampleCards.residencePermit);
const photo = new Uint8Array(1024);

const replies = [
  reply(0x90),
  reply(0x9f, new Uint8Array(4)),
  reply(0x90, new Uint8Array(16)),
  reply(0x90, textAndPhoto.encode({ text, photo })),
  reply(0x90, encodeAllBlocks({ text, photo, fingerprints: new Uint8Array(512) })),
  reply(0x90, encodeAppendedAddresses(['示例路2号'])),
];

function decodeReply(frame: Uint8Array): void {
  const decoded = samReply.decode(frame);
  if (!decoded.ok) return;
  const { data } = decoded.value;
  const parts = textAndPhoto.decode(data);
  if (parts.ok) decodeCardRecord(parts.value.text);
  const blocks = decodeAllBlocks(data);
  if (blocks.ok) decodeCardRecord(blocks.value.text);
  decodeAppendedAddresses(data);
  formatSamId(data);
}

/** Records of one kind of card; mutations may make them one of another kind. */
function recordTarget(kind: string, cards: readonly IdCard[]): FuzzTarget {
  return messageTarget(`id-card-reader ${kind} records`, cards.map(encodeCardRecord), (record) => {
    const card = decodeCardRecord(record);
    return card.ok ? card.value : null;
  });
}

const pieces = (frame: Uint8Array): Uint8Array[] =>
  Array.from({ length: Math.ceil(frame.length / miaxisPieceLength) }, (_, packetNumber) => {
    const at = packetNumber * miaxisPieceLength;
    const piece: Uint8Array = new Uint8Array(miaxisPieceLength);
    piece.set(frame.subarray(at, at + miaxisPieceLength));
    return encodeDeviceReport({ sequenceNumber: 0, result: 0, packetNumber, piece });
  });

/** The maker's reports of one answer after another; a new question forgets what was left of the last. */
const miaxisAnswers: FuzzTarget = {
  name: 'id-card-reader Miaxis answers',
  goodFrames: [reply(0x90), reply(0x9f, new Uint8Array(4))].map((frame) => ({
    bytes: pieces(frame)[0] ?? frame,
    message: hexOf(frame),
  })),
  seeds: pieces(reply(0x90, textAndPhoto.encode({ text, photo }))),
  comesWhole: true,
  maxPending: 0,
  make() {
    let answer = miaxisWrapper.readAnswer();
    return {
      push(report) {
        const bytes = answer(report);
        return bytes ? [hexOf(bytes)] : [];
      },
      fallSilent() {
        answer = miaxisWrapper.readAnswer();
        return [];
      },
      pending: 0,
    };
  },
};

export const idCardReaderTargets: readonly FuzzTarget[] = [
  frameTarget('id-card-reader replies', samReplyShape, replies, decodeReply),
  frameTarget('id-card-reader requests', samRequestShape, Object.values(samCommands), (frame) => {
    samRequest.decode(frame);
  }),
  unitTarget('id-card-reader unit', {
    makeUnit: (clock) => new SimulatedIdCardReader({ clock }),
    questions: [samCommands.readStatus, samCommands.readSamId],
    commands: Object.values(samCommands),
    flushBytes: 2321,
  }),
  recordTarget('resident', residents),
  recordTarget('residence permit', [sampleCards.residencePermit]),
  recordTarget('foreigner 2017', [sampleCards.foreigner2017]),
  recordTarget('foreigner 2023', [sampleCards.foreigner2023]),
  messageTarget(
    'id-card-reader appended addresses',
    [encodeAppendedAddresses(['示例路2号', '测试弄3号'])],
    decodeAppendedAddresses,
  ),
  messageTarget(
    'id-card-reader Miaxis device reports',
    replies.flatMap((frame) => pieces(frame).slice(0, 2)),
    (report) => {
      const decoded = decodeDeviceReport(report);
      return decoded.ok ? { ...decoded.value, piece: hexOf(decoded.value.piece) } : null;
    },
  ),
  messageTarget(
    'id-card-reader Miaxis host reports',
    [encodeHostReport({ sequenceNumber: 0, command: toModule, data: samCommands.findCard })],
    (report) => {
      const decoded = decodeHostReport(report);
      return decoded.ok ? { ...decoded.value, data: hexOf(decoded.value.data) } : null;
    },
  ),
  miaxisAnswers,
];
