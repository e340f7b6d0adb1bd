import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock, RandomSource } from '../../contract/clock.ts';
import { type ChargeFailure, paymentCodeMannerSchema } from '../../contract/payment.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { CityDatabase } from '../database.ts';

export type PaymentCodeManner = z.infer<typeof paymentCodeMannerSchema>;

/** Wallets renew the code on the screen about once a minute. */
const codeLifetimeMs = 60_000;

const rowSchema = z.object({
  person_id: z.string(),
  manner: paymentCodeMannerSchema,
  expires_at_ms: z.number(),
  used: z.number(),
});

/** The payment codes on the fictional phones. A code takes money once. */
export interface PaymentCodes {
  show(personId: string, manner: PaymentCodeManner): string;
  /** Belongs into the transaction of the charge. */
  use(code: string): Result<{ personId: string; manner: PaymentCodeManner }, ChargeFailure>;
}

export function createPaymentCodes(
  database: CityDatabase,
  ports: { clock: Clock; random: RandomSource },
): PaymentCodes {
  const insert = database.prepare<[string, string, string, number]>(
    'INSERT INTO payment_code (code, person_id, manner, expires_at_ms) VALUES (?, ?, ?, ?)',
  );
  const select = database.prepare<[string], unknown>('SELECT * FROM payment_code WHERE code = ?');
  const markUsed = database.prepare<[string]>('UPDATE payment_code SET used = 1 WHERE code = ?');
  return {
    show(personId, manner) {
      const code = `13${digitsOf(ports.random.uuid())}`;
      const lifetimeMs = manner === 'expired' ? 0 : codeLifetimeMs;
      insert.run(code, personId, manner, ports.clock.wallMs() + lifetimeMs);
      return code;
    },
    use(code) {
      const found = select.get(code);
      if (!found) return err('code_unknown');
      const row = rowSchema.parse(found);
      if (row.used === 1) return err('code_used');
      markUsed.run(code);
      if (ports.clock.wallMs() >= row.expires_at_ms) return err('code_expired');
      return ok({ personId: row.person_id, manner: row.manner });
    },
  };
}

/** Sixteen digits that follow from the seed. */
function digitsOf(seed: string): string {
  const number = BigInt(`0x${createHash('sha256').update(seed).digest('hex')}`);
  return String(number % 10n ** 16n).padStart(16, '0');
}
