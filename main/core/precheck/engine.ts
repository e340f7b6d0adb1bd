import { Worker } from 'node:worker_threads';
import { type EngineEvent, engineEventSchema, type ReadCommand } from './engine-messages.ts';

/** One life of the reading engine. It is not mended: it is ended and another one started. */
export interface Engine {
  post(command: ReadCommand): void;
  onEvent(listener: (event: EngineEvent) => void): void;
  /** Called once when the engine is gone, whether it broke down or was ended. */
  onGone(listener: () => void): void;
  /** Ends it at once, in the middle of whatever it does. */
  end(): void;
}

/** `program`: what calls `runEngine` when it finds itself in a thread. */
export function startEngine(program: URL): Engine {
  // A runaway in JavaScript ends with the thread; the heaps of the libraries lie outside this limit.
  const thread = new Worker(program, {
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  // The breakdown itself is told by `exit`, which always follows.
  thread.on('error', () => {});
  return {
    post: (command) => thread.postMessage(command, [command.image.buffer]),
    onEvent: (listener) => thread.on('message', (message) => listener(engineEventSchema.parse(message))),
    onGone: (listener) => thread.once('exit', () => listener()),
    end: () => void thread.terminate(),
  };
}
