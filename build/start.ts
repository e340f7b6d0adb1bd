import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pickupLockerDrivers } from '../contract/terminal-config.ts';
import { BuildFailure, buildAll } from './build-all.ts';
import { electronBinaryPath } from './electron-runtime.ts';
import { root } from './root.ts';
import { describeExit } from './stack/program.ts';
import { type Stack, startStack } from './stack.ts';

/**
 * `npm start [-- --serial | --usb] [--locker driver] [--invoices] [--fleet]`: the whole terminal on this machine, with
 * simulated devices and an embedded city; with a fleet server where it is asked for.
 */

const ports = {
  terminal: 4610,
  bench: 4620,
  city: 4630,
  cityControl: 4631,
  fleet: { console: 4640, enrolment: 4641, broker: 4642 },
};

const { values } = parseArgs({
  options: {
    serial: { type: 'boolean', default: false },
    usb: { type: 'boolean', default: false },
    locker: { type: 'string' },
    invoices: { type: 'boolean', default: false },
    fleet: { type: 'boolean', default: false },
  },
});
const locker = pickupLockerDrivers.find((driver) => driver === values.locker);
if (values.locker !== undefined && locker === undefined) {
  process.stderr.write(`--locker takes ${pickupLockerDrivers.join(', ')}\n`);
  process.exit(2);
}

/** The one-time password is told until it was used; the first sign-in asks for one's own. */
function fleetLines(fleet: Stack['fleet']): string[] {
  if (!fleet) return [];
  const { consoleUrl, admin } = fleet;
  return [
    `  console   ${consoleUrl}`,
    ...(admin
      ? [`            sign in as ${admin.userName}, one-time password ${admin.oneTimePassword}`]
      : []),
  ];
}

const hasElectron = existsSync(electronBinaryPath);
const hasDisplay = process.platform === 'win32' || Boolean(process.env.DISPLAY);
if (!hasElectron) {
  process.stderr.write(
    'Electron runtime is not installed here: using the node shell with Chromium, where core, devices and screens are the same.\n',
  );
}
try {
  await buildAll();
} catch (error) {
  if (!(error instanceof BuildFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

const starting = startStack({
  directory: join(root, 'out', 'run'),
  ports,
  line: values.usb ? 'usb' : values.serial ? 'serial' : 'tcp',
  ...(locker === undefined ? {} : { locker }),
  everyDevice: true,
  fleet: values.fleet,
  ...(values.invoices ? { hopperHolds: 'invoices' } : {}),
  shell: hasElectron ? 'electron' : 'node',
  window: hasDisplay,
});
let stopping = false;
const stop = async (exitCode: number) => {
  if (stopping) return;
  stopping = true;
  // Also in the middle of the start nothing of it is left behind.
  await starting.then(
    (stack) => stack.stop(),
    () => {},
  );
  process.exit(exitCode);
};
process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));

try {
  const stack = await starting;
  if (!stopping) {
    process.stdout.write(
      [
        'ready',
        `  terminal  ${stack.terminalUrl}`,
        `  bench     ${stack.benchControlUrl}`,
        `  city      ${stack.cityBaseUrl}/openapi.json`,
        `  camera    ${stack.cameraFile}`,
        ...fleetLines(stack.fleet),
        '',
      ].join('\n'),
    );
  }
  const ended = await stack.programEnded;
  if (!stopping) {
    process.stderr.write(`${describeExit(ended)}\n`);
    await stop(1);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
