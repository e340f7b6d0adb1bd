import { isMainThread } from 'node:worker_threads';

// The pre-check process and the thread its engine lives in are one program, so that a build has
// one file to place. Each loads only its own half.
if (isMainThread) {
  const { servePrecheck } = await import('./serve.ts');
  servePrecheck(new URL(import.meta.url));
} else {
  const { runEngine } = await import('./engine-thread.ts');
  await runEngine();
}
