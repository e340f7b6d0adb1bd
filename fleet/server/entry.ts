import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { systemClock } from '../../contract/clock.ts';
import { fleetConfigSchema } from './config.ts';
import { startFleet } from './start-fleet.ts';

const usage = `usage: node fleet/server/entry.ts --config <file.json>

The centre of a fleet: takes the reports of its terminals and shows them on the console. Prints one line of JSON when
everything listens, events as lines of JSON on standard error, and ends with SIGTERM. docs/fleet.md names the keys.
`;

/** Name and places of a failure only: its text may quote what somebody sent. */
function reportFailure(error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  const places =
    error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  process.stderr.write(`fleet: unexpected ${name}\n${places.join('\n')}\n`);
}

function fail(message: string, exitCode: number): never {
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
}

const { config: configPath } = parseArgs({ options: { config: { type: 'string' } } }).values;
if (configPath === undefined) fail(usage, 2);
const config = fleetConfigSchema.safeParse(JSON.parse(await readFile(configPath, 'utf8')));
if (!config.success) {
  fail(
    config.error.issues.map(({ path, message }) => `${configPath}: ${path.join('.')}: ${message}`).join('\n'),
    2,
  );
}

const fleet = await startFleet(config.data, {
  clock: systemClock,
  write: (event) => process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...event })}\n`),
  onFailure: reportFailure,
}).catch((error: Error) => fail(`the fleet server could not start: ${error.message}`, 1));

let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  void fleet.stop().then(() => process.exit(0));
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('disconnect', stop);
const { consoleUrl, enrolmentUrl, authorityFingerprint, secretsFile } = fleet;
process.stdout.write(
  `${JSON.stringify({ ready: true, consoleUrl, enrolmentUrl, authorityFingerprint, secretsFile })}\n`,
);
