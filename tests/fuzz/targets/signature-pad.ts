import { systemClock } from '../../../contract/clock.ts';
import { inkEventSchema } from '../../../contract/device-classes.ts';
import { InkTracker } from '../../../devices/signature-pad/ink-tracker.ts';
import { describePad, statusOfStu } from '../../../devices/signature-pad/status.ts';
import {
  decodeStuPenReport,
  decodeStuReport,
  encodeStuPenReport,
  type StuInformation,
  type StuPenReport,
  stuReports,
} from '../../../devices/signature-pad/stu-codec.ts';
import { stuModels } from '../../../devices/signature-pad/stu-models.ts';
import { type FuzzTarget, hexOf } from '../target.ts';

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
  maxPending: 0,
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
      pending: 0,
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
  maxPending: 0,
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
    pending: 0,
  }),
};

export const signaturePadTargets: readonly FuzzTarget[] = [penTarget, padAnswerTarget];
