import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pickupLockerDrivers } from '../contract/terminal-config.ts';
import { BuildFailure, buildAll } from './build-all.ts';
import { electronBinaryPath } from './electron-runtime.ts';
import { root } from './root.ts';
import type { StartedFleet } from './stack/fleet.ts';
import { describeExit } from './stack/program.ts';
import { type Stack, startStack } from './stack.ts';

/**
 * `npm start [-- --serial | --usb] [--locker driver] [--invoices] [--no-fleet]`: the whole terminal on this machine,
 * with simulated devices and an embedded city; then, in the background, the fleet server it belongs to.
 */

const ports = {
  terminal: 4610,
  bench: 4620,
  city: 4630,
  cityControl: 4631,
  fleet: { console: 4640, enrolment: 4641, broker: 4642, updates: 4643 },
};

const { values } = parseArgs({
  options: {
    serial: { type: 'boolean', default: false },
    usb: { type: 'boolean', default: false },
    locker: { type: 'string' },
    invoices: { type: 'boolean', default: false },
    'no-fleet': { type: 'boolean', default: false },
  },
});
const locker = pickupLockerDrivers.find((driver) => driver === values.locker);
if (values.locker !== undefined && locker === undefined) {
  process.stderr.write(`--locker takes ${pickupLockerDrivers.join(', ')}\n`);
  process.exit(2);
}

/** The one-time password is told until it was used; the first sign-in asks for one's own. */
function fleetLines({ consoleUrl, enrolmentUrl, admin }: StartedFleet): string[] {
  return [
    `  fleet     ${enrolmentUrl}`,
    `  console   ${consoleUrl}`,
    ...(admin
      ? [`            sign in as ${admin.userName}, one-time password ${admin.oneTimePassword}`]
      : []),
  ];
}

/** After the first screen, which it must not hold up. Without it the terminal serves as well. */
async function bringUpFleet(stack: Stack): Promise<void> {
  try {
    const fleet = await stack.startFleet();
    if (!stopping) process.stdout.write(`${fleetLines(fleet).join('\n')}\n`);
    const ended = await fleet.ended;
    if (!stopping) process.stderr.write(`${describeExit(ended)}\n`);
  } catch (error) {
    if (stopping) return;
    process.stderr.write(`no fleet server: ${error instanceof Error ? error.message : String(error)}\n`);
  }
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
  fleet: values['no-fleet'] ? false : 'later',
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
        '',
      ].join('\n'),
    );
    if (!values['no-fleet']) void bringUpFleet(stack);
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
