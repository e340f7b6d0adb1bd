import { implement } from '@orpc/server';
import { signaturePadContract } from '../../contract/device-classes.ts';
import type { WacomStuConfig } from '../../contract/terminal-config.ts';
import type { RecoveryMeans, ServedDevice } from '../host/index.ts';
import { makeReportTransport } from '../transport/index.ts';
import type { SignaturePad } from './port.ts';
import { WacomStuPad } from './wacom-stu.ts';

export function serveSignaturePad({ transport }: WacomStuConfig, means?: RecoveryMeans): ServedDevice {
  const pad = new WacomStuPad({ transport: makeReportTransport(transport), means });
  return { router: signaturePadRouter(pad), start: () => pad.start(), stop: () => pad.stop() };
}

const forEver = new AbortController().signal;

/** The class's contract over any driver. */
function signaturePadRouter(pad: SignaturePad) {
  const os = implement(signaturePadContract);
  return os.router({
    watchStatus: os.watchStatus.handler(({ signal }) => pad.status.follow(signal)),
    watchInk: os.watchInk.handler(({ signal }) => pad.watchInk(signal ?? forEver)),
    clear: os.clear.handler(() => pad.clear()),
  });
}
