import { implement } from '@orpc/server';
import { idCardReaderContract } from '../../contract/devices/id-card-reader.ts';
import type { DevicesConfig } from '../../contract/terminal-config.ts';
import type { RecoveryMeans, ServedDevice } from '../host/index.ts';
import { makeReportTransport, makeTransport, type Transport } from '../transport/index.ts';
import { type HidWrapper, wrapHidTransport } from './hid-wrapper.ts';
import { miaxisWrapper } from './miaxis-wrapper.ts';
import type { IdCardReader } from './port.ts';
import { SamVReader } from './sam-v.ts';

type Config = NonNullable<DevicesConfig['id-card-reader']>;

/** By the name a configuration gives; another maker's way of packing frames is one more entry. */
export const hidWrappers: Record<Config['hidWrapper'], HidWrapper> = { miaxis: miaxisWrapper };

export function serveIdCardReader(config: Config, means?: RecoveryMeans): ServedDevice {
  const { pollIntervalMs, appendedAddresses, fingerprints } = config;
  const reader: IdCardReader = new SamVReader({
    transport: transportOf(config),
    pollIntervalMs,
    appendedAddresses,
    fingerprints,
    means,
  });
  const os = implement(idCardReaderContract);
  return {
    router: os.router({
      watchStatus: os.watchStatus.handler(({ signal }) => reader.status.follow(signal)),
      watchCards: os.watchCards.handler(({ signal, input }) =>
        reader.watchCards(signal ?? new AbortController().signal, input),
      ),
    }),
    start: () => reader.start(),
    stop: () => reader.stop(),
  };
}

function transportOf({ transport, hidWrapper }: Config): Transport {
  return transport.kind === 'hid' || transport.kind === 'hid-bridge'
    ? wrapHidTransport(makeReportTransport(transport), hidWrappers[hidWrapper])
    : makeTransport(transport);
}
