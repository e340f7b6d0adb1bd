import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeKeys } from '../../build/release/keys.ts';
import { UpdateRepository } from '../../build/release/repository.ts';
import { readReleases } from '../../fleet/server/updates/releases.ts';

describe('the repository of updates', () => {
  let directory: string;
  let repository: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'budayang-releases-'));
    repository = join(directory, 'repository');
    makeKeys(join(directory, 'keys'), null);
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  function signNotices(): void {
    const archive = join(directory, 'notices.tgz');
    writeFileSync(archive, 'notices');
    const signers = { keysDirectory: join(directory, 'keys'), passphrase: null, nowMs: Date.now() };
    const signed = new UpdateRepository(repository, signers);
    signed.begin();
    signed.add('notices-1.0.0.tgz', archive, {
      kind: 'notices',
      version: '1.0.0',
      files: 1,
      unpackedBytes: 7,
    });
  }
  const newest = (ending: string) =>
    join(
      repository,
      'metadata',
      readdirSync(join(repository, 'metadata'))
        .filter((name) => name.endsWith(ending))
        .sort()
        .at(-1) ?? '',
    );

  it('nothing was copied there yet -> no release, and that is no fault', async () => {
    expect(await readReleases(repository)).toEqual({ ok: true, value: [] });
  });

  it('a signed release -> offered under its kind and version', async () => {
    signNotices();
    expect(await readReleases(repository)).toMatchObject({
      ok: true,
      value: [{ name: 'notices-1.0.0.tgz', kind: 'notices', version: '1.0.0', bytes: 7 }],
    });
  });

  it.each(['snapshot.json', 'targets.json'])(
    'copied without its newest %s -> said to be broken, not to be empty',
    async (name) => {
      signNotices();
      rmSync(newest(name));
      expect(await readReleases(repository)).toEqual({ ok: false, error: 'repository_broken' });
    },
  );

  it('a file that arrived in part -> said to be broken', async () => {
    signNotices();
    truncateSync(newest('timestamp.json'), 40);
    expect(await readReleases(repository)).toEqual({ ok: false, error: 'repository_broken' });
  });
});
