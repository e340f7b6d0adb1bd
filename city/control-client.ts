import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { cityControlContract } from '../contract/city.ts';

export type CityControl = ContractRouterClient<typeof cityControlContract>;

/** For the bench, the demo and tests. Calls reject when the city is gone. */
export function connectCityControl(controlUrl: string): CityControl {
  return createORPCClient(new RPCLink({ url: controlUrl }));
}
