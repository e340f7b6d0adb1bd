import { implement } from '@orpc/server';
import {
  fleetConsoleContract,
  type Invitation,
  type Right,
  type SignedIn,
} from '../../contract/fleet-console.ts';
import type { TerminalId } from '../../contract/words.ts';
import type { ConsoleContext, MemberErrors } from './console-context.ts';
import type { WriteEvent } from './log.ts';
import type { People, SignedInUser } from './people.ts';
import { rightsOf } from './rights.ts';
import type { TerminalBook } from './terminal-book.ts';
import { rolloutVerbs } from './updates/rollout-verbs.ts';
import type { Updates } from './updates/start-updates.ts';

export interface ConsoleParts {
  people: People;
  book: TerminalBook;
  invite(terminalId: TerminalId): Promise<{ code: string; expiresAtMs: number }>;
  helpCallsOf(terminalId: TerminalId): Invitation['helpCalls'];
  updates: Pick<Updates, 'rollouts' | 'releases'>;
  enrolmentUrl: string;
  authorityFingerprint: string;
  write: WriteEvent;
}

const done = { done: true } as const;

export type ConsoleRouter = ReturnType<typeof createConsoleRouter>;

/** The console's verbs. Each asks who it is and whether the role allows it, a stream at every change again. */
export function createConsoleRouter(parts: ConsoleParts) {
  const { people, book, invite, helpCallsOf, enrolmentUrl, authorityFingerprint, write } = parts;
  const os = implement(fleetConsoleContract).$context<ConsoleContext>();

  const memberOf = async ({ token }: ConsoleContext, errors: MemberErrors) => {
    const user = token === null ? null : await people.userOf(token);
    if (!user || token === null) throw errors.NOT_SIGNED_IN();
    return { ...user, token };
  };
  const allowed = async (context: ConsoleContext, right: Right, errors: MemberErrors) => {
    const user = await memberOf(context, errors);
    if (user.mustChangePassword || !rightsOf(user.role).includes(right)) throw errors.NO_RIGHT();
    return user;
  };
  async function* watched<Seen>(
    look: () => Seen,
    context: ConsoleContext,
    signal: AbortSignal | undefined,
    errors: MemberErrors,
  ): AsyncGenerator<Seen, void, void> {
    for await (const seen of book.follow(look, signal)) {
      // A role may have been taken away since.
      await allowed(context, 'view_terminals', errors);
      yield seen;
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
      return shown(result.value.user);
    }),
    signOut: os.signOut.handler(async ({ context }) => {
      if (context.token !== null) await people.signOut(context.token);
      context.setToken(null);
      return done;
    }),
    whoAmI: os.whoAmI.handler(async ({ context }) => {
      const user = context.token === null ? null : await people.userOf(context.token);
      return user && shown(user);
    }),
    changePassword: os.changePassword.handler(async ({ input, context, errors }) => {
      const { userName, token } = await memberOf(context, errors);
      const changed = await people.changePassword(token, userName, input.password, input.newPassword);
      if (!changed.ok) throw errors.WRONG();
      return shown(changed.value);
    }),
    watchTerminals: os.watchTerminals.handler(async ({ context, signal, errors }) => {
      await allowed(context, 'view_terminals', errors);
      return watched(() => book.rows(), context, signal, errors);
    }),
    watchTerminal: os.watchTerminal.handler(async ({ input, context, signal, errors }) => {
      await allowed(context, 'view_terminals', errors);
      const look = () => {
        const page = book.page(input.terminalId);
        if (!page) throw errors.NO_SUCH_TERMINAL();
        return page;
      };
      look();
      return watched(look, context, signal, errors);
    }),
    inviteTerminal: os.inviteTerminal.handler(async ({ input, context, errors }) => {
      const { userName } = await allowed(context, 'invite_terminals', errors);
      const { terminalId } = input;
      const { code, expiresAtMs } = await invite(terminalId);
      write({ event: 'terminal_invited', terminalId, by: userName });
      const expiresAt = new Date(expiresAtMs).toISOString();
      const helpCalls = helpCallsOf(terminalId);
      return { terminalId, code, expiresAt, enrolmentUrl, authorityFingerprint, helpCalls };
    }),
    rollouts: rolloutVerbs(parts.updates, allowed, write),
    listUsers: os.listUsers.handler(async ({ context, errors }) => {
      await allowed(context, 'manage_people', errors);
      return people.list();
    }),
    addUser: os.addUser.handler(async ({ input, context, errors }) => {
      const { userName: by } = await allowed(context, 'manage_people', errors);
      const { userName, role } = input;
      const added = await people.add(userName, role);
      if (!added.ok) throw errors.NAME_TAKEN();
      write({ event: 'user_added', userName, role, by });
      return { oneTimePassword: added.value };
    }),
    removeUser: os.removeUser.handler(async ({ input, context, errors }) => {
      const { userName: by } = await allowed(context, 'manage_people', errors);
      // The last admin would leave nobody who can let another one in.
      if (input.userName === by) throw errors.NO_RIGHT();
      await people.remove(input.userName);
      write({ event: 'user_removed', userName: input.userName, by });
      return done;
    }),
  });
}

function shown({ userName, role, mustChangePassword }: SignedInUser): SignedIn {
  return { userName, role, mustChangePassword, rights: rightsOf(role) };
}
