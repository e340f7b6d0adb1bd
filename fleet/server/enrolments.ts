import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../contract/clock.ts';
import { type EnrolmentRefusal, enrolmentRequestSchema } from '../../contract/fleet.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { TerminalId } from '../../contract/words.ts';
import { type Authority, keyHashOf, readRequest } from './authority.ts';
import type { Database } from './database.ts';
import { makeEnrolmentCode } from './enrolment-code.ts';

const codeRow = z.object({
  terminal_id: z.string(),
  expires_at_ms: z.coerce.number(),
  used_at_ms: z.coerce.number().nullable(),
  used_by_key: z.string().nullable(),
  district: z.string().nullable(),
});
const revokedRow = z.object({ serial_number: z.string(), revoked_at_ms: z.coerce.number() });

export interface Enrolled {
  terminalId: TerminalId;
  certificate: string;
}

/** One-time codes, and certificates against them. */
export class Enrolments {
  readonly #database: Database;
  readonly #authority: Authority;
  readonly #clock: Pick<Clock, 'wallMs'>;
  readonly #lifetimeMs: number;

  constructor(options: {
    database: Database;
    authority: Authority;
    clock: Pick<Clock, 'wallMs'>;
    lifetimeMs: number;
  }) {
    this.#database = options.database;
    this.#authority = options.authority;
    this.#clock = options.clock;
    this.#lifetimeMs = options.lifetimeMs;
  }

  /**
   * A code for this terminal alone. Codes made for it before and not used are void.
   * @param district where it will belong; null leaves it where it is.
   * @param code one that was chosen elsewhere; where it was used before, it stays used.
   */
  async invite(
    terminalId: TerminalId,
    district: string | null = null,
    code: string = makeEnrolmentCode(),
  ): Promise<{ code: string; expiresAtMs: number }> {
    const expiresAtMs = this.#clock.wallMs() + this.#lifetimeMs;
    await this.#database.transaction(async (queries) => {
      await queries.write('DELETE FROM enrolment_code WHERE terminal_id = $1 AND used_at_ms IS NULL', [
        terminalId,
      ]);
      await queries.write(
        `INSERT INTO enrolment_code (code_hash, terminal_id, expires_at_ms, district) VALUES ($1, $2, $3, $4)
         ON CONFLICT (code_hash) DO NOTHING`,
        [hashOf(code), terminalId, expiresAtMs, district],
      );
    });
    return { code, expiresAtMs };
  }

  /**
   * `body` is whatever came. A code is good for one key: the same key may ask again while the code lives, because the
   * first answer may have got lost on its way.
   */
  async enrol(body: unknown): Promise<Result<Enrolled, EnrolmentRefusal>> {
    const parsed = enrolmentRequestSchema.safeParse(body);
    if (!parsed.success) return err('request_malformed');
    const { terminalId, code, certificateRequest } = parsed.data;
    const request = await readRequest(certificateRequest);
    if (!request.ok) return err('request_malformed');
    const keyHash = keyHashOf(request.value);
    const nowMs = this.#clock.wallMs();
    return this.#database.transaction(async (queries): Promise<Result<Enrolled, EnrolmentRefusal>> => {
      const [found] = await queries.read(
        codeRow,
        'SELECT * FROM enrolment_code WHERE code_hash = $1 FOR UPDATE',
        [hashOf(code)],
      );
      if (!found || found.terminal_id !== terminalId) return err('code_unknown');
      if (found.used_at_ms !== null && found.used_by_key !== keyHash) return err('code_used');
      if (found.expires_at_ms <= nowMs) return err('code_expired');
      const issued = await this.#authority.issueForTerminal(terminalId, request.value, nowMs);
      await queries.write(
        'UPDATE enrolment_code SET used_at_ms = $2, used_by_key = $3 WHERE code_hash = $1',
        [hashOf(code), nowMs, keyHash],
      );
      // A certificate given out before is no longer the terminal's.
      await queries.write(
        `INSERT INTO revoked_certificate (serial_number, revoked_at_ms, until_ms)
         SELECT certificate_serial, $2, certificate_until_ms FROM terminal
         WHERE terminal_id = $1 AND certificate_serial IS NOT NULL`,
        [terminalId, nowMs],
      );
      await queries.write(
        `INSERT INTO terminal (terminal_id, enrolled_at_ms, certificate_fingerprint, certificate_until_ms,
           certificate_serial, district)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (terminal_id) DO UPDATE SET enrolled_at_ms = excluded.enrolled_at_ms,
           certificate_fingerprint = excluded.certificate_fingerprint,
           certificate_until_ms = excluded.certificate_until_ms,
           certificate_serial = excluded.certificate_serial,
           district = coalesce(excluded.district, terminal.district)`,
        [terminalId, nowMs, issued.fingerprint, issued.untilMs, issued.serialNumber, found.district],
      );
      return ok({ terminalId, certificate: issued.pem });
    });
  }

  /** Certificates that a later enrolment replaced and that have not ended by themselves. */
  async revoked(): Promise<{ serialNumber: string; revokedAtMs: number }[]> {
    const rows = await this.#database.read(
      revokedRow,
      'SELECT serial_number, revoked_at_ms FROM revoked_certificate WHERE until_ms > $1 ORDER BY serial_number',
      [this.#clock.wallMs()],
    );
    return rows.map((row) => ({ serialNumber: row.serial_number, revokedAtMs: row.revoked_at_ms }));
  }
}

/** 80 random bits: nobody finds the code of a hash by trying. */
function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
