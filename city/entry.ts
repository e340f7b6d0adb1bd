import { parseArgs } from 'node:util';
import { readCitySetup } from './config.ts';
import { generateOpenApi } from './openapi.ts';
import { type RunningCity, startCity } from './start-city.ts';

const usage = `The embedded city: the back end of the demo terminal, with fictional people.

  node city/entry.ts [--config <json>]   serve until SIGTERM; prints one line {"ready":true,"baseUrl":…}
  node city/entry.ts --openapi           print the description of the API
  node city/entry.ts --help

Keys of the configuration, all optional: port, controlPort, ledgerFile, peopleFile, regionCode,
codeLifetimeMs, parcels. Without --config the city takes ports 7810 and 7811 of 127.0.0.1 and keeps
city.sqlite in the working folder.
`;

function fail(lines: string[]): never {
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exit(1);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        config: { type: 'string' },
        openapi: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    return fail([cause instanceof Error ? cause.message : 'wrong arguments', '', usage]);
  }
}

/** Names and places of a failure only: its text may quote what a resident entered. */
function reportFailure(error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  const places =
    error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  process.stderr.write(`city: unexpected ${name}\n${places.join('\n')}\n`);
}

function explainStart(cause: unknown): string {
  if (!(cause instanceof Error)) return 'the city could not start';
  if ('code' in cause && cause.code === 'EADDRINUSE' && 'port' in cause) {
    return `port ${cause.port} is taken: set "port" or "controlPort" to another one, or to 0 for any free one`;
  }
  return `the city could not start: ${cause.message}`;
}

async function serve(configFile: string | null): Promise<void> {
  const setup = await readCitySetup(configFile);
  if (!setup.ok) return fail(setup.error);
  let city: RunningCity;
  try {
    city = await startCity(setup.value, { onFailure: reportFailure });
  } catch (cause) {
    return fail([explainStart(cause)]);
  }
  const stop = (): void => {
    void city.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
  const { baseUrl, controlUrl, ledgerFile } = city;
  process.stdout.write(`${JSON.stringify({ ready: true, baseUrl, controlUrl, ledgerFile })}\n`);
}

const options = readArguments();
if (options.help) process.stdout.write(usage);
else if (options.openapi) process.stdout.write(`${JSON.stringify(await generateOpenApi(), null, 2)}\n`);
else await serve(options.config ?? null);
