import { unreachable } from '../../contract/result.ts';
import type { TransportConfig } from '../../contract/terminal-config.ts';
import type { Transport } from './port.ts';
import { SerialTransport } from './serial.ts';
import { TcpTransport } from './tcp.ts';

export { lineFromArguments, transportFromArguments } from './arguments.ts';
export type { ByteLine, Transport, TransportFailure } from './port.ts';

/** The transport a terminal's configuration names. */
export function makeTransport(config: TransportConfig): Transport {
  switch (config.kind) {
    case 'tcp':
      return new TcpTransport({ host: config.host, port: config.port });
    case 'serial':
      return new SerialTransport({ path: config.path, baudRate: config.baudRate });
    default:
      return unreachable(config);
  }
}
