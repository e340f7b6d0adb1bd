import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { connectCityControl } from './index.ts';
import { connectClient, makeSubmission } from './test-city.ts';

const entry = fileURLToPath(new URL('./entry.ts', import.meta.url));
const readySchema = z.strictObject({
  ready: z.literal(true),
  baseUrl: z.url(),
  controlUrl: z.url(),
  ledgerFile: z.string(),
});

let directory: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'city-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(directory, { recursive: true });
});

function run(...args: string[]) {
  const child = spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  return child;
}
async function writeConfig(config: unknown): Promise<string> {
  const file = join(directory, 'city.json');
  await writeFile(file, JSON.stringify(config));
  return file;
}
async function serve(configFile: string) {
  const child = run('--config', configFile);
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, ...readySchema.parse(JSON.parse(line)) };
  }
  throw new Error('the city ended before it was ready');
}
async function refusal(config: unknown): Promise<string> {
  const child = run('--config', await writeConfig(config));
  const [message, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect(code).toBe(1);
  return message;
}

it('killed right after it accepted -> the next city knows the case; asked to end -> it ends well', async () => {
  const configFile = await writeConfig({ port: 0, controlPort: 0 });
  const first = await serve(configFile);
  expect(first.ledgerFile).toBe(join(directory, 'city.sqlite'));
  const submission = makeSubmission();
  const acceptance = await connectClient(first.baseUrl).submitCase(submission);
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');

  const second = await serve(configFile);
  const { caseId } = submission;
  expect(await connectClient(second.baseUrl).lookUpCase({ caseId })).toEqual(acceptance);
  expect(await connectCityControl(second.controlUrl).readLedger()).toHaveLength(1);
  second.child.kill('SIGTERM');
  expect(await once(second.child, 'exit')).toEqual([0, null]);
});

it('a configuration with mistakes -> every key and what is allowed', async () => {
  const message = await refusal({ prot: 1, controlPort: 70_000 });
  expect(message).toContain('city.json: controlPort: Too big: expected number to be <=65535');
  expect(message).toContain('Unrecognized key: "prot"; allowed: port, controlPort');
});

it('a parcel for nobody -> the people there are', async () => {
  const message = await refusal({ parcels: [{ personId: 'bob', board: 1, cell: 1 }] });
  expect(message).toContain('parcels.0.personId "bob" must be one of: zhang-ceshi,');
});

it('a port that is taken -> which one, and what to do', async () => {
  const first = await serve(await writeConfig({ port: 0, controlPort: 0 }));
  const port = Number(new URL(first.baseUrl).port);
  const message = await refusal({ port, controlPort: 0, ledgerFile: 'other.sqlite' });
  expect(message).toContain(`port ${port} is taken: set "port"`);
});
