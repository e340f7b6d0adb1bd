import type { TerminalConfig } from '../../../contract/terminal-config.ts';
import { type HashCost, hashSecret, matchesSecret } from './secret-hash.ts';

export type Attendant = TerminalConfig['attendants'][number];

/** Whose card this is. Every enrolment is compared, so that the time does not tell which one it was. */
export async function findAttendant(
  cardNumber: string,
  attendants: readonly Attendant[],
): Promise<Attendant | null> {
  let found: Attendant | null = null;
  for (const attendant of attendants) {
    if (await matchesSecret(cardNumber, attendant.cardHash)) found = attendant;
  }
  return found;
}

/** The entry for `attendants` of the terminal's configuration. */
export async function enrol(
  attendantId: string,
  cardNumber: string,
  pin: string,
  cost?: HashCost,
): Promise<Attendant> {
  return {
    attendantId,
    cardHash: await hashSecret(cardNumber, cost),
    pinHash: await hashSecret(pin, cost),
  };
}
