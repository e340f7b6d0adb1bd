import { useCallback, useEffect, useRef, useState } from 'react';
import type { BenchLedgerEntry, BenchState } from '../../../contract/bench.ts';
import { type BenchClient, connectBench } from '../client.ts';

export interface BenchView {
  /** Null until the first snapshot. */
  state: BenchState | null;
  ledger: readonly BenchLedgerEntry[];
  connected: boolean;
  /** What went wrong with the last act, for the eye of the person at the bench. */
  failure: string | null;
  act(action: (bench: BenchClient) => Promise<unknown>): void;
}

const retryMs = 1000;

/** Follows the bench; connects again by itself when the process was restarted. */
export function useBench(): BenchView {
  const [state, setState] = useState<BenchState | null>(null);
  const [ledger, setLedger] = useState<readonly BenchLedgerEntry[]>([]);
  const [connected, setConnected] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const client = useRef<BenchClient | null>(null);

  useEffect(() => {
    let ended = false;
    let close = () => {};
    const follow = async () => {
      const connection = await connectBench(location.href);
      close = connection.close;
      if (ended) return close();
      client.current = connection.bench;
      setConnected(true);
      for await (const snapshot of await connection.bench.watch()) {
        if (ended) return;
        setState(snapshot);
        setLedger(await connection.bench.readLedger());
      }
    };
    const keepFollowing = async () => {
      while (!ended) {
        await follow().catch(() => {});
        client.current = null;
        setConnected(false);
        if (!ended) await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    };
    void keepFollowing();
    return () => {
      ended = true;
      close();
    };
  }, []);

  const act = useCallback((action: (bench: BenchClient) => Promise<unknown>) => {
    if (!client.current) return;
    action(client.current).then(
      () => setFailure(null),
      (error: Error) => setFailure(error.message),
    );
  }, []);

  return { state, ledger, connected, failure, act };
}
