import { hidBridgeFrame, hidBridgeFrameKind, hidBridgeShape } from '../../../devices/transport/index.ts';
import { type FuzzTarget, frameTarget } from '../target.ts';

const bridgeFrames = [
  hidBridgeFrame.encode({ kind: hidBridgeFrameKind.input, report: new Uint8Array(64).fill(0x41) }),
  hidBridgeFrame.encode({ kind: hidBridgeFrameKind.feature_asked, report: Uint8Array.of(9) }),
  hidBridgeFrame.encode({ kind: hidBridgeFrameKind.present, report: new Uint8Array(0) }),
];

export const hidBridgeTargets: readonly FuzzTarget[] = [
  frameTarget('HID bridge', hidBridgeShape, bridgeFrames, (frame) => {
    hidBridgeFrame.decode(frame);
  }),
];
