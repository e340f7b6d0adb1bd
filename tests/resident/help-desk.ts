import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';
import { builtPaths } from '../../build/paths.ts';
import { systemClock } from '../../contract/clock.ts';
import { createHelpHub, type RelayConfig } from '../../fleet/help/index.ts';
import { MemoryCallBacks } from '../../fleet/help/test-call-backs.ts';

export interface HelpDesk {
  hubUrl: string;
  token: string;
  /** Of the helper's page. */
  pageUrl: string;
  close(): Promise<void>;
}

/** The hub and the helper's page on one server of their own, as a fleet server mounts them. Everybody may be a helper. */
export async function openHelpDesk(relay: RelayConfig | null = null): Promise<HelpDesk> {
  const token = 'token-of-a-test-terminal';
  const hub = createHelpHub({
    clock: systemClock,
    nameTerminal: async ({ headers }) => (headers.authorization === `Bearer ${token}` ? 'TEST-001' : null),
    nameHelper: async () => '小王',
    isOpenAt: () => true,
    callBacks: new MemoryCallBacks(),
    onFailure(error) {
      throw error;
    },
    relay,
  });
  const server = createServer(sirv(builtPaths.helpDeskDirectory));
  server.on('upgrade', (request, socket, head) => {
    if (!hub.takeUpgrade(request, socket, head)) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    hubUrl: `ws://127.0.0.1:${port}/help/terminal`,
    token,
    pageUrl: `http://127.0.0.1:${port}/`,
    async close() {
      hub.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
