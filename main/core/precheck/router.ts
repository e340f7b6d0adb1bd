import { implement } from '@orpc/server';
import { precheckContract } from '../../../contract/precheck.ts';
import { unreachable } from '../../../contract/result.ts';
import type { PageReader } from './page-reader.ts';

const maxImageBytes = 12_000_000;

/** What the process answers to the core, over `precheckContract`. */
export function createPrecheckRouter(reader: PageReader) {
  const os = implement(precheckContract);
  return os.router({
    warmUp: os.warmUp.handler(async () => {
      await reader.warm();
      return { ready: true };
    }),
    readPage: os.readPage.handler(async ({ input, signal, errors }) => {
      if (input.image.size > maxImageBytes) throw errors.IMAGE_TOO_LARGE();
      const image = new Uint8Array(await input.image.arrayBuffer());
      const result = await reader.read(input.layout, image, signal);
      if (result.ok) return result.value;
      switch (result.error) {
        case 'busy':
          throw errors.BUSY();
        case 'overdue':
          throw errors.OVERDUE();
        case 'engine_lost':
          throw errors.ENGINE_LOST();
        case 'cancelled':
          throw errors.CANCELLED();
        default:
          return unreachable(result.error);
      }
    }),
  });
}
