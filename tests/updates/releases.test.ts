import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { builtPaths } from '../../build/paths.ts';
import { updaterBoundaries } from '../../fleet/agent/updates/boundaries.ts';
import { Authority } from '../../fleet/server/authority.ts';
import { type Database, openDatabase } from '../../fleet/server/database.ts';
import { PowerCut, UpdateRig } from './rig.ts';

const databaseDeadlineMs = 120_000;
const patience = { timeout: 20_000 };

describe('an update by the fleet', { timeout: 60_000 }, () => {
  let directory: string;
  let database: Database;
  let authority: Authority;
  let rig: UpdateRig;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'budayang-fleet-'));
    database = await openDatabase({ directory: null, emptyDatabase: builtPaths.fleetEmptyDatabase });
    authority = await Authority.open(directory, Date.now());
  }, databaseDeadlineMs);
  afterAll(async () => {
    await database.close();
    rmSync(directory, { recursive: true });
  });
  beforeEach(() => {
    rig = new UpdateRig(database, authority);
  });
  afterEach(() => rig.close());

  /** The terminal refuses it, says why, and nothing of it is left. */
  async function expectRefused(name: string, problem: string): Promise<void> {
    const rollout = await rig.rollOut(name);
    await expect.poll(() => rig.action(rollout), patience).toMatchObject({ state: 'error', problem });
    await expect
      .poll(() => rig.rollout(rollout), patience)
      .toMatchObject({ state: 'stopped', stopCause: 'too_many_errors' });
    expect(rig.switchedTo).toBeNull();
    expect(rig.leftovers).toEqual([]);
    expect(rig.events).toContainEqual(expect.objectContaining({ event: 'update_refused', problem }));
  }

  it('good release -> lies whole in the other slot before it is switched to, and no success is told for that', async () => {
    const name = await rig.release('1.1.0');
    await rig.start();
    const rollout = await rig.rollOut(name);
    await expect.poll(() => rig.switchedTo, patience).toBe('1.1.0');
    expect(readFileSync(join(rig.slots, 'b', 'program.txt'), 'utf8')).toHaveLength(50_000);
    expect(await rig.action(rollout)).toMatchObject({ state: 'running', step: 'scheduled' });
  });

  it('somebody is being served -> waits, and the fleet hears that it waits', async () => {
    rig.isBusy = true;
    const name = await rig.release('1.1.0');
    await rig.start();
    const rollout = await rig.rollOut(name);
    await expect.poll(() => rig.action(rollout), patience).toMatchObject({ step: 'scheduled' });
    expect(rig.switchedTo).toBeNull();
    rig.isBusy = false;
    await expect.poll(() => rig.switchedTo, patience).toBe('1.1.0');
  });

  it('called off while it waits -> not switched, and the fleet hears that', async () => {
    rig.isBusy = true;
    const name = await rig.release('1.1.0');
    await rig.start();
    const rollout = await rig.rollOut(name);
    await expect.poll(() => rig.action(rollout), patience).toMatchObject({ step: 'scheduled' });
    await rig.updates?.rollouts.stop(rollout);
    await expect.poll(() => rig.action(rollout), patience).toMatchObject({ state: 'cancelled' });
    rig.isBusy = false;
    expect(rig.switchedTo).toBeNull();
  });

  it('signed by others than who may sign -> refused', async () => {
    await rig.start();
    const name = await rig.release('1.1.0');
    rig.makeKeys('strangers');
    const forged = rig.signer('strangers');
    forged.renew();
    await expectRefused(name, 'not_authentic');
  });

  it('unsigned -> refused', async () => {
    await rig.start();
    const name = await rig.release('1.1.0');
    const path = join(rig.repository, 'metadata', 'timestamp.json');
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), signatures: [] }));
    await expectRefused(name, 'not_authentic');
  });

  it('another file under the name that was signed -> refused', async () => {
    await rig.start();
    const name = await rig.release('1.1.0');
    const content = readFileSync(rig.targetPath(name));
    content.fill(0, content.length - 20);
    writeFileSync(rig.targetPath(name), content);
    await expectRefused(name, 'content_differs');
  });

  it('signed so long ago that it may have been called back since -> refused', async () => {
    const name = await rig.release('1.1.0', { signer: rig.signer('keys', UpdateRig.longAgoMs()) });
    await rig.start();
    await expectRefused(name, 'metadata_expired');
  });

  it('the server hands out what was in force earlier -> refused', async () => {
    const old = await rig.release('1.1.0');
    const before = join(rig.directory, 'before');
    cpSync(join(rig.repository, 'metadata'), before, { recursive: true });
    await rig.start();
    const name = await rig.release('1.2.0');
    const rollout = await rig.rollOut(name);
    await expect.poll(() => rig.switchedTo, patience).toBe('1.2.0');
    await rig.updates?.rollouts.stop(rollout);
    await expect.poll(() => rig.action(rollout), patience).toMatchObject({ state: 'cancelled' });
    rig.forgetTrial();
    cpSync(before, join(rig.repository, 'metadata'), { recursive: true, force: true });
    const again = await rig.rollOut(old);
    await expect.poll(() => rig.action(again), patience).toMatchObject({ problem: 'metadata_rolled_back' });
    expect(rig.switchedTo).toBe('1.2.0');
  });

  it('an older version, rightly signed -> refused: what was mended is not broken again', async () => {
    const name = await rig.release('0.9.0');
    await rig.start();
    await expectRefused(name, 'release_not_newer');
  });

  it('the download breaks off again and again -> told, and no half of it is used', async () => {
    const name = await rig.release('1.1.0');
    truncateSync(rig.targetPath(name), 200);
    await rig.start();
    await expectRefused(name, 'download_broken_off');
  });

  it('a download that was torn off -> goes on where it was; one that is spoilt is fetched anew', async () => {
    const name = await rig.release('1.1.0');
    const content = readFileSync(rig.targetPath(name));
    await rig.start();
    await rig.stopTerminal();
    const hash = rig.targetPath(name).split('/').at(-1)?.split('.')[0];
    const part = join(rig.data, 'download', `${hash}.tgz`);
    cpSync(rig.targetPath(name), part);
    truncateSync(part, content.length - 100);
    await rig.rollOut(name);
    await rig.start();
    await expect.poll(() => rig.switchedTo, patience).toBe('1.1.0');
  });

  it('larger than declared -> refused before it fills the disk', async () => {
    const name = await rig.release('1.1.0');
    appendFileSync(rig.targetPath(name), 'x'.repeat(1_000_000));
    await rig.start();
    await expectRefused(name, 'longer_than_declared');
    expect(existsSync(join(rig.data, 'download', name))).toBe(false);
  });

  it('unpacks to more than was signed -> refused', async () => {
    const name = await rig.release('1.1.0', { change: { unpackedBytes: 1000 } });
    await rig.start();
    await expectRefused(name, 'longer_than_declared');
  });

  it('an archive that says another version than was signed -> refused', async () => {
    const name = await rig.release('1.1.0', { change: { version: '1.3.0' } });
    await rig.start();
    await expectRefused(name, 'release_malformed');
  });

  it('a catalogue -> taken over without a switch, in force also after a restart', async () => {
    const name = await rig.release('2.0.0', { kind: 'catalogue', files: { 'one.json': '{}' } });
    await rig.start();
    const rollout = await rig.rollOut(name);
    await expect.poll(() => rig.rollout(rollout), patience).toMatchObject({ state: 'finished' });
    expect(rig.taken).toEqual([join(rig.data, 'catalogue', '2.0.0')]);
    expect(JSON.parse(readFileSync(join(rig.data, 'catalogue', 'current.json'), 'utf8'))).toEqual({
      version: '2.0.0',
    });
    expect(rig.switchedTo).toBeNull();
  });

  it('a catalogue the program does not understand -> refused, the old one stays in force', async () => {
    rig.understands = false;
    const name = await rig.release('2.0.0', { kind: 'catalogue', files: { 'one.json': '{' } });
    await rig.start();
    await expectRefused(name, 'content_refused');
  });

  const afterwards = ['outcome_heard', 'outcome_told'] as const;

  it.each(updaterBoundaries.filter((name) => !afterwards.some((each) => each === name)))(
    'power cut at %s -> begun again it ends with the whole release, and tells no success before',
    async (name) => {
      const release = await rig.release('1.1.0');
      let isCut = false;
      await rig.start((at) => {
        if (at !== name || isCut) return;
        isCut = true;
        throw new PowerCut();
      });
      const rollout = await rig.rollOut(release);
      await expect.poll(() => isCut, patience).toBe(true);
      await rig.stopTerminal();
      expect(await rig.action(rollout)).toMatchObject({ state: 'running' });
      rig.switchedTo = null;
      rig.forgetTrial();
      await rig.start();
      await expect.poll(() => rig.switchedTo, patience).toBe('1.1.0');
      expect(readFileSync(join(rig.slots, 'b', 'program.txt'), 'utf8')).toHaveLength(50_000);
      expect(rig.leftovers).toEqual(['b']);
    },
  );

  it.each(afterwards)(
    'power cut at %s -> the fleet has heard of the success, once more or not, and the keeper has nothing left to report',
    async (name) => {
      const release = await rig.release('1.1.0');
      await rig.start();
      const rollout = await rig.rollOut(release);
      await expect.poll(() => rig.switchedBy, patience).not.toBe('');
      await rig.stopTerminal();
      rig.outcome = { actionId: rig.switchedBy, version: '1.1.0', problem: null };
      let isCut = false;
      await rig.start((at) => {
        if (at !== name || isCut) return;
        isCut = true;
        throw new PowerCut();
      });
      await expect.poll(() => isCut, patience).toBe(true);
      await rig.stopTerminal();
      expect(rig.outcome === null).toBe(name === 'outcome_told');
      expect(await rig.action(rollout)).toMatchObject({ state: 'success' });
      await rig.start();
      await expect.poll(() => rig.outcome, patience).toBeNull();
      expect(await rig.action(rollout)).toMatchObject({ state: 'success' });
    },
  );

  it('a terminal asks for another one -> gets nothing', async () => {
    await rig.start();
    const line = await rig.lineOf('OTHER-1');
    const answer = await line.ask('GET', `${rig.updates?.url}/default/controller/v1/${rig.terminalId}`);
    expect(answer?.status).toBe(403);
  });
});
