import type { AnyContractRouter } from '@orpc/contract';
import type { Router } from '@orpc/server';

/** A device as its host process serves it; made by the `serve.ts` of its class. */
export interface ServedDevice {
  /** Implements the contract of the class. */
  router: Router<AnyContractRouter, Record<never, never>>;
  /** What it serves on a port for another purpose than `device`; null for a purpose it does not know. */
  routerFor?(purpose: string): ServedDevice['router'] | null;
  /** Begins to connect. */
  start(): void;
  /** Ends what runs and closes the line. */
  stop(): Promise<void>;
}
