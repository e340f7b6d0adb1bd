import { ORPCError } from '@orpc/server';
import { systemClock } from '../../../contract/clock.ts';
import { connectToParent, serveRpc } from '../../../link/index.ts';
import { startEngine } from './engine.ts';
import { PageReader } from './page-reader.ts';
import { createPrecheckRouter } from './router.ts';

/** Serves the core while the engine, started from `program`, warms up behind it. */
export function servePrecheck(program: URL): void {
  const parent = connectToParent();
  const reader = new PageReader(
    () => startEngine(program),
    systemClock,
    () => {
      parent.refuse('the reading engine does not start: are the packages of OpenCV and Tesseract whole?');
      process.exit(1);
    },
  );
  const router = createPrecheckRouter(reader);
  parent.onPort((purpose, port) => {
    if (purpose !== 'precheck') return;
    serveRpc(router, port, (error) => {
      if (error instanceof ORPCError && error.defined) return;
      // Only the kind of failure: a message could carry what was read.
      console.error(`precheck: ${error instanceof Error ? error.name : typeof error}`);
    });
  });
  parent.onStop(() => {
    reader.close();
    process.exit(0);
  });
  parent.ready();
}
