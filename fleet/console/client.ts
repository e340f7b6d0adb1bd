import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { fleetConsoleContract } from '../../contract/fleet-console.ts';

/** The server's verbs; the session travels as a cookie. */
export const fleet: ContractRouterClient<typeof fleetConsoleContract> = createORPCClient(
  new RPCLink({ url: () => new URL('/rpc', location.href).href }),
);
