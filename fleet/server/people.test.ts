import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { builtPaths } from '../../build/paths.ts';
import type { Role } from '../../contract/fleet-console.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import { terminalIdSchema } from '../../contract/words.ts';
import { createConsoleRouter } from './console-router.ts';
import { type Database, openDatabase } from './database.ts';
import { People } from './people.ts';
import { TerminalBook } from './terminal-book.ts';
import { Rollouts } from './updates/rollouts.ts';

/** Where nothing was built a PostgreSQL is set up, which takes seconds. */
const databaseDeadlineMs = 60_000;
const terminalId = terminalIdSchema.parse('HALL-0001');
const own = 'horses and staples';

describe('people of the console', () => {
  const clock = new SteppedClock();
  let database: Database;
  let people: People;
  beforeAll(async () => {
    database = await openDatabase({ directory: null, emptyDatabase: builtPaths.fleetEmptyDatabase });
    people = new People(database, clock);
  }, databaseDeadlineMs);
  afterAll(() => database.close());

  const signIn = async (userName: string, password: string) => {
    const result = await people.signIn(userName, password);
    return result.ok ? result.value : result.error;
  };
  /** Somebody of this role who has chosen a password of their own. */
  const tokenOf = async (userName: string, role: Role) => {
    const added = await people.add(userName, role);
    if (!added.ok) throw new Error(added.error);
    const first = await people.signIn(userName, added.value);
    if (!first.ok) throw new Error(first.error);
    await people.changePassword(first.value.token, userName, added.value, own);
    return first.value.token;
  };
  const consoleOf = (token: string | null) => {
    const onFailure = (error: unknown) => {
      throw error;
    };
    const book = new TerminalBook({ database, clock, write: () => {}, onFailure });
    const router = createConsoleRouter({
      people,
      book,
      updates: { rollouts: new Rollouts(database, clock), releases: async () => [] },
      invite: async () => ({ code: '2222-3333-4444-5555', expiresAtMs: 0 }),
      helpCallsOf: () => ({ hubUrl: 'ws://127.0.0.1:1/help/terminal', token: 'none' }),
      enrolmentUrl: 'https://127.0.0.1:1',
      authorityFingerprint: '0'.repeat(64),
      write: () => {},
    });
    return createRouterClient(router, { context: { token, setToken: () => {} } });
  };
  const refusal = (call: Promise<unknown>) =>
    call.then(
      () => null,
      (error: { code: string }) => error.code,
    );

  it('the one-time password is another one at each start until it was used, then never again', async () => {
    const first = await people.firstPassword();
    const second = await people.firstPassword();
    expect(first).not.toBe(second);
    expect(await signIn('admin', first ?? '')).toBe('wrong');
    const admin = await people.signIn('admin', second ?? '');
    if (!admin.ok) throw new Error(admin.error);
    expect(admin.value.user).toEqual({ userName: 'admin', role: 'admin', mustChangePassword: true });
    expect((await people.changePassword(admin.value.token, 'admin', second ?? '', own)).ok).toBe(true);
    expect(await people.firstPassword()).toBeNull();
    expect(await signIn('admin', second ?? '')).toBe('wrong');
  });

  it('of a password only an Argon2id hash is kept, of a session only a hash', async () => {
    const token = await tokenOf('hashed', 'viewer');
    const kept = await database.read(
      z.object({ password_hash: z.string() }),
      "SELECT password_hash FROM user_account WHERE user_name = 'hashed'",
    );
    expect(kept[0]?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const sessions = await database.read(
      z.object({ token_hash: z.string() }),
      'SELECT * FROM console_session',
    );
    expect(sessions.map(({ token_hash }) => token_hash)).not.toContain(token);
  });

  it('somebody tries passwords -> locked after five, also for the right one, and free again after a minute', async () => {
    await tokenOf('tried', 'viewer');
    for (let attempt = 1; attempt <= 5; attempt += 1) expect(await signIn('tried', 'guess')).toBe('wrong');
    expect(await signIn('tried', own)).toBe('locked');
    clock.advance(60_000);
    expect(await signIn('tried', own)).toMatchObject({ user: { userName: 'tried' } });
  });

  it('a session ends after twelve hours, by signing out, by another password elsewhere, and with its account', async () => {
    const old = await tokenOf('leaving', 'viewer');
    clock.advance(12 * 3_600_000);
    expect(await people.userOf(old)).toBeNull();
    const again = async () => {
      const signedIn = await signIn('leaving', own);
      if (typeof signedIn === 'string') throw new Error(signedIn);
      return signedIn.token;
    };
    const left = await again();
    await people.signOut(left);
    expect(await people.userOf(left)).toBeNull();
    const [here, elsewhere] = [await again(), await again()];
    await people.changePassword(here, 'leaving', own, `${own} and more`);
    expect(await people.userOf(here)).not.toBeNull();
    expect(await people.userOf(elsewhere)).toBeNull();
    await people.remove('leaving');
    expect(await people.userOf(here)).toBeNull();
  });

  it.each<[Role, (string | null)[]]>([
    ['viewer', [null, 'NO_RIGHT', 'NO_RIGHT']],
    ['helper', [null, 'NO_RIGHT', 'NO_RIGHT']],
    ['operator', [null, null, 'NO_RIGHT']],
    ['admin', [null, null, null]],
  ])('a %s sees, enrols, and manages people as far as the role goes', async (role, expected) => {
    const desk = consoleOf(await tokenOf(`a-${role}`, role));
    expect([
      await refusal(desk.watchTerminals()),
      await refusal(desk.inviteTerminal({ terminalId })),
      await refusal(desk.listUsers()),
    ]).toEqual(expected);
  });

  it('nobody signed in, or only with a one-time password -> nothing is shown', async () => {
    expect(await refusal(consoleOf(null).watchTerminals())).toBe('NOT_SIGNED_IN');
    expect(await refusal(consoleOf('guessed').watchTerminals())).toBe('NOT_SIGNED_IN');
    const added = await people.add('newcomer', 'admin');
    const first = await people.signIn('newcomer', added.ok ? added.value : '');
    const token = first.ok ? first.value.token : null;
    expect(await refusal(consoleOf(token).watchTerminals())).toBe('NO_RIGHT');
    expect(await refusal(consoleOf(token).addUser({ userName: 'friend', role: 'admin' }))).toBe('NO_RIGHT');
  });

  it('an admin removes their own account -> refused: nobody could let anybody in any more', async () => {
    const desk = consoleOf(await tokenOf('lonely', 'admin'));
    expect(await refusal(desk.removeUser({ userName: 'lonely' }))).toBe('NO_RIGHT');
  });
});
