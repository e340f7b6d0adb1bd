import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { benchContract } from '../../contract/bench.ts';

export type BenchClient = ContractRouterClient<typeof benchContract>;

export interface BenchConnection {
  bench: BenchClient;
  /** Ends the connection; calls in flight and streams fail. */
  close(): void;
}

const connectDeadlineMs = 5000;

/** Connects to the control of a running bench, `controlUrl` of its ready line. Rejects when nobody answers. */
export async function connectBench(controlUrl: string): Promise<BenchConnection> {
  const url = new URL('/rpc', controlUrl);
  url.protocol = 'ws:';
  const websocket = new WebSocket(url);
  await opened(websocket);
  return {
    bench: createORPCClient(new RPCLink({ websocket })),
    close: () => websocket.close(),
  };
}

function opened(websocket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      websocket.close();
      reject(new Error(`no bench at ${websocket.url}: ${reason}`));
    };
    const timer = setTimeout(() => fail('no answer'), connectDeadlineMs);
    websocket.addEventListener('open', () => {
      clearTimeout(timer);
      resolve();
    });
    websocket.addEventListener('error', () => {
      clearTimeout(timer);
      fail('refused');
    });
  });
}
