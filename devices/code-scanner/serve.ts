import { implement } from '@orpc/server';
import { codeScannerContract } from '../../contract/devices/code-scanner.ts';
import { unreachable } from '../../contract/result.ts';
import type { DevicesConfig } from '../../contract/terminal-config.ts';
import type { RecoveryMeans, ServedDevice } from '../host/index.ts';
import { makeReportTransport, makeTransport } from '../transport/index.ts';
import { hidPosUsage } from './hid-pos-codec.ts';
import { HidPosScanner } from './hid-pos-scanner.ts';
import type { CodeScanner } from './port.ts';
import { SerialScanner } from './serial-scanner.ts';

type Config = NonNullable<DevicesConfig['code-scanner']>;

export function serveCodeScanner(config: Config, means?: RecoveryMeans): ServedDevice {
  const scanner = makeScanner(config, means);
  const os = implement(codeScannerContract);
  return {
    router: os.router({
      watchStatus: os.watchStatus.handler(({ signal }) => scanner.status.follow(signal)),
      watchCodes: os.watchCodes.handler(({ signal }) =>
        scanner.watchCodes(signal ?? new AbortController().signal),
      ),
    }),
    start: () => scanner.start(),
    stop: () => scanner.stop(),
  };
}

function makeScanner(config: Config, means: RecoveryMeans | undefined): CodeScanner {
  switch (config.driver) {
    case 'serial-scanner': {
      const { transport, trigger, suffix } = config;
      return new SerialScanner({ transport: makeTransport(transport), trigger, suffix, means });
    }
    case 'hid-pos': {
      const { transport, commands } = config;
      return new HidPosScanner({
        transport: makeReportTransport(transport, hidPosUsage),
        commands,
        means,
      });
    }
    default:
      return unreachable(config);
  }
}
