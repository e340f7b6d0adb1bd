import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { app, type BrowserWindow, MessageChannelMain, session, utilityProcess } from 'electron';
import { systemClock } from '../../../contract/clock.ts';
import type { TerminalConfig } from '../../../contract/terminal-config.ts';
import { loadTerminalConfig, type SupervisorEvent, startTerminal } from '../../process/index.ts';
import { handOutCorePort } from './core-port.ts';
import { ElectronPlatform } from './electron-platform.ts';
import { systemKeychain } from './keychain.ts';
import { openKioskWindow, type WindowTrouble } from './kiosk-window.ts';
import { lockDownApplication, lockDownSession } from './lockdown.ts';
import { windowUrl } from './served-file.ts';
import { declareWindowScheme, serveWindowFiles } from './window-files.ts';

/**
 * The production body of the shell: windows and policy only. It is type-checked against Electron everywhere and run
 * only where Electron's runtime is installed; `tests/electron-smoke` is what proves it there.
 */

const wrongConfigurationExitCode = 2;
const stopGraceMs = 2000;

/** `dist/`, inside the archive of the application or not. */
const distDirectory = resolve(import.meta.dirname, '..');
const programs = {
  core: join(distDirectory, 'processes', 'core.mjs'),
  precheck: join(distDirectory, 'processes', 'precheck.mjs'),
  deviceHost: join(distDirectory, 'processes', 'device-host.mjs'),
  fleetAgent: join(distDirectory, 'processes', 'fleet-agent.mjs'),
};

function say(line: SupervisorEvent | WindowTrouble | { ready: true; url: string }): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function refuse(problems: string[]): void {
  process.stderr.write(`${problems.join('\n')}\nThe terminal does not start.\n`);
  app.exit(wrongConfigurationExitCode);
}

function readConfiguration(): TerminalConfig | null {
  const { values } = parseArgs({ options: { config: { type: 'string' } }, strict: false });
  const path =
    typeof values.config === 'string' ? values.config : join(app.getPath('userData'), 'terminal.json');
  const loaded = loadTerminalConfig(path);
  if (loaded.ok) return loaded.value;
  refuse(loaded.error);
  return null;
}

function runTerminal(config: TerminalConfig): void {
  lockDownSession(session.defaultSession);
  serveWindowFiles(session.defaultSession.protocol, join(distDirectory, 'kiosk'));
  let coreServes: () => void = () => {};
  const supervisor = startTerminal({
    platform: new ElectronPlatform({
      fork: (programPath, environment, serviceName) =>
        utilityProcess.fork(programPath, [], {
          env: { ...process.env, ...environment },
          serviceName,
          stdio: 'inherit',
        }),
      createChannel: () => new MessageChannelMain(),
      killNow: (pid) => process.kill(pid, 'SIGKILL'),
      keychain: systemKeychain,
    }),
    config,
    programs,
    clock: systemClock,
    report(event) {
      say(event);
      if (event.type === 'child_ready' && event.name === 'core') coreServes();
      if (event.type === 'child_refused' && event.name === 'core') refuse([event.message]);
    },
  });
  const window = openKioskWindow({
    preloadPath: join(distDirectory, 'electron', 'preload.cjs'),
    report: say,
  });
  coreServes = handOutCorePort(window, () => supervisor.readyChild('core'));
  window.webContents.once('did-finish-load', () => say({ ready: true, url: windowUrl }));
  endCleanly(window, () => supervisor.stop(stopGraceMs));
}

/** A resident cannot close the window; the operating system can end the program. */
function endCleanly(window: BrowserWindow, stopChildren: () => Promise<void>): void {
  let ending = false;
  window.on('close', (event) => {
    if (!ending) event.preventDefault();
  });
  app.on('second-instance', () => window.focus());
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (ending) return;
    ending = true;
    const exit = () => app.exit(0);
    stopChildren().then(exit, exit);
  });
  process.on('SIGTERM', () => app.quit());
  process.on('SIGINT', () => app.quit());
}

function start(): void {
  app.enableSandbox();
  declareWindowScheme();
  lockDownApplication();
  // Not awaited at the top level: Electron is ready only after this module has been evaluated.
  app.whenReady().then(
    () => {
      const config = readConfiguration();
      if (config) runTerminal(config);
    },
    (error: unknown) => refuse([String(error)]),
  );
}

if (app.requestSingleInstanceLock()) start();
else app.exit(0);
