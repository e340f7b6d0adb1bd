import { createHash, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FleetMembership } from '../../contract/fleet-membership.ts';
import { type TerminalId, terminalIdSchema } from '../../contract/words.ts';
import { makeEnrolmentCode } from '../../fleet/server/enrolment-code.ts';
import { HelpPasses } from '../../fleet/server/help-passes.ts';
import { builtPaths } from '../paths.ts';
import { findFreePort } from './free-port.ts';
import { type ProgramExit, startProgram } from './program.ts';
import { type FleetSecrets, fleetReadySchema, fleetSecretsSchema } from './ready-lines.ts';

export interface FleetPorts {
  console: number;
  enrolment: number;
  broker: number;
  updates: number;
}

/** A fleet server that may not run yet, and what a terminal needs to belong to it. */
export interface PlannedFleet {
  membership: FleetMembership;
  helpCalls: { hubUrl: string; token: string };
  start(): Promise<StartedFleet>;
}

export interface StartedFleet {
  consoleUrl: string;
  /** Where terminals enrol. */
  enrolmentUrl: string;
  /** The admin's one-time password, as long as it was not used. */
  admin: FleetSecrets['admin'];
  pid: number | undefined;
  /** Resolves when the server has ended by itself. */
  ended: Promise<ProgramExit>;
  stop(): Promise<void>;
}

/**
 * A fleet server with its data under `directory`, and this terminal invited. Ports, authority and code are chosen
 * here, so that the terminal can be told of its fleet before there is one: the agent waits for it.
 */
export async function planFleet(
  directory: string,
  ports: FleetPorts | undefined,
  terminal: string,
  /** Whose officers decide at the console; none by default. */
  city?: { baseUrl: string; officerToken: string },
): Promise<PlannedFleet> {
  const terminalId = terminalIdSchema.parse(terminal);
  const dataDirectory = join(directory, 'fleet');
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const code = makeEnrolmentCode();
  const config = {
    dataDirectory,
    consoleDirectory: builtPaths.fleetConsoleDirectory,
    helpDeskDirectory: builtPaths.helpDeskDirectory,
    emptyDatabase: builtPaths.fleetEmptyDatabase,
    consolePort: await findFreePort(ports?.console),
    enrolmentPort: await findFreePort(ports?.enrolment),
    brokerPort: await findFreePort(ports?.broker),
    updatePort: await findFreePort(ports?.updates),
    // Somebody who tries it out does not want to wait a minute.
    updatePollSeconds: 2,
    invite: [{ terminalId, code }],
    ...(city ? { city } : {}),
  };
  const configPath = join(directory, 'fleet.json');
  await writeFile(configPath, `${JSON.stringify(config, null, 2)}\n`);
  return {
    membership: {
      enrolmentUrl: `https://127.0.0.1:${config.enrolmentPort}`,
      authorityFingerprint: await fingerprintOfAuthority(join(dataDirectory, 'authority')),
      enrolmentCode: code,
    },
    helpCalls: {
      hubUrl: `ws://127.0.0.1:${config.consolePort}/help/terminal`,
      token: await passOf(dataDirectory, terminalId),
    },
    start: () => startFleetServer(directory, configPath),
  };
}

async function startFleetServer(directory: string, configPath: string): Promise<StartedFleet> {
  const program = await startProgram({
    name: 'fleet',
    entry: 'fleet/server/entry.ts',
    keepsCompiled: true,
    parameters: ['--config', configPath],
    logPath: join(directory, 'logs', 'fleet.log'),
    readySchema: fleetReadySchema,
  });
  const { consoleUrl, enrolmentUrl, secretsFile } = program.ready;
  const { admin } = fleetSecretsSchema.parse(JSON.parse(await readFile(secretsFile, 'utf8')));
  const { pid, ended, stop } = program;
  return { consoleUrl, enrolmentUrl, admin, pid, ended, stop };
}

/** Making one loads a library that takes longer than all the rest here; it is made once. */
async function fingerprintOfAuthority(directory: string): Promise<string> {
  const path = join(directory, 'authority.pem');
  if (!existsSync(path)) {
    const { Authority } = await import('../../fleet/server/authority.ts');
    return (await Authority.open(directory, Date.now())).fingerprint;
  }
  const { raw } = new X509Certificate(await readFile(path));
  return createHash('sha256').update(raw).digest('hex');
}

async function passOf(dataDirectory: string, terminalId: TerminalId): Promise<string> {
  const passes = await HelpPasses.open(dataDirectory, () => true);
  return passes.tokenOf(terminalId);
}
