import type { Clock, RandomSource } from '../contract/clock.ts';
import { err, ok, type Result } from '../contract/result.ts';
import type { CityDatabase } from './database.ts';
import type { CityLedger } from './ledger.ts';

export interface ShownCode {
  code: string;
  expiresAt: string;
}

/** 随申码: an opaque text on the phone. It carries no identity; only this service knows whose it is. */
export interface CityCodes {
  show(personId: string, lifetimeMs: number): ShownCode;
  /** A code works once. One that was used and has expired since counts as replayed. */
  exchange(code: string): Result<{ personId: string }, 'expired' | 'replayed' | 'unknown'>;
}

export function createCityCodes(
  database: CityDatabase,
  ledger: CityLedger,
  ports: { clock: Clock; random: RandomSource },
): CityCodes {
  const insert = database.prepare<[string, string, number]>(
    'INSERT INTO city_code (code, person_id, expires_at_ms) VALUES (?, ?, ?)',
  );
  const select = database.prepare<[string], { person_id: string; expires_at_ms: number; used: number }>(
    'SELECT person_id, expires_at_ms, used FROM city_code WHERE code = ?',
  );
  const markUsed = database.prepare<[string]>('UPDATE city_code SET used = 1 WHERE code = ?');

  function exchange(code: string): ReturnType<CityCodes['exchange']> {
    const row = select.get(code);
    if (!row) return err('unknown');
    if (row.used === 1) return err('replayed');
    const nowMs = ports.clock.wallMs();
    if (nowMs >= row.expires_at_ms) return err('expired');
    markUsed.run(code);
    ledger.append({ type: 'city_code_exchanged', at: new Date(nowMs).toISOString() });
    return ok({ personId: row.person_id });
  }

  return {
    show(personId, lifetimeMs) {
      const code = `SSM1${ports.random.uuid().replaceAll('-', '').toUpperCase()}`;
      const expiresAtMs = ports.clock.wallMs() + lifetimeMs;
      insert.run(code, personId, expiresAtMs);
      return { code, expiresAt: new Date(expiresAtMs).toISOString() };
    },
    exchange: database.transaction((code: string) => exchange(code.trim())),
  };
}
