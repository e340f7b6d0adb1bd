import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';
import type { Clock } from '../../contract/clock.ts';
import { type Role, roleSchema, type UserRow } from '../../contract/fleet-console.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { Database } from './database.ts';

/** Argon2id (RFC 9106) with the cost OWASP recommends where memory is shared: 19 MiB, two passes. */
const argon2id = 2;
const cost = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const sessionMs = 12 * 3_600_000;
const wrongBeforeLock = 5;
const lockMs = 60_000;

export const firstAdmin = 'admin';

export interface SignedInUser {
  userName: string;
  role: Role;
  /** Null: of the whole fleet. */
  district: string | null;
  mustChangePassword: boolean;
}

const userRow = z.object({
  user_name: z.string(),
  role: roleSchema,
  district: z.string().nullable(),
  password_hash: z.string(),
  must_change_password: z.boolean(),
});
const shownUserRow = userRow.omit({ password_hash: true });

/** Who may use the console, and who does right now. */
export class People {
  readonly #database: Database;
  readonly #clock: Pick<Clock, 'wallMs'>;
  readonly #wrong = new Map<string, { times: number; untilMs: number }>();

  constructor(database: Database, clock: Pick<Clock, 'wallMs'>) {
    this.#database = database;
    this.#clock = clock;
  }

  /**
   * The admin's one-time password, anew at every start until it was used: nobody who overlooked it is locked out,
   * and it lies nowhere. Null once the admin has a password of their own.
   */
  async firstPassword(): Promise<string | null> {
    const found = await this.#find(firstAdmin);
    const everybody = await this.list();
    if (found ? !found.must_change_password : everybody.length > 0) return null;
    const password = makePassword();
    await this.#database.write(
      `INSERT INTO user_account (user_name, role, password_hash, must_change_password) VALUES ($1, 'admin', $2, TRUE)
       ON CONFLICT (user_name) DO UPDATE SET password_hash = excluded.password_hash`,
      [firstAdmin, await hash(password, cost)],
    );
    return password;
  }

  /** The token of the new session. A wrong name takes as long as a wrong password. */
  async signIn(
    userName: string,
    password: string,
  ): Promise<Result<{ user: SignedInUser; token: string }, 'wrong' | 'locked'>> {
    const nowMs = this.#clock.wallMs();
    const attempts = this.#wrong.get(userName);
    if (attempts && attempts.times >= wrongBeforeLock && nowMs < attempts.untilMs) return err('locked');
    // Counted before the password is looked at, so that many tries at once are many tries.
    this.#countAttempt(userName, nowMs);
    const found = await this.#find(userName);
    const isRight = await verify(found?.password_hash ?? (await hashOfNobody), password);
    if (!found || !isRight) return err('wrong');
    this.#wrong.delete(userName);
    const token = randomBytes(32).toString('base64url');
    await this.#database.write('DELETE FROM console_session WHERE expires_at_ms <= $1', [nowMs]);
    await this.#database.write(
      'INSERT INTO console_session (token_hash, user_name, expires_at_ms) VALUES ($1, $2, $3)',
      [hashOfToken(token), userName, nowMs + sessionMs],
    );
    return ok({ user: signedIn(found), token });
  }

  async userOf(token: string): Promise<SignedInUser | null> {
    const [found] = await this.#database.read(
      shownUserRow,
      `SELECT user_account.user_name, role, district, must_change_password FROM console_session
       JOIN user_account ON user_account.user_name = console_session.user_name
       WHERE token_hash = $1 AND expires_at_ms > $2`,
      [hashOfToken(token), this.#clock.wallMs()],
    );
    return found ? signedIn(found) : null;
  }

  async signOut(token: string): Promise<void> {
    await this.#database.write('DELETE FROM console_session WHERE token_hash = $1', [hashOfToken(token)]);
  }

  /** Every other session of this person ends. */
  async changePassword(
    token: string,
    userName: string,
    password: string,
    newPassword: string,
  ): Promise<Result<SignedInUser, 'wrong'>> {
    const found = await this.#find(userName);
    if (!found || password === newPassword || !(await verify(found.password_hash, password))) {
      return err('wrong');
    }
    await this.#database.write(
      'UPDATE user_account SET password_hash = $2, must_change_password = FALSE WHERE user_name = $1',
      [userName, await hash(newPassword, cost)],
    );
    await this.#database.write('DELETE FROM console_session WHERE user_name = $1 AND token_hash <> $2', [
      userName,
      hashOfToken(token),
    ]);
    return ok({ ...signedIn(found), mustChangePassword: false });
  }

  async list(): Promise<UserRow[]> {
    const rows = await this.#database.read(
      shownUserRow,
      'SELECT user_name, role, district, must_change_password FROM user_account ORDER BY user_name',
    );
    return rows.map(signedIn);
  }

  /** The one-time password of the new account. */
  async add(
    userName: string,
    role: Role,
    district: string | null = null,
  ): Promise<Result<string, 'name_taken'>> {
    const password = makePassword();
    const added = await this.#database.read(
      z.object({ user_name: z.string() }),
      `INSERT INTO user_account (user_name, role, district, password_hash, must_change_password)
       VALUES ($1, $2, $3, $4, TRUE) ON CONFLICT (user_name) DO NOTHING RETURNING user_name`,
      [userName, role, district, await hash(password, cost)],
    );
    return added.length > 0 ? ok(password) : err('name_taken');
  }

  /** Null: there is nobody of this name. */
  async find(userName: string): Promise<SignedInUser | null> {
    const found = await this.#find(userName);
    return found && signedIn(found);
  }

  /** The account and its sessions. */
  async remove(userName: string): Promise<void> {
    await this.#database.write('DELETE FROM user_account WHERE user_name = $1', [userName]);
  }

  #countAttempt(userName: string, nowMs: number): void {
    const before = this.#wrong.get(userName);
    const times = before && nowMs < before.untilMs ? before.times + 1 : 1;
    this.#wrong.set(userName, { times, untilMs: nowMs + lockMs });
  }

  async #find(userName: string): Promise<z.infer<typeof userRow> | null> {
    const [found] = await this.#database.read(userRow, 'SELECT * FROM user_account WHERE user_name = $1', [
      userName,
    ]);
    return found ?? null;
  }
}

/** 100 random bits, in letters one can read out. */
function makePassword(): string {
  return randomBytes(15)
    .toString('hex')
    .slice(0, 25)
    .replace(/.{5}(?=.)/g, '$&-');
}

const hashOfNobody = hash(randomBytes(16).toString('hex'), cost);

/** 256 random bits: a fast hash is enough. */
function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function signedIn(row: z.infer<typeof shownUserRow>): SignedInUser {
  const { user_name, role, district, must_change_password } = row;
  return { userName: user_name, role, district, mustChangePassword: must_change_password };
}
