import { implement } from '@orpc/server';
import { idCardReaderContract } from '../../contract/device-classes.ts';
import type { DevicesConfig } from '../../contract/terminal-config.ts';
import type { RecoveryMeans, ServedDevice } from '../host/index.ts';
import { makeTransport } from '../transport/index.ts';
import type { IdCardReader } from './port.ts';
import { SamVReader } from './sam-v.ts';

export function serveIdCardReader(
  config: NonNullable<DevicesConfig['id-card-reader']>,
  means?: RecoveryMeans,
): ServedDevice {
  const reader: IdCardReader = new SamVReader({
    transport: makeTransport(config.transport),
    pollIntervalMs: config.pollIntervalMs,
    means,
  });
  const os = implement(idCardReaderContract);
  return {
    router: os.router({
      watchStatus: os.watchStatus.handler(({ signal }) => reader.status.follow(signal)),
      watchCards: os.watchCards.handler(({ signal }) =>
        reader.watchCards(signal ?? new AbortController().signal),
      ),
    }),
    start: () => reader.start(),
    stop: () => reader.stop(),
  };
}
