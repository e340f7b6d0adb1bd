import { implement } from '@orpc/server';
import {
  fleetConsoleContract,
  type Invitation,
  type OfficerCaseList,
  type Right,
  type SignedIn,
} from '../../contract/fleet-console.ts';
import type { OfficerCase } from '../../contract/officer.ts';
import { unreachable } from '../../contract/result.ts';
import type { TerminalId } from '../../contract/words.ts';
import type { CaseCounts } from './case-counts.ts';
import type { CaseDesk } from './case-desk.ts';
import type { ConsoleContext, DistrictErrors, MemberErrors } from './console-context.ts';
import type { WriteEvent } from './log.ts';
import type { People, SignedInUser } from './people.ts';
import { reaches, rightsOf } from './rights.ts';
import type { TerminalBook } from './terminal-book.ts';
import { rolloutVerbs } from './updates/rollout-verbs.ts';
import type { Updates } from './updates/start-updates.ts';

export interface ConsoleParts {
  people: People;
  book: TerminalBook;
  cases: Pick<CaseCounts, 'read' | 'follow'>;
  invite(terminalId: TerminalId, district: string | null): Promise<{ code: string; expiresAtMs: number }>;
  helpCallsOf(terminalId: TerminalId): Invitation['helpCalls'];
  updates: Pick<Updates, 'rollouts' | 'releases'>;
  enrolmentUrl: string;
  authorityFingerprint: string;
  /** Null: this fleet decides no cases. */
  caseDesk: CaseDesk | null;
  write: WriteEvent;
}

const done = { done: true } as const;

export type ConsoleRouter = ReturnType<typeof createConsoleRouter>;

/** The console's verbs. Each asks who it is and whether the role allows it, a stream at every change again. */
export function createConsoleRouter(parts: ConsoleParts) {
  const { people, book, cases, invite, helpCallsOf, caseDesk, enrolmentUrl, authorityFingerprint, write } =
    parts;
  const os = implement(fleetConsoleContract).$context<ConsoleContext>();

  const memberOf = async ({ token }: ConsoleContext, errors: MemberErrors) => {
    const user = token === null ? null : await people.userOf(token);
    if (token !== null && !user) write({ event: 'token_refused', door: 'console' });
    if (!user || token === null) throw errors.NOT_SIGNED_IN();
    return { ...user, token };
  };
  const allowed = async (context: ConsoleContext, right: Right, errors: MemberErrors) => {
    const user = await memberOf(context, errors);
    if (user.mustChangePassword || !rightsOf(user.role).includes(right)) throw errors.NO_RIGHT();
    return user;
  };
  const needsDistrict = (
    { userName, district }: SignedInUser,
    terminalId: TerminalId,
    errors: DistrictErrors,
  ) => {
    const its = book.districtOf(terminalId);
    if (its === undefined || reaches(district, its)) return;
    write({ event: 'access_refused', userName, terminalId, cause: 'other_district' });
    throw errors.OTHER_DISTRICT();
  };
  const needsPersonsDistrict = (by: SignedInUser, district: string | null, errors: DistrictErrors) => {
    if (reaches(by.district, district)) return;
    write({ event: 'person_refused', userName: by.userName, cause: 'other_district' });
    throw errors.OTHER_DISTRICT();
  };
  /** Rights may have been taken away since the last time. */
  const mayStill = (context: ConsoleContext, errors: MemberErrors) =>
    allowed(context, 'view_terminals', errors);
  const isOf = (district: string | null) => (each: OfficerCase) =>
    reaches(district, book.districtOf(each.terminalId) ?? null);

  async function* officerCases(
    desk: CaseDesk,
    context: ConsoleContext,
    signal: AbortSignal | undefined,
    errors: MemberErrors,
  ): AsyncGenerator<OfficerCaseList, void, void> {
    for await (const list of desk.watch(signal)) {
      const { district } = await allowed(context, 'handle_cases', errors);
      yield list.state === 'known' ? { ...list, cases: list.cases.filter(isOf(district)) } : list;
    }
  }
  async function* terminals(context: ConsoleContext, signal: AbortSignal | undefined, errors: MemberErrors) {
    let seen = 0;
    for await (const _wake of book.wakes(signal)) {
      const { district } = await mayStill(context, errors);
      const { revision, ...told } = book.changedSince(seen, (its) => reaches(district, its));
      seen = revision;
      if (told.all || told.rows.length > 0) yield told;
    }
  }
  async function* terminal(
    terminalId: TerminalId,
    context: ConsoleContext,
    signal: AbortSignal | undefined,
    errors: DistrictErrors,
  ) {
    let seen = -1;
    for await (const _wake of book.wakes(signal)) {
      const revision = book.revisionOf(terminalId);
      const page = book.page(terminalId);
      if (!page || revision === seen) continue;
      needsDistrict(await mayStill(context, errors), terminalId, errors);
      seen = revision;
      yield page;
    }
  }

  return os.router({
    signIn: os.signIn.handler(async ({ input, context, errors }) => {
      const result = await people.signIn(input.userName, input.password);
      if (!result.ok) {
        write({ event: 'sign_in_refused', cause: result.error });
        throw result.error === 'locked' ? errors.LOCKED() : errors.WRONG();
      }
      write({ event: 'signed_in', userName: result.value.user.userName });
      context.setToken(result.value.token);
      return shown(result.value.user, caseDesk !== null);
    }),
    signOut: os.signOut.handler(async ({ context }) => {
      if (context.token !== null) await people.signOut(context.token);
      context.setToken(null);
      return done;
    }),
    whoAmI: os.whoAmI.handler(async ({ context }) => {
      const user = context.token === null ? null : await people.userOf(context.token);
      return user && shown(user, caseDesk !== null);
    }),
    changePassword: os.changePassword.handler(async ({ input, context, errors }) => {
      const { userName, token } = await memberOf(context, errors);
      const changed = await people.changePassword(token, userName, input.password, input.newPassword);
      if (!changed.ok) throw errors.WRONG();
      return shown(changed.value, caseDesk !== null);
    }),
    watchTerminals: os.watchTerminals.handler(async ({ context, signal, errors }) => {
      await allowed(context, 'view_terminals', errors);
      return terminals(context, signal, errors);
    }),
    watchTerminal: os.watchTerminal.handler(async ({ input, context, signal, errors }) => {
      const user = await allowed(context, 'view_terminals', errors);
      const { terminalId } = input;
      if (!book.page(terminalId)) throw errors.NO_SUCH_TERMINAL();
      needsDistrict(user, terminalId, errors);
      return terminal(terminalId, context, signal, errors);
    }),
    watchCases: os.watchCases.handler(async ({ input, context, signal, errors }) => {
      const user = await allowed(context, 'view_terminals', errors);
      const { terminalId } = input;
      if (terminalId !== null) {
        if (!book.page(terminalId)) throw errors.NO_SUCH_TERMINAL();
        needsDistrict(user, terminalId, errors);
      }
      const look = async () => {
        const { district } = await mayStill(context, errors);
        const [fromMs, toMs] = [Date.parse(input.from), Date.parse(input.to)];
        return cases.read({ terminalId, district, fromMs, toMs });
      };
      return cases.follow(look, signal);
    }),
    watchOfficerCases: os.watchOfficerCases.handler(async ({ context, signal, errors }) => {
      await allowed(context, 'handle_cases', errors);
      if (!caseDesk) throw errors.NO_RIGHT();
      return officerCases(caseDesk, context, signal, errors);
    }),
    decideCase: os.decideCase.handler(async ({ input, context, errors }) => {
      const user = await allowed(context, 'handle_cases', errors);
      if (!caseDesk) throw errors.NO_RIGHT();
      const { userName: by } = user;
      const { caseId, verdict } = input;
      const terminalId = user.district === null ? null : await caseDesk.terminalOf(caseId);
      if (terminalId) needsDistrict(user, terminalId, errors);
      const decided = await caseDesk.decide(caseId, by, verdict);
      switch (decided.kind) {
        case 'decided':
          write({ event: 'case_decided', caseId, verdict: verdict.verdict, by });
          return done;
        case 'already':
          throw errors.ALREADY_DECIDED({ data: decided.by });
        case 'unknown':
          throw errors.NO_SUCH_CASE();
        case 'city_away':
          throw errors.CITY_AWAY();
        default:
          return unreachable(decided);
      }
    }),
    inviteTerminal: os.inviteTerminal.handler(async ({ input, context, errors }) => {
      const user = await allowed(context, 'invite_terminals', errors);
      const { terminalId } = input;
      needsDistrict(user, terminalId, errors);
      const { code, expiresAtMs } = await invite(terminalId, user.district ?? input.district);
      write({ event: 'terminal_invited', terminalId, by: user.userName });
      const expiresAt = new Date(expiresAtMs).toISOString();
      const helpCalls = helpCallsOf(terminalId);
      return { terminalId, code, expiresAt, enrolmentUrl, authorityFingerprint, helpCalls };
    }),
    rollouts: rolloutVerbs(parts.updates, allowed, write),
    setDistrict: os.setDistrict.handler(async ({ input, context, errors }) => {
      const user = await allowed(context, 'set_districts', errors);
      const { terminalId, district } = input;
      if (!book.page(terminalId)) throw errors.NO_SUCH_TERMINAL();
      needsDistrict(user, terminalId, errors);
      needsPersonsDistrict(user, district, errors);
      await book.setDistrict(terminalId, district);
      write({ event: 'district_set', terminalId, by: user.userName });
      return done;
    }),
    listUsers: os.listUsers.handler(async ({ context, errors }) => {
      const user = await allowed(context, 'manage_people', errors);
      const everybody = await people.list();
      return everybody.filter(({ district }) => reaches(user.district, district));
    }),
    addUser: os.addUser.handler(async ({ input, context, errors }) => {
      const user = await allowed(context, 'manage_people', errors);
      const { userName: by } = user;
      const { userName, role } = input;
      const district = input.district ?? user.district;
      needsPersonsDistrict(user, district, errors);
      const added = await people.add(userName, role, district);
      if (!added.ok) throw errors.NAME_TAKEN();
      write({ event: 'user_added', userName, role, by });
      return { oneTimePassword: added.value };
    }),
    removeUser: os.removeUser.handler(async ({ input, context, errors }) => {
      const user = await allowed(context, 'manage_people', errors);
      const { userName: by } = user;
      // The last admin would leave nobody who can let another one in.
      if (input.userName === by) throw errors.NO_RIGHT();
      const found = await people.find(input.userName);
      if (found) needsPersonsDistrict(user, found.district, errors);
      await people.remove(input.userName);
      write({ event: 'user_removed', userName: input.userName, by });
      return done;
    }),
  });
}

function shown(
  { userName, role, district, mustChangePassword }: SignedInUser,
  decidesCases: boolean,
): SignedIn {
  const rights = rightsOf(role).filter((right) => decidesCases || right !== 'handle_cases');
  return { userName, role, district, mustChangePassword, rights };
}
