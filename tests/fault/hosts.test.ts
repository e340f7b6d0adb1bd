import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { root } from '../../build/root.ts';
import { buildPrograms } from '../../build/targets.ts';
import { rigs } from './rigs/index.ts';
import { needsHost, runRow, titleOf } from './rows.ts';
import { faultRows, reasonAgainst } from './table.ts';

let directory: string;
beforeAll(async () => {
  // Built, a host starts in a quarter of the time its sources take. Inside the repository, where its packages are found.
  await mkdir(join(root, 'out'), { recursive: true });
  directory = await mkdtemp(join(root, 'out', 'fault-host-'));
  await buildPrograms(directory, { 'device-host': 'devices/host/entry.ts' });
}, 60_000);
afterAll(() => rm(directory, { recursive: true, force: true }));

/** So many at a time: more would only wait for the processor. */
const atOnce = 8;
let running = 0;
const waiting: (() => void)[] = [];
async function inTurn(run: () => Promise<void>): Promise<void> {
  if (running === atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    await run();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** A host process under the real supervisor, killed or stopped in every phase of every command. */
describe.concurrent('device hosts that crash or hang', () => {
  for (const row of faultRows) {
    if (!needsHost(row) || reasonAgainst(row) !== null || row.deviceClass === 'document-camera') continue;
    const makeRig = rigs[row.deviceClass];
    it(titleOf(row), { timeout: 600_000 }, () =>
      inTurn(() => runRow(row, makeRig, 'hosted', join(directory, 'device-host.mjs'))),
    );
  }
});
