import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchConfigInput } from '../devices/bench/index.ts';
import type { ProgramPaths } from '../main/process/index.ts';
import { electronBinaryPath } from './electron-runtime.ts';
import { builtPaths } from './paths.ts';
import { root } from './root.ts';
import { type FleetPorts, type PlannedFleet, planFleet, type StartedFleet } from './stack/fleet.ts';
import { findFreePort } from './stack/free-port.ts';
import { type Program, type ProgramExit, startProgram } from './stack/program.ts';
import {
  type BenchReady,
  benchReadySchema,
  cityReadySchema,
  coreReadySchema,
  coreStartedSchema,
  shellReadySchema,
} from './stack/ready-lines.ts';
import {
  benchTerminalConfig,
  benchTerminalId,
  benchUnits,
  type DeviceLine,
  enrolBenchAttendant,
  type PickupLockerDriver,
} from './stack/terminal-config.ts';

export interface StackOptions {
  /** Takes all data, logs and configurations; kept from one start to the next. By default a new one under `out/`. */
  directory?: string;
  /** Wished ports; where one is taken, and by default, any free one. */
  ports?: { terminal: number; bench: number; city: number; cityControl: number; fleet: FleetPorts };
  /** How the terminal reaches its devices; default `tcp`. */
  line?: DeviceLine;
  /** Silence after which the countdown appears; the product's own default otherwise. */
  idleMs?: number;
  /** A hub for calls to helpers; none by default. */
  helpCalls?: { hubUrl: string; token: string };
  /** Boards of the pick-up locker; default `board-8a`. */
  locker?: PickupLockerDriver;
  /** Also the devices that no item needs yet. */
  everyDevice?: boolean;
  /** Also a fleet server, to which the terminal belongs; `later`: not before `startFleet` is called. */
  fleet?: boolean | 'later';
  /** Body of the shell; `electron` needs its runtime and a display, and is its own window. */
  shell?: 'node' | 'electron';
  /** Lets the Node shell open its window on this machine's display. */
  window?: boolean;
  /** Other programs than the built ones. */
  programs?: Partial<ProgramPaths>;
  /** How fast the bench's units are; as real ones by default. */
  pace?: BenchConfigInput['pace'];
  /** What lies in the dispenser's hopper; cards by default. */
  hopperHolds?: 'cards' | 'invoices';
  /** Of one move of the dispenser. */
  dispenserMoveMs?: number;
}

/** Everything around a terminal: the city and the bench with its devices. */
export interface Surroundings {
  /** `http://127.0.0.1:<port>/`, the page; `connectBench` of the bench takes it. */
  benchControlUrl: string;
  cityBaseUrl: string;
  cityControlUrl: string;
  /** What Chromium plays as the document camera. */
  cameraFile: string;
  directory: string;
  /** Null without a fleet, and as long as one that comes later was not started. */
  fleet: StartedFleet | null;
  /** Starts a fleet that comes later. */
  startFleet(): Promise<StartedFleet>;
  /** Configuration of the terminal that belongs here. */
  configPath: string;
  dataDirectory: string;
  /** Resolves when one of the programs has ended by itself. */
  programEnded: Promise<ProgramExit>;
  stop(): Promise<void>;
}

export interface Stack extends Surroundings {
  /** With the token of this start; one window at a time. */
  terminalUrl: string;
  /** Process id of the core that runs now; another one after every restart. */
  corePid(): number;
  /** Process id of the shell; its end ends every process of the terminal. */
  shellPid: number | undefined;
  /** Resolves when another core than the one with this process id serves. */
  nextCoreReady(afterPid: number): Promise<void>;
}

/** Starts city and bench and writes the configuration of the terminal between them. */
export async function startSurroundings(options: StackOptions = {}): Promise<Surroundings> {
  const directory = await makeDirectory(options.directory);
  const cityControlPort = await findFreePort(options.ports?.cityControl);
  const city = {
    port: await findFreePort(options.ports?.city),
    controlPort: cityControlPort,
    officerToken: randomBytes(32).toString('base64url'),
  };
  const startingCity = startCity(directory, city);
  const startingBench = startBench(directory, options, `http://127.0.0.1:${cityControlPort}`);
  const starting: Promise<{ stop(): Promise<void> }>[] = [startingCity, startingBench];
  const startFleet = (planned: PlannedFleet) => {
    const started = planned.start();
    starting.push(started);
    return started;
  };
  try {
    const offices = { baseUrl: `http://127.0.0.1:${city.port}`, officerToken: city.officerToken };
    const planning = options.fleet
      ? planFleet(directory, options.ports?.fleet, benchTerminalId, offices)
      : null;
    const [startedCity, bench, planned, fleet = null] = await Promise.all([
      startingCity,
      startingBench,
      planning,
      options.fleet === true ? planning?.then(startFleet) : null,
    ]);
    const dataDirectory = join(directory, 'terminal');
    const configPath = join(directory, 'terminal.json');
    const helpCalls = options.helpCalls ?? planned?.helpCalls;
    const config = benchTerminalConfig({
      bench: bench.ready,
      cityBaseUrl: startedCity.ready.baseUrl,
      dataDirectory,
      line: options.line ?? 'tcp',
      ...(options.locker === undefined ? {} : { locker: options.locker }),
      attendants: [await enrolBenchAttendant()],
      ...(helpCalls ? { helpCalls } : {}),
      ...(options.idleMs === undefined ? {} : { idleMs: options.idleMs }),
      ...(options.everyDevice === undefined ? {} : { everyDevice: options.everyDevice }),
      ...(planned ? { fleet: planned.membership } : {}),
      ...(options.hopperHolds === undefined ? {} : { hopperHolds: options.hopperHolds }),
    });
    await mkdir(dataDirectory, { recursive: true });
    await writeJson(configPath, config);
    const ends = [startedCity.ended, bench.ended, ...(fleet ? [fleet.ended] : [])];
    return {
      benchControlUrl: bench.ready.controlUrl,
      cityBaseUrl: startedCity.ready.baseUrl,
      cityControlUrl: startedCity.ready.controlUrl,
      cameraFile: bench.ready.cameraFile,
      fleet,
      startFleet() {
        if (!planned || fleet) throw new Error('no fleet is to be started here');
        return startFleet(planned);
      },
      directory,
      configPath,
      dataDirectory,
      programEnded: Promise.race(ends),
      stop: () => stopStarted(starting),
    };
  } catch (error) {
    await stopStarted(starting);
    throw error;
  }
}

/** Starts city, bench and the built terminal in the Node shell, and answers when a resident could begin. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const surroundings = await startSurroundings(options);
  let corePid = 0;
  let readyCorePid = 0;
  const coreWatchers = new Set<() => void>();
  try {
    const shell = await startShell(surroundings, options, 'terminal.log', (json) => {
      const started = coreStartedSchema.safeParse(json);
      if (started.success) corePid = started.data.pid;
      const served = coreReadySchema.safeParse(json);
      if (!served.success) return;
      readyCorePid = served.data.pid;
      for (const look of coreWatchers) look();
    });
    return {
      ...surroundings,
      terminalUrl: shell.ready.url,
      corePid: () => corePid,
      shellPid: shell.pid,
      nextCoreReady: (afterPid) =>
        new Promise((resolve) => {
          const look = () => {
            if (readyCorePid === afterPid || readyCorePid === 0) return;
            coreWatchers.delete(look);
            resolve();
          };
          coreWatchers.add(look);
          look();
        }),
      programEnded: Promise.race([surroundings.programEnded, shell.ended]),
      async stop() {
        await shell.stop();
        await surroundings.stop();
      },
    };
  } catch (error) {
    await surroundings.stop();
    throw error;
  }
}

/** The terminal itself between its surroundings; `onLine` hears each line of JSON that the shell says. */
export async function startShell(
  surroundings: Surroundings,
  options: StackOptions,
  logName: string,
  onLine: (json: unknown) => void,
) {
  return startProgram({
    name: 'terminal',
    ...(await shellCommand(surroundings, options)),
    logPath: join(surroundings.directory, 'logs', logName),
    readySchema: shellReadySchema,
    onLine,
  });
}

async function shellCommand(surroundings: Surroundings, options: StackOptions) {
  const configuration = ['--config', surroundings.configPath];
  if (options.shell === 'electron') {
    return { command: electronBinaryPath, entry: builtPaths.electronMain, parameters: configuration };
  }
  return {
    entry: builtPaths.nodeShell,
    parameters: [
      ...configuration,
      ...['--port', String(await findFreePort(options.ports?.terminal))],
      ...['--programs', JSON.stringify({ ...builtPaths.programs, ...options.programs })],
      ...['--kiosk-directory', builtPaths.kioskDirectory],
      ...['--camera-file', surroundings.cameraFile],
      ...(options.window ? ['--window'] : []),
    ],
  };
}

async function startCity(
  directory: string,
  config: { port: number; controlPort: number; officerToken: string },
) {
  const configPath = join(directory, 'city.json');
  await writeJson(configPath, {
    ...config,
    ledgerFile: join(directory, 'city.sqlite'),
  });
  return startProgram({
    name: 'city',
    entry: 'city/entry.ts',
    keepsCompiled: true,
    parameters: ['--config', configPath],
    logPath: join(directory, 'logs', 'city.log'),
    readySchema: cityReadySchema,
  });
}

async function startBench(
  directory: string,
  { ports, line = 'tcp', locker, pace, dispenserMoveMs }: StackOptions,
  cityControlUrl: string,
): Promise<Program<BenchReady>> {
  const configPath = join(directory, 'bench.json');
  await writeJson(configPath, {
    outputDirectory: join(directory, 'bench'),
    controlPort: await findFreePort(ports?.bench),
    cityControlUrl,
    ...benchUnits(line, locker),
    ...(pace ? { pace } : {}),
    ...(dispenserMoveMs === undefined ? {} : { dispenser: { moveMs: dispenserMoveMs } }),
  });
  return startProgram({
    name: 'bench',
    entry: 'devices/bench/entry.ts',
    keepsCompiled: true,
    parameters: ['--config', configPath],
    logPath: join(directory, 'logs', 'bench.log'),
    readySchema: benchReadySchema,
  });
}

async function makeDirectory(wished: string | undefined): Promise<string> {
  const out = join(root, 'out');
  await mkdir(out, { recursive: true });
  const directory = wished ?? (await mkdtemp(join(out, 'stack-')));
  await mkdir(join(directory, 'logs'), { recursive: true });
  await mkdir(join(directory, 'bench'), { recursive: true });
  return directory;
}

function writeJson(path: string, value: unknown): Promise<void> {
  return writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** Stops what has started and what is still starting. */
async function stopStarted(starting: readonly Promise<{ stop(): Promise<void> }>[]): Promise<void> {
  const started = await Promise.allSettled(starting);
  await Promise.all(started.map((each) => (each.status === 'fulfilled' ? each.value.stop() : undefined)));
}
