import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CredentialStore } from './credentials.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'budayang-credentials-'));
});
afterEach(() => rm(directory, { recursive: true }));

describe('what a terminal keeps of its enrolment', () => {
  test('nothing was kept yet -> there is no key, and one may be made', async () => {
    const store = new CredentialStore(join(directory, 'fleet'));
    expect(await store.loadKey()).toEqual({ ok: true, value: null });
    expect(await store.load('0'.repeat(64))).toEqual({ ok: true, value: null });
  });

  test('the key is there and cannot be read -> it is not taken for missing, for a new one would shut the terminal out of its fleet', async () => {
    // A directory in its place cannot be read as a file, not even by root.
    await mkdir(join(directory, 'terminal.key'));
    expect(await new CredentialStore(directory).loadKey()).toEqual({
      ok: false,
      error: 'credentials_unreadable',
    });
  });
});
