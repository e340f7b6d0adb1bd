import { implement } from '@orpc/server';
import { codeScannerContract } from '../../contract/device-classes.ts';
import type { DevicesConfig } from '../../contract/terminal-config.ts';
import type { RecoveryMeans, ServedDevice } from '../host/index.ts';
import { makeTransport } from '../transport/index.ts';
import type { CodeScanner } from './port.ts';
import { SerialScanner } from './serial-scanner.ts';

export function serveCodeScanner(
  config: NonNullable<DevicesConfig['code-scanner']>,
  means?: RecoveryMeans,
): ServedDevice {
  const { transport, trigger, suffix } = config;
  const scanner: CodeScanner = new SerialScanner({
    transport: makeTransport(transport),
    trigger,
    suffix,
    means,
  });
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
