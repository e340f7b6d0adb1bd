import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { releaseKindSchema, releaseVersionSchema } from '../../contract/fleet-update.ts';
import { readReleaseFile } from '../../fleet/agent/slots/release-file.ts';
import { assembleNodeBody, writeReleaseFile } from './assemble.ts';
import { KeyLocked, makeKeys } from './keys.ts';
import { pack } from './pack.ts';
import { UpdateRepository, validDays } from './repository.ts';

const usage = `npm run release -- COMMAND

  begin    --keys DIR --repository DIR      makes four keys and an empty repository; its metadata/1.root.json goes to
                                            every terminal by hand
  assemble --version 1.4.0 --to DIR         what npm run build made, as the Node body of a terminal
  describe --version 1.4.0 --in DIR -- PROGRAM PARAMETERS
                                            writes release.json into a directory that another tool has put together;
                                            {slot} stands for where it will lie
  add      --keys DIR --repository DIR --from DIR [--kind program | catalogue | notices] [--version 1.4.0]
                                            packs and signs a release; a program says its version itself
  renew    --keys DIR --repository DIR      signs the same releases again: at least every ${validDays.timestamp} days

Where the keys are encrypted, BUDAYANG_RELEASE_PASSPHRASE has their passphrase. docs/updates.md.
`;

class Misused extends Error {}

const [command, ...rest] = process.argv.slice(2);
const { values, positionals } = parseArgs({
  args: rest,
  options: {
    keys: { type: 'string' },
    repository: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    in: { type: 'string' },
    kind: { type: 'string', default: 'program' },
    version: { type: 'string' },
  },
  allowPositionals: true,
});
const passphrase = process.env.BUDAYANG_RELEASE_PASSPHRASE ?? null;

function needed(name: 'keys' | 'repository' | 'from' | 'to' | 'in' | 'version'): string {
  const value = values[name];
  if (value === undefined) throw new Misused(`--${name} is needed here`);
  return name === 'version' ? releaseVersionSchema.parse(value) : resolve(value);
}

function repository(): UpdateRepository {
  return new UpdateRepository(needed('repository'), {
    keysDirectory: needed('keys'),
    passphrase,
    nowMs: Date.now(),
  });
}

async function add(): Promise<void> {
  const kind = releaseKindSchema.parse(values.kind);
  const from = needed('from');
  const version = kind === 'program' ? (await readReleaseFile(from))?.version : needed('version');
  if (version === undefined) throw new Misused(`${from} has no release.json: assemble and describe write it`);
  const workplace = mkdtempSync(join(tmpdir(), 'budayang-release-'));
  try {
    const archive = join(workplace, 'release.tgz');
    const packed = await pack(from, archive);
    const name = `${kind}-${version}.tgz`;
    repository().add(name, archive, { kind, version, ...packed });
    const megabytes = (readFileSync(archive).length / 1e6).toFixed(1);
    process.stdout.write(`${name}: ${packed.files} files, ${megabytes} MB, signed\n`);
  } finally {
    rmSync(workplace, { recursive: true });
  }
}

async function run(): Promise<void> {
  switch (command) {
    case 'begin':
      makeKeys(needed('keys'), passphrase);
      return repository().begin();
    case 'assemble':
      return assembleNodeBody(needed('version'), needed('to'));
    case 'describe': {
      const [program, ...parameters] = positionals;
      if (program === undefined) throw new Misused('the program to start is needed after --');
      const version = needed('version');
      return writeReleaseFile(needed('in'), {
        format: 'release-1',
        version,
        start: [program, ...parameters],
      });
    }
    case 'add':
      return add();
    case 'renew':
      return repository().renew();
    default:
      throw new Misused('which command?');
  }
}

await run().catch((error: unknown) => {
  if (!(error instanceof Misused || error instanceof KeyLocked)) throw error;
  process.stderr.write(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
});
