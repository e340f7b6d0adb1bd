import { ORPCError, safe } from '@orpc/client';
import { useEffect, useState } from 'react';

export interface Streamed<Value> {
  /** The last that came; null before the first. */
  value: Value | null;
  /** False while the server does not answer: what is shown may be old. */
  live: boolean;
  /** Name of an error that trying again does not mend. */
  refused: string | null;
}

const retryMs = 1000;

/** Follows a stream of the server and begins again by itself when it breaks. `open` is to be stable. */
export function useStream<Value>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<Value>>,
  onSignedOut: () => void,
): Streamed<Value> {
  const [streamed, setStreamed] = useState<Streamed<Value>>({ value: null, live: false, refused: null });
  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const follow = async () => {
      for await (const value of await open(signal)) {
        if (signal.aborted) return;
        setStreamed({ value, live: true, refused: null });
      }
    };
    const keepFollowing = async () => {
      while (!signal.aborted) {
        const [error] = await safe(follow());
        if (signal.aborted) return;
        if (error instanceof ORPCError && error.defined) {
          if (error.code === 'NOT_SIGNED_IN') onSignedOut();
          else setStreamed((before) => ({ ...before, live: false, refused: error.code }));
          return;
        }
        setStreamed((before) => ({ ...before, live: false }));
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    };
    setStreamed({ value: null, live: false, refused: null });
    void keepFollowing();
    return () => ending.abort();
  }, [open, onSignedOut]);
  return streamed;
}
