import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SteppedClock } from '../../contract/test-clock.ts';
import { terminalIdSchema } from '../../contract/words.ts';
import { databaseDeadlineMs, databaseKinds, type TestDatabase } from '../../tests/fleet/databases.ts';
import { makeKey, requestCertificate } from '../agent/certificate-request.ts';
import { CredentialStore } from '../agent/credentials.ts';
import { enrol } from '../agent/enrolment.ts';
import { Authority } from './authority.ts';
import { startEnrolmentListener } from './enrolment-listener.ts';
import { Enrolments } from './enrolments.ts';

const terminalId = terminalIdSchema.parse('HALL-0001');
const lifetimeMs = 60_000;

describe.each(databaseKinds)('enrolment on $name', ({ open }) => {
  const clock = new SteppedClock();
  let directory: string;
  let opened: TestDatabase;
  let authority: Authority;
  let enrolments: Enrolments;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'budayang-fleet-'));
    opened = await open();
    authority = await Authority.open(join(directory, 'authority'), Date.now());
    enrolments = new Enrolments({ database: opened.database, authority, clock, lifetimeMs });
  }, databaseDeadlineMs);
  afterAll(async () => {
    await opened.close();
    await rm(directory, { recursive: true });
  });

  const bodyOf = async (code: string, key: string, id: string = terminalId) => ({
    terminalId: id,
    code,
    certificateRequest: await requestCertificate(terminalIdSchema.parse(id), key),
  });
  const refusal = async (body: unknown) => {
    const result = await enrolments.enrol(body);
    return result.ok ? null : result.error;
  };

  it('a code that somebody overheard after its use opens nothing for another key', async () => {
    const { code } = await enrolments.invite(terminalId);
    const key = await makeKey();
    expect(await refusal(await bodyOf(code, key))).toBeNull();
    expect(await refusal(await bodyOf(code, await makeKey()))).toBe('code_used');
  });

  it('a code of the configuration, at the next start -> stays used: it lies on a disk', async () => {
    const { code } = await enrolments.invite(terminalId, null, '2345-6789-ABCD-EFGH');
    expect(await refusal(await bodyOf(code, await makeKey()))).toBeNull();
    await enrolments.invite(terminalId, null, code);
    expect(await refusal(await bodyOf(code, await makeKey()))).toBe('code_used');
  });

  it('a terminal enrols anew -> the certificate it had stands in the list of revoked ones, and no other', async () => {
    const before = await enrolments.revoked();
    const [first, second] = [await enrolments.invite(terminalId), await makeKey()];
    expect(await refusal(await bodyOf(first.code, second))).toBeNull();
    const { code } = await enrolments.invite(terminalId);
    expect(await refusal(await bodyOf(code, await makeKey()))).toBeNull();
    expect(await enrolments.revoked()).toHaveLength(before.length + 2);
  });

  it('several machines send the same code at the same moment -> one of them gets in', async () => {
    const { code } = await enrolments.invite(terminalId);
    const machines = Array.from({ length: 6 }, async () => bodyOf(code, await makeKey()));
    const bodies = await Promise.all(machines);
    // A database that runs by itself opens its connections first, and is then asked by all at once.
    await Promise.all(bodies.map(() => enrolments.revoked()));
    const refusals = await Promise.all(bodies.map(refusal));
    expect(refusals.filter((each) => each === null)).toHaveLength(1);
  });

  it('the answer got lost -> the same terminal asks again with the same key and is let in', async () => {
    const { code } = await enrolments.invite(terminalId);
    const key = await makeKey();
    expect(await refusal(await bodyOf(code, key))).toBeNull();
    expect(await refusal(await bodyOf(code, key))).toBeNull();
  });

  it('an old code on a note -> expired', async () => {
    const { code } = await enrolments.invite(terminalId);
    clock.advance(lifetimeMs);
    expect(await refusal(await bodyOf(code, await makeKey()))).toBe('code_expired');
  });

  it('a code for another terminal, a guessed one, one that was replaced -> unknown', async () => {
    const { code } = await enrolments.invite(terminalId);
    const key = await makeKey();
    expect(await refusal(await bodyOf(code, key, 'HALL-0002'))).toBe('code_unknown');
    expect(await refusal(await bodyOf('2222-3333-4444-5555', key))).toBe('code_unknown');
    await enrolments.invite(terminalId);
    expect(await refusal(await bodyOf(code, key))).toBe('code_unknown');
  });

  it('a request whose sender does not hold the key, or no request -> refused, and the code is still good', async () => {
    const { code } = await enrolments.invite(terminalId);
    const body = await bodyOf(code, await makeKey());
    const lines = body.certificateRequest.trim().split('\n');
    const last = lines.length - 2;
    lines[last] = `${lines[last]?.startsWith('A') ? 'B' : 'A'}${lines[last]?.slice(1)}`;
    expect(await refusal({ ...body, certificateRequest: lines.join('\n') })).toBe('request_malformed');
    expect(await refusal(null)).toBe('request_malformed');
    expect(await refusal(body)).toBeNull();
  });

  it('the authority comes back with its key after a restart: another one would lock every terminal out', async () => {
    const again = await Authority.open(join(directory, 'authority'), Date.now());
    expect(again.fingerprint).toBe(authority.fingerprint);
    expect((await stat(join(directory, 'authority', 'authority.key'))).mode & 0o777).toBe(0o600);
  });

  describe('over the line', () => {
    let listener: Awaited<ReturnType<typeof startEnrolmentListener>>;
    const asked: string[] = [];
    beforeAll(async () => {
      listener = await startEnrolmentListener({
        ...(await authority.issueForServer('127.0.0.1', Date.now())),
        listenOn: '127.0.0.1',
        port: 0,
        authority: authority.pem,
        enrolments,
        brokerUrl: 'mqtts://127.0.0.1:1',
        updateUrl: 'https://127.0.0.1:2',
        onEnrolled: async () => {},
        write: ({ event }) => asked.push(event),
        onFailure: (error) => {
          throw error;
        },
      });
    });
    afterAll(() => listener.stop());
    const enrolAs = async (authorityFingerprint: string, enrolmentCode?: string) => {
      const store = new CredentialStore(join(directory, 'terminal', 'fleet'));
      const enrolmentUrl = `https://127.0.0.1:${listener.port}`;
      const fleet = { enrolmentUrl, authorityFingerprint, ...(enrolmentCode ? { enrolmentCode } : {}) };
      const { signal } = new AbortController();
      return { store, result: await enrol({ terminalId, fleet, store, signal }) };
    };

    it('another fleet answers at the address -> the code is not told to it', async () => {
      const { code } = await enrolments.invite(terminalId);
      const { result } = await enrolAs('0'.repeat(64), code);
      expect(result).toEqual({ ok: false, error: 'other_authority' });
      expect(asked).toEqual([]);
    });

    it('the right fleet -> the terminal keeps key and certificate where nobody else reads them', async () => {
      const { code } = await enrolments.invite(terminalId);
      const { store, result } = await enrolAs(authority.fingerprint, code);
      expect(result.ok).toBe(true);
      expect(await store.load(authority.fingerprint)).toMatchObject({
        value: { brokerUrl: 'mqtts://127.0.0.1:1' },
      });
      expect(await store.load('0'.repeat(64))).toEqual({ ok: true, value: null });
      const mode = async (name: string) =>
        (await stat(join(directory, 'terminal', 'fleet', name))).mode & 0o777;
      expect(await mode('terminal.key')).toBe(0o600);
      expect(await mode('.')).toBe(0o700);
    });

    it('no code in the configuration, a wrong one -> said by name', async () => {
      expect((await enrolAs(authority.fingerprint)).result).toEqual({ ok: false, error: 'no_code' });
      expect((await enrolAs(authority.fingerprint, '2222-3333-4444-5555')).result).toEqual({
        ok: false,
        error: 'code_unknown',
      });
      expect(asked.at(-1)).toBe('enrolment_refused');
    });
  });
});
