import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { cityControlContract } from '../../contract/city.ts';
import type { CellAddress } from '../../contract/device-classes.ts';
import { err, ok, type Result } from '../../contract/result.ts';

export type CityFailure = { kind: 'no_city' } | { kind: 'city_refused'; detail: string };

const deadlineMs = 5000;

/** What happens in the city outside the terminal: a code on a phone, a parcel made known. */
export class CityOutside {
  readonly #city: ContractRouterClient<typeof cityControlContract> | null;

  constructor(cityControlUrl: string | undefined) {
    this.#city = cityControlUrl === undefined ? null : createORPCClient(new RPCLink({ url: cityControlUrl }));
  }

  /** The text of a fresh 随申码 of this person. */
  async showCode(personId: string): Promise<Result<string, CityFailure>> {
    return this.#ask((city, signal) =>
      city.showCodeOnPhone({ personId }, { signal }).then(({ code }) => code),
    );
  }

  /** The text of a fresh code of this company's e-business-licence on this person's phone. */
  async showBusinessLicence(personId: string, creditCode: string): Promise<Result<string, CityFailure>> {
    return this.#ask((city, signal) =>
      city.showBusinessLicence({ personId, creditCode }, { signal }).then(({ code }) => code),
    );
  }

  /** Tells the city that a parcel for this person lies in the cell. */
  async announceParcel(address: CellAddress, personId: string): Promise<Result<string, CityFailure>> {
    return this.#ask((city, signal) =>
      city.placeParcel({ ...address, personId }, { signal }).then(({ parcelId }) => parcelId),
    );
  }

  /** A payment code of this person's wallet. */
  async showPaymentCode(
    personId: string,
    manner: 'sufficient' | 'insufficient' | 'needs_password' | 'expired',
  ): Promise<Result<string, CityFailure>> {
    return this.#ask((city, signal) =>
      city.showPaymentCode({ personId, manner }, { signal }).then(({ code }) => code),
    );
  }

  /** What the phone's owner sees after scanning this text. */
  async scanPaymentQr(personId: string, text: string): Promise<Result<'paid' | 'not_valid', CityFailure>> {
    return this.#ask((city, signal) =>
      city.scanPaymentQr({ personId, text }, { signal }).then(({ saw }) => saw),
    );
  }

  /** False if no payment waits for this person's password. */
  async answerPasswordQuestion(personId: string, agree: boolean): Promise<Result<boolean, CityFailure>> {
    return this.#ask((city, signal) =>
      city.answerPasswordQuestion({ personId, agree }, { signal }).then(({ answered }) => answered),
    );
  }

  async #ask<Value>(
    call: (city: ContractRouterClient<typeof cityControlContract>, signal: AbortSignal) => Promise<Value>,
  ): Promise<Result<Value, CityFailure>> {
    if (!this.#city) return err({ kind: 'no_city' });
    try {
      return ok(await call(this.#city, AbortSignal.timeout(deadlineMs)));
    } catch (error) {
      return err({ kind: 'city_refused', detail: error instanceof Error ? error.message : 'no answer' });
    }
  }
}
