import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Role } from '../../contract/fleet-console.ts';
import type { OfficerCase } from '../../contract/officer.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import { caseIdSchema, itemCodeSchema, type TerminalId, terminalIdSchema } from '../../contract/words.ts';
import { databaseDeadlineMs, databaseKinds, type TestDatabase } from '../../tests/fleet/databases.ts';
import { CaseCounts } from './case-counts.ts';
import type { CaseDesk, Decided } from './case-desk.ts';
import { createConsoleRouter } from './console-router.ts';
import type { Database } from './database.ts';
import type { FleetEvent } from './log.ts';
import { People } from './people.ts';
import { TerminalBook } from './terminal-book.ts';
import { Rollouts } from './updates/rollouts.ts';

const terminalId = terminalIdSchema.parse('HALL-0001');
const ours = terminalIdSchema.parse('EAST-0001');
const theirs = terminalIdSchema.parse('WEST-0001');
const caseId = caseIdSchema.parse('11111111-1111-4111-8111-111111111111');
const own = 'horses and staples';

describe.each(databaseKinds)('people of the console on $name', ({ open }) => {
  const clock = new SteppedClock();
  let opened: TestDatabase;
  let database: Database;
  let people: People;
  beforeAll(async () => {
    opened = await open();
    database = opened.database;
    people = new People(database, clock);
  }, databaseDeadlineMs);
  afterAll(() => opened.close());

  const signIn = async (userName: string, password: string) => {
    const result = await people.signIn(userName, password);
    return result.ok ? result.value : result.error;
  };
  /** Somebody of this role who has chosen a password of their own. */
  const tokenOf = async (userName: string, role: Role, district: string | null = null) => {
    const added = await people.add(userName, role, district);
    if (!added.ok) throw new Error(added.error);
    const first = await people.signIn(userName, added.value);
    if (!first.ok) throw new Error(first.error);
    await people.changePassword(first.value.token, userName, added.value, own);
    return first.value.token;
  };
  const written: FleetEvent[] = [];
  const officerCase = (at: TerminalId): OfficerCase => ({
    caseId: caseIdSchema.parse(at === theirs ? '22222222-2222-4222-8222-222222222222' : caseId),
    ...{ itemCode: itemCodeSchema.parse('312000990007'), itemName: { zh: '变更', en: 'Change' } },
    ...{ acceptanceNumber: '20261122-310199-0001-1', acceptedAt: '2026-11-22T02:00:00.000Z' },
    ...{ terminalId: at, company: null, applicant: '张*', materials: 1 },
  });
  /** What the city answers to a verdict. */
  let answer: Decided = { kind: 'decided' };
  const caseDesk: CaseDesk = {
    async *watch() {
      yield { state: 'known', cases: [officerCase(ours), officerCase(theirs)] };
    },
    terminalOf: async (wanted) => [ours, theirs].find((each) => officerCase(each).caseId === wanted) ?? null,
    document: async () => null,
    decide: async () => answer,
  };
  const consoleOf = async (token: string | null) => {
    const onFailure = (error: unknown) => {
      throw error;
    };
    const book = new TerminalBook({ database, clock, write: () => {}, onFailure });
    await book.load();
    book.stop();
    const router = createConsoleRouter({
      people,
      book,
      updates: { rollouts: new Rollouts(database, clock), releases: async () => ({ ok: true, value: [] }) },
      cases: new CaseCounts({ database, clock, keptDays: 1, onFailure }),
      invite: async () => ({ code: '2222-3333-4444-5555', expiresAtMs: 0 }),
      helpCallsOf: () => ({ hubUrl: 'ws://127.0.0.1:1/help/terminal', token: 'none' }),
      enrolmentUrl: 'https://127.0.0.1:1',
      authorityFingerprint: '0'.repeat(64),
      caseDesk,
      write: (event) => written.push(event),
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
    expect(admin.value.user).toEqual({
      userName: 'admin',
      role: 'admin',
      district: null,
      mustChangePassword: true,
    });
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
    ['viewer', [null, 'NO_RIGHT', 'NO_RIGHT', 'NO_RIGHT']],
    ['helper', [null, 'NO_RIGHT', 'NO_RIGHT', 'NO_RIGHT']],
    ['officer', ['NO_RIGHT', 'NO_RIGHT', 'NO_RIGHT', null]],
    ['operator', [null, null, 'NO_RIGHT', 'NO_RIGHT']],
    ['admin', [null, null, null, null]],
  ])(
    'a %s sees, enrols, manages people and decides cases as far as the role goes',
    async (role, expected) => {
      const desk = await consoleOf(await tokenOf(`a-${role}`, role));
      expect([
        await refusal(desk.watchTerminals()),
        await refusal(desk.inviteTerminal({ terminalId })),
        await refusal(desk.listUsers()),
        await refusal(desk.decideCase({ caseId, verdict: { verdict: 'accepted' } })),
      ]).toEqual(expected);
    },
  );

  it('two officers at once -> who was slower is told by whom and when, and only the first is written down', async () => {
    const slower = await consoleOf(await tokenOf('slower', 'officer'));
    const faster = await consoleOf(await tokenOf('faster', 'officer'));
    const accepted = { caseId, verdict: { verdict: 'accepted' } } as const;
    written.length = 0;
    await faster.decideCase(accepted);
    const by = { verdict: 'accepted', officer: 'faster', at: '2026-11-22T02:00:00.000Z' } as const;
    answer = { kind: 'already', by };
    await expect(slower.decideCase(accepted)).rejects.toMatchObject({ code: 'ALREADY_DECIDED', data: by });
    answer = { kind: 'decided' };
    expect(written).toEqual([{ event: 'case_decided', caseId, verdict: 'accepted', by: 'faster' }]);
  });

  it('nobody signed in, or only with a one-time password -> nothing is shown', async () => {
    expect(await refusal((await consoleOf(null)).watchTerminals())).toBe('NOT_SIGNED_IN');
    expect(await refusal((await consoleOf('guessed')).watchTerminals())).toBe('NOT_SIGNED_IN');
    expect(written.at(-1)).toEqual({ event: 'token_refused', door: 'console' });
    const added = await people.add('newcomer', 'admin');
    const first = await people.signIn('newcomer', added.ok ? added.value : '');
    const token = first.ok ? first.value.token : null;
    expect(await refusal((await consoleOf(token)).watchTerminals())).toBe('NO_RIGHT');
    expect(await refusal((await consoleOf(token)).addUser({ userName: 'friend', role: 'admin' }))).toBe(
      'NO_RIGHT',
    );
  });

  it('an admin removes their own account -> refused: nobody could let anybody in any more', async () => {
    const desk = await consoleOf(await tokenOf('lonely', 'admin'));
    expect(await refusal(desk.removeUser({ userName: 'lonely' }))).toBe('NO_RIGHT');
  });

  describe('of districts', () => {
    const [east, west] = ['东区', '西区'];
    beforeAll(async () => {
      for (const [id, district] of [
        [ours, east],
        [theirs, west],
      ]) {
        await database.write(
          `INSERT INTO terminal (terminal_id, enrolled_at_ms, certificate_fingerprint, certificate_until_ms, district)
           VALUES ($1, 0, 'f', 1, $2)`,
          [id, district],
        );
      }
    });
    const rowsOf = async (desk: Awaited<ReturnType<typeof consoleOf>>) => {
      for await (const { rows } of await desk.watchTerminals()) return rows.map((row) => row.terminalId);
      return [];
    };

    it('a helper of another district opens a terminal or its cases -> refused with the reason, and written down', async () => {
      const desk = await consoleOf(await tokenOf('helper.east', 'helper', east));
      expect(await rowsOf(desk)).toEqual([ours]);
      expect(await refusal(desk.watchTerminal({ terminalId: ours }))).toBeNull();
      written.length = 0;
      expect(await refusal(desk.watchTerminal({ terminalId: theirs }))).toBe('OTHER_DISTRICT');
      const [from, to] = ['2026-11-22T00:00:00Z', '2026-11-23T00:00:00Z'];
      expect(await refusal(desk.watchCases({ terminalId: theirs, from, to }))).toBe('OTHER_DISTRICT');
      const told = {
        event: 'access_refused',
        userName: 'helper.east',
        terminalId: theirs,
        cause: 'other_district',
      };
      expect(written).toEqual([told, told]);
    });

    it('an officer has the cases handed in at terminals of their district, and can decide no others', async () => {
      const desk = await consoleOf(await tokenOf('officer.east', 'officer', east));
      for await (const list of await desk.watchOfficerCases()) {
        expect(list).toMatchObject({ cases: [{ terminalId: ours }] });
        break;
      }
      const verdict = { verdict: 'accepted' } as const;
      const other = officerCase(theirs).caseId;
      expect(await refusal(desk.decideCase({ caseId: other, verdict }))).toBe('OTHER_DISTRICT');
      expect(await refusal(desk.decideCase({ caseId, verdict }))).toBeNull();
    });

    it('an operator of another district makes a code for a terminal -> refused: the code would take it over', async () => {
      const desk = await consoleOf(await tokenOf('operator.east', 'operator', east));
      expect(await refusal(desk.inviteTerminal({ terminalId: theirs }))).toBe('OTHER_DISTRICT');
      expect(await refusal(desk.inviteTerminal({ terminalId: ours }))).toBeNull();
    });

    it('an admin of a district neither sees nor changes the people and terminals of another one', async () => {
      const desk = await consoleOf(await tokenOf('admin.east', 'admin', east));
      await tokenOf('viewer.west', 'viewer', west);
      expect((await desk.listUsers()).filter(({ district }) => district !== east)).toEqual([]);
      expect(await refusal(desk.removeUser({ userName: 'viewer.west' }))).toBe('OTHER_DISTRICT');
      const friend = { userName: 'friend.west', role: 'admin', district: west } as const;
      expect(await refusal(desk.addUser(friend))).toBe('OTHER_DISTRICT');
      expect(await refusal(desk.setDistrict({ terminalId: theirs, district: east }))).toBe('OTHER_DISTRICT');
      await desk.addUser({ userName: 'viewer.east', role: 'viewer' });
      expect(await people.find('viewer.east')).toMatchObject({ district: east });
    });

    it('an admin of no district sees all, and moves a terminal to another district: its people see it at once', async () => {
      const desk = await consoleOf(await tokenOf('admin.all', 'admin'));
      expect((await rowsOf(desk)).sort()).toEqual([ours, theirs]);
      await desk.setDistrict({ terminalId: theirs, district: east });
      expect(await rowsOf(await consoleOf(await tokenOf('viewer.east2', 'viewer', east)))).toContain(theirs);
      await desk.setDistrict({ terminalId: theirs, district: west });
    });
  });
});
