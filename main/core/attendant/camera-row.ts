import type { AttendedDevice, CameraFinding, DeviceAnswer, ShownFact } from '../../../contract/attendant.ts';
import type { Fault } from '../../../contract/device-common.ts';
import { deviceName } from '../../../contract/device-words.ts';
import { factLabels, inBoth } from './fact-words.ts';
import { explainFault } from './fault-words.ts';

const camera = 'document-camera';

function faultOf({ problem }: CameraFinding): Fault | null {
  return problem === null ? null : { code: problem, nextAct: 'technician', vendorCode: null };
}

function stateOf({ problem }: CameraFinding): DeviceAnswer['state'] {
  if (problem === null) return 'online';
  return problem === 'no_camera' ? 'no_device' : 'offline';
}

function factsOf({ widthPx, heightPx }: CameraFinding): ShownFact[] {
  return widthPx === 0 ? [] : [{ label: factLabels.picture, value: inBoth(`${widthPx} × ${heightPx}`) }];
}

/** What the window saw through the camera, as the answer of a device. */
export function cameraAnswer(finding: CameraFinding, atMs: number): DeviceAnswer {
  return {
    verdict: finding.problem === null ? 'passed' : 'failed',
    answerMs: finding.answerMs,
    at: new Date(atMs).toISOString(),
    state: stateOf(finding),
    fault: explainFault(camera, faultOf(finding)),
    facts: factsOf(finding),
  };
}

/** The camera among the devices. It hangs on the window, so that it has no host and no ladder. */
export function cameraRow(answer: DeviceAnswer | null): AttendedDevice {
  return {
    deviceClass: camera,
    name: deviceName(camera),
    hostRuns: true,
    state: answer?.state ?? 'unknown',
    fault: answer?.fault ?? null,
    moreFaults: [],
    facts: answer?.facts ?? [],
    recovery: null,
    restarting: false,
    asking: false,
    answer,
    commands: [],
    run: null,
    storage: [],
  };
}
