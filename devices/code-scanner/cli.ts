import { parseArgs } from 'node:util';
import { z } from 'zod';
import {
  hidBridgeFromArguments,
  hidTransportFromArguments,
  transportFromArguments,
} from '../transport/index.ts';
import { hidPosUsage } from './hid-pos-codec.ts';
import { HidPosScanner } from './hid-pos-scanner.ts';
import { SerialScanner } from './serial-scanner.ts';

/** Bench tool: shows the status of a scanner and what it reads until Ctrl-C. Texts only with `--show`. */
const { values } = parseArgs({
  options: {
    tcp: { type: 'string' },
    serial: { type: 'string' },
    hid: { type: 'string' },
    'hid-bridge': { type: 'string' },
    commands: { type: 'string', default: 'honeywell' },
    trigger: { type: 'string', default: 'honeywell' },
    suffix: { type: 'string', default: 'cr' },
    show: { type: 'boolean', default: false },
  },
});
const serial = transportFromArguments(values);
const hid =
  hidTransportFromArguments(values.hid, hidPosUsage) ?? hidBridgeFromArguments(values['hid-bridge']);
const settings = z
  .object({
    trigger: z.enum(['honeywell', 'newland', 'zebra-ssi', 'datalogic']),
    suffix: z.enum(['cr', 'crlf', 'lf', 'none']),
    commands: z.enum(['honeywell', 'none']),
  })
  .safeParse(values);
const transport = hid ?? serial;
if (!transport || !settings.success) {
  console.error(
    [
      'usage: cli.ts (--tcp host:port | --serial path[:baud]) [--trigger honeywell|newland|zebra-ssi|datalogic] [--suffix cr|crlf|lf|none] [--show]',
      '       cli.ts (--hid vendor:product[@usbPort] | --hid-bridge host:port) [--commands honeywell|none] [--show]',
    ].join('\n'),
  );
  process.exit(2);
}

const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());
process.once('SIGTERM', () => stopping.abort());

const { trigger, suffix, commands } = settings.data;
const scanner = hid
  ? new HidPosScanner({ transport: hid, commands })
  : new SerialScanner({ transport: serial ?? process.exit(2), trigger, suffix });
scanner.status.subscribe((status) => console.log('status', JSON.stringify(status)));
scanner.start();
console.log(`reading codes on ${transport.description}; Ctrl-C ends`);
for await (const code of scanner.watchCodes(stopping.signal)) {
  console.log(
    values.show
      ? JSON.stringify(code)
      : `code of ${code.text.length} characters (content hidden, --show prints it)`,
  );
}
await scanner.stop();
