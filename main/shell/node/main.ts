import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { WebSocket } from 'ws';
import { systemClock } from '../../../contract/clock.ts';
import { loadTerminalConfig, type SupervisorEvent, startTerminal } from '../../process/index.ts';
import { findChromium, keepWindowOpen } from './chromium-window.ts';
import { type NodeChild, NodePlatform } from './node-platform.ts';
import { closeCodes, startWindowServer } from './window-server.ts';

/**
 * The Node body of the shell, for development, tests and machines where Electron's runtime cannot
 * be installed. Reports itself on standard output, one JSON object a line.
 */

const wrongConfigurationExitCode = 2;
const stopGraceMs = 2000;

function say(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function relaySocket(socket: WebSocket, core: NodeChild): void {
  const port = core.openPort('kiosk');
  socket.on('message', (data: Buffer, isBinary) => port.postMessage(isBinary ? data : data.toString('utf8')));
  socket.on('close', () => port.close());
  port.addEventListener('message', (event) => socket.send(event.data as string | Uint8Array));
  port.addEventListener('close', () => socket.close(closeCodes.coreGone, 'core restarting'));
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      config: { type: 'string' },
      port: { type: 'string', default: '0' },
      programs: { type: 'string' },
      'kiosk-directory': { type: 'string' },
      'camera-file': { type: 'string' },
      window: { type: 'boolean', default: false },
    },
  });
  const { config: configPath, programs, 'kiosk-directory': kioskDirectory } = values;
  if (!configPath || !programs || !kioskDirectory) {
    process.stderr.write('needed: --config FILE --programs JSON --kiosk-directory DIRECTORY\n');
    process.exit(wrongConfigurationExitCode);
  }
  const loaded = loadTerminalConfig(configPath);
  if (!loaded.ok) {
    for (const problem of loaded.error) process.stderr.write(`${problem}\n`);
    process.stderr.write('The terminal does not start with this configuration.\n');
    process.exit(wrongConfigurationExitCode);
  }
  const config = loaded.value;

  let coreServes: () => void = () => {};
  const coreReady = new Promise<void>((resolve) => {
    coreServes = resolve;
  });
  const report = (event: SupervisorEvent) => {
    say(event);
    if (event.type === 'child_ready' && event.name === 'core') coreServes();
    if (event.type === 'child_refused' && event.name === 'core') {
      process.stderr.write(`${event.message}\nThe terminal does not start.\n`);
      process.exit(wrongConfigurationExitCode);
    }
  };
  const supervisor = startTerminal({
    platform: new NodePlatform(),
    config,
    programs: JSON.parse(programs),
    clock: systemClock,
    report,
  });
  const server = await startWindowServer({
    kioskDirectory,
    port: Number(values.port),
    token: randomBytes(24).toString('base64url'),
    connectToCore(socket) {
      const core = supervisor.readyChild('core');
      if (core) relaySocket(socket, core);
      return core !== null;
    },
  });

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await server.stop();
    await supervisor.stop(stopGraceMs);
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('disconnect', stop);

  await coreReady;
  // A core may become ready while it is asked to stop: nobody is told of a window that is gone already.
  if (stopping) return;
  const chromiumPath = findChromium();
  if (values.window && chromiumPath) {
    const closeWindow = keepWindowOpen(
      {
        chromiumPath,
        url: server.url,
        profileDirectory: config.dataDirectory,
        cameraFile: values['camera-file'] ?? null,
      },
      systemClock,
    );
    process.on('exit', closeWindow);
  }
  say({ ready: true, url: server.url });
}

await main();
