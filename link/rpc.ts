import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract';
import { ORPCError, onError, type Router } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { RpcPort } from './port.ts';

/** Serves a router on a port. `onFailure` gets what was not declared as an expected error. */
export function serveRpc(
  router: Router<AnyContractRouter, Record<never, never>>,
  port: RpcPort,
  onFailure: (error: unknown) => void,
): void {
  const onUndeclared = (error: unknown) => {
    if (!(error instanceof ORPCError && error.defined)) onFailure(error);
  };
  const handler = new RPCHandler(router, { interceptors: [onError(onUndeclared)] });
  handler.upgrade(port as MessagePort, { context: {} });
}

/** A client of the contract served at the other end of a port. Calls in flight fail when the port closes. */
export function connectRpc<Contract extends AnyContractRouter>(
  port: RpcPort,
): ContractRouterClient<Contract> {
  return createORPCClient(new RPCLink({ port: port as MessagePort }));
}
