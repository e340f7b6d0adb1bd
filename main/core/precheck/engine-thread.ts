import { parentPort } from 'node:worker_threads';
import type { EngineEvent, ReadCommand } from './engine-messages.ts';
import { loadOpenCv } from './opencv.ts';
import { readPage } from './read-page.ts';
import { startTextRecognizer } from './text-recognizer.ts';

/**
 * The engine in its own thread: a picture that keeps it busy stops neither the heartbeat nor the
 * deadline, and ending the thread ends the recognizers below it. What it throws ends it too.
 */
export async function runEngine(): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('the engine is started as a thread');
  const send = (event: EngineEvent) => port.postMessage(event);
  const [cv, recognizer] = await Promise.all([loadOpenCv(), startTextRecognizer()]);
  port.on('message', async ({ jobId, layout, image }: ReadCommand) => {
    const reading = await readPage({ cv, recognizer }, image, layout);
    send({ kind: 'read', jobId, reading });
  });
  send({ kind: 'warm' });
}
