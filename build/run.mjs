// The one way in: `node build/run.mjs <verb> [arguments]`. Plain JavaScript without dependencies, because on a
// fresh clone nothing is installed and the outer Node may be too old for TypeScript.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runUnderPinnedNode } from './setup/pinned-node.mjs';
import { root } from './setup/root.mjs';
import { SetupError, setUp } from './setup/set-up.mjs';

/** @type {Record<string, { entry: string, prebuilt: boolean, parameters?: string[] }>} */
const programs = {
  start: { entry: 'build/start.ts', prebuilt: false },
  build: { entry: 'build/build.ts', prebuilt: false },
  test: { entry: 'build/test.ts', prebuilt: false },
  demo: { entry: 'tests/demo/main.ts', prebuilt: true },
  bench: { entry: 'tests/bench/main.ts', prebuilt: true },
  kill: { entry: 'tests/kill/main.ts', prebuilt: true },
  faults: { entry: 'tests/power/faults/main.ts', prebuilt: true },
  release: { entry: 'build/release/main.ts', prebuilt: false },
  docs: { entry: 'build/docs.ts', prebuilt: false },
  reconcile: { entry: 'main/core/reconciliation/cli.ts', prebuilt: false },
  fuzz: { entry: 'tests/fuzz/main.ts', prebuilt: false },
  audit: { entry: 'main/core/audit/cli.ts', prebuilt: false },
  retention: { entry: 'main/core/retention/cli.ts', prebuilt: false },
  vault: { entry: 'main/core/vault/cli.ts', prebuilt: false },
  units: { entry: 'devices/bench/entry.ts', prebuilt: false },
  recordings: { entry: 'tests/recordings/main.ts', prebuilt: false },
  'driver:new': { entry: 'build/make-driver.ts', prebuilt: false },
  'test:unit': {
    entry: 'node_modules/vitest/vitest.mjs',
    prebuilt: false,
    parameters: ['run', '--project=unit'],
  },
  format: {
    entry: 'node_modules/@biomejs/biome/bin/biome',
    prebuilt: false,
    parameters: ['check', '--write'],
  },
};

const usage = `usage: npm run <verb> [-- arguments]
  start                     build if needed, start bench, city and terminal
  test                      every check and every test
  demo [-- --help-desk | --tax | --fleet] [--json]  play the day of a terminal, or one of these, and say what happened
  bench [area] [-- --json --terminals N]  measure the budgets; N terminals in the area fleet
  kill [-- --runs N --seed N --json]  kill the core at random moments and check every invariant
  faults [-- --kills N --seed N --json]  kill the terminal at its named boundaries and check every invariant
  fuzz [-- --frames N --seed text --target name]  feed every device codec random and mutated frames
  audit -- export FILE --data DIRECTORY | verify FILE   take the audit log out; check that it is whole
  retention -- --config FILE [--dry-run]  take away what was kept long enough, or say what that is
  vault -- rotate --config FILE           give the vault a new key
  reconcile -- --config <terminal.json> [--day YYYY-MM-DD]  compare a day's money with the city's file
  device -- <class> ...     speak to one device by hand
  release -- <command> ...  sign releases off line; docs/updates.md
  docs                      write the documents that are made of code
  units -- --config FILE    play the simulated devices alone
  driver:new -- <class> <name>            begin a driver from the template
  recordings                make the recordings of the simulators' lines anew
  test:unit -- [file ...] [-t words]      the tests of some files
  format -- [path ...]      bring code into the house's form
  build                     build what has changed
  setup                     install what is missing and nothing else`;

/** @param {string[]} words */
async function main([verb = '', ...rest]) {
  const program = programs[verb];
  if (program) {
    await setUp();
    if (program.prebuilt) {
      const code = await runUnderPinnedNode('build/build.ts', [], { toStderr: true });
      if (code !== 0) return code;
    }
    const parameters = [...(program.parameters ?? []), ...rest];
    return runUnderPinnedNode(program.entry, parameters, { keepsCompiled: verb === 'start' });
  }
  if (verb === 'setup') {
    await setUp();
    return 0;
  }
  if (verb === 'device') {
    const [deviceClass = '', ...deviceArguments] = rest;
    const entry = `devices/${deviceClass}/cli.ts`;
    if (!/^[a-z-]+$/.test(deviceClass) || !existsSync(join(root, entry))) {
      console.error(`usage: npm run device -- <class> ...; there is no device class "${deviceClass}"`);
      return 2;
    }
    await setUp();
    return runUnderPinnedNode(entry, deviceArguments);
  }
  console.error(usage);
  return 2;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
