import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { StartedFleet } from '../../build/stack/fleet.ts';
import type { fleetConsoleContract } from '../../contract/fleet-console.ts';

export type ConsoleClient = ContractRouterClient<typeof fleetConsoleContract>;

/** The verbs of the console as its page calls them, signed in as the admin of a fleet that has just begun. */
export async function signInToConsole({
  consoleUrl,
  admin,
}: Pick<StartedFleet, 'consoleUrl' | 'admin'>): Promise<ConsoleClient> {
  if (!admin) throw new Error('the fleet told no one-time password');
  let cookie = '';
  const client: ConsoleClient = createORPCClient(
    new RPCLink({
      url: new URL('/rpc', consoleUrl).href,
      headers: () => (cookie ? { cookie } : {}),
      async fetch(request, init) {
        const response = await globalThis.fetch(request, init);
        cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
        return response;
      },
    }),
  );
  await client.signIn({ userName: admin.userName, password: admin.oneTimePassword });
  await client.changePassword({ password: admin.oneTimePassword, newPassword: 'horses and staples' });
  return client;
}
