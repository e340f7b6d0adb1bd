import {
  connectToParent,
  powerPurpose,
  powerRelayVariable,
  restartAskedExitCode,
  restartsAskedVariable,
  serveRpc,
} from '../../link/index.ts';
import { JoinedRelay } from './joined-relay.ts';
import { writeLog } from './log.ts';
import type { RecoveryMeans } from './recovery-ladder.ts';
import { deviceHostConfigSchema, makeServedDevice } from './registry.ts';
import { withoutCompilers } from './without-compilers.ts';
import { withoutFormData } from './without-form-data.ts';

/** The process one driver lives in. Killing it harms nothing but its device's status. */
withoutFormData();
const parent = connectToParent();

function refuse(message: string): void {
  parent.refuse(message);
  writeLog('fatal', 'device host cannot serve', { message });
  process.exitCode = 1;
  process.disconnect?.();
}

function readConfig(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function end(exitCode: number): void {
  device?.stop().then(
    () => process.exit(exitCode),
    () => process.exit(1),
  );
}

const relay = new JoinedRelay();
const means: RecoveryMeans = {
  restartHost: () => {
    writeLog('warn', 'the device stays silent: this host asks to be started anew');
    end(restartAskedExitCode);
  },
  relay: process.env[powerRelayVariable] ? relay : null,
  restartsBefore: Number(process.env[restartsAskedVariable] ?? 0),
};

const parsed = deviceHostConfigSchema.safeParse(readConfig(process.env.BUDAYANG_DEVICE));
const device = parsed.success ? await makeServedDevice(parsed.data, means) : null;
if (!parsed.success) {
  refuse(`BUDAYANG_DEVICE is not right: ${parsed.error.issues.map((issue) => issue.message).join('; ')}`);
} else if (!device) {
  refuse(`no driver ${parsed.data.config.driver} for ${parsed.data.deviceClass}`);
} else {
  parent.onPort((purpose, port) => {
    if (purpose === powerPurpose) relay.attach(port);
    const router = purpose === 'device' ? device.router : device.routerFor?.(purpose);
    if (!router) return;
    serveRpc(router, port, (error) => {
      // Only the kind of a failure: its text may quote what was on the line.
      const failure = error instanceof Error ? error.name : typeof error;
      writeLog('error', 'call failed', { deviceClass: parsed.data.deviceClass, failure });
    });
  });
  parent.onStop(() => end(0));
  device.start();
  parent.ready();
  withoutCompilers();
}
