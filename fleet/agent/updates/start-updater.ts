import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../contract/clock.ts';
import type { Credentials } from '../credentials.ts';
import type { AgentSettings } from '../settings.ts';
import { askKeeper, keeperVariable } from '../slots/index.ts';
import { ContentPlace } from './content-slots.ts';
import type { CorePort } from './core-port.ts';
import { DdiClient } from './ddi-client.ts';
import { FleetLine } from './fleet-line.ts';
import { ReleaseTrust } from './release-trust.ts';
import { type UpdateEvent, Updater } from './updater.ts';

/** Updates of a terminal that knows who signs them; nothing runs on any other. */
export function startUpdater(options: {
  settings: AgentSettings;
  credentials: Credentials;
  programVersion: string;
  core: CorePort;
  clock: Clock;
  signal: AbortSignal;
  write(event: UpdateEvent): void;
}): void {
  const { settings, credentials, programVersion, core, clock, signal, write } = options;
  const { terminalId, dataDirectory, fleet } = settings;
  const { updateUrl } = credentials;
  const keeperPath = process.env[keeperVariable];
  if (updateUrl === null || fleet.updateRootFile === undefined) return;
  const line = new FleetLine(credentials, updateUrl, signal);
  const directory = join(dataDirectory, 'updates');
  const updater = new Updater({
    ...{ line, core, clock, signal, write, directory, programVersion },
    ddi: new DdiClient(line, updateUrl, terminalId),
    trust: new ReleaseTrust({
      directory: join(directory, 'tuf'),
      shippedRoot: readFileSync(fleet.updateRootFile, 'utf8'),
      repositoryUrl: new URL('/repository', updateUrl).href,
      line,
    }),
    askKeeper: keeperPath === undefined ? null : (ask) => askKeeper(keeperPath, ask),
    contents: {
      catalogue: new ContentPlace(join(dataDirectory, 'catalogue')),
      notices: new ContentPlace(join(dataDirectory, 'notices')),
    },
  });
  void updater.run();
}
