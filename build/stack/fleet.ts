import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FleetMembership } from '../../contract/fleet-membership.ts';
import { builtPaths } from '../paths.ts';
import { findFreePort } from './free-port.ts';
import { type ProgramExit, startProgram } from './program.ts';
import { type FleetSecrets, fleetReadySchema, fleetSecretsSchema } from './ready-lines.ts';

export interface FleetPorts {
  console: number;
  enrolment: number;
  broker: number;
}

/** A fleet server, and what a terminal needs to belong to it. */
export interface StartedFleet {
  consoleUrl: string;
  /** The admin's one-time password, as long as it was not used. */
  admin: FleetSecrets['admin'];
  membership: FleetMembership;
  helpCalls: FleetSecrets['helpCalls'][string] | undefined;
  /** Resolves when the server has ended by itself. */
  ended: Promise<ProgramExit>;
  stop(): Promise<void>;
}

/** Starts the fleet server with its data under `directory` and invites this terminal. */
export async function startFleetServer(
  directory: string,
  ports: FleetPorts | undefined,
  terminalId: string,
): Promise<StartedFleet> {
  const configPath = join(directory, 'fleet.json');
  await mkdir(join(directory, 'fleet'), { recursive: true });
  const config = {
    dataDirectory: join(directory, 'fleet'),
    consoleDirectory: builtPaths.fleetConsoleDirectory,
    helpDeskDirectory: builtPaths.helpDeskDirectory,
    emptyDatabase: builtPaths.fleetEmptyDatabase,
    consolePort: await findFreePort(ports?.console),
    enrolmentPort: await findFreePort(ports?.enrolment),
    brokerPort: await findFreePort(ports?.broker),
    // Somebody who tries it out does not want to wait a minute.
    updatePollSeconds: 2,
    invite: [terminalId],
  };
  await writeFile(configPath, `${JSON.stringify(config, null, 2)}\n`);
  const program = await startProgram({
    name: 'fleet',
    entry: 'fleet/server/entry.ts',
    keepsCompiled: true,
    parameters: ['--config', configPath],
    logPath: join(directory, 'logs', 'fleet.log'),
    readySchema: fleetReadySchema,
  });
  const { consoleUrl, enrolmentUrl, authorityFingerprint, secretsFile } = program.ready;
  const secrets = fleetSecretsSchema.parse(JSON.parse(await readFile(secretsFile, 'utf8')));
  const enrolmentCode = secrets.invitations[terminalId];
  return {
    consoleUrl,
    admin: secrets.admin,
    membership: {
      enrolmentUrl,
      authorityFingerprint,
      ...(enrolmentCode === undefined ? {} : { enrolmentCode }),
    },
    helpCalls: secrets.helpCalls[terminalId],
    ended: program.ended,
    stop: program.stop,
  };
}
