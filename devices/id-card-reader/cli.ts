import { parseArgs } from 'node:util';
import type { CardEvent } from '../../contract/device-classes.ts';
import {
  hidBridgeFromArguments,
  hidTransportFromArguments,
  transportFromArguments,
} from '../transport/index.ts';
import { wrapHidTransport } from './hid-wrapper.ts';
import { miaxisWrapper } from './miaxis-wrapper.ts';
import { SamVReader } from './sam-v.ts';

/** Bench tool: shows the status of a reader and reads cards until Ctrl-C. Personal data only with `--show`. */
const { values } = parseArgs({
  options: {
    tcp: { type: 'string' },
    serial: { type: 'string' },
    hid: { type: 'string' },
    'hid-bridge': { type: 'string' },
    addresses: { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
    poll: { type: 'string', default: '300' },
  },
});
const hid = hidTransportFromArguments(values.hid) ?? hidBridgeFromArguments(values['hid-bridge']);
const transport = hid ? wrapHidTransport(hid, miaxisWrapper) : transportFromArguments(values);
if (!transport) {
  console.error(
    'usage: cli.ts (--tcp host:port | --serial path[:baud] | --hid vendor:product[@usbPort] | --hid-bridge host:port) [--addresses] [--poll ms] [--show]',
  );
  process.exit(2);
}

const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());
process.once('SIGTERM', () => stopping.abort());

const reader = new SamVReader({
  transport,
  pollIntervalMs: Number(values.poll),
  appendedAddresses: values.addresses,
});
reader.status.subscribe((status) => console.log('status', JSON.stringify(status)));
reader.start();
console.log(`reading cards on ${transport.description}; Ctrl-C ends`);
let foundAtMs = 0;
for await (const event of reader.watchCards(stopping.signal)) {
  if (event.type === 'card_found') foundAtMs = performance.now();
  console.log(describe(event));
}
await reader.stop();

function describe(event: CardEvent): string {
  if (event.type !== 'card_read') return JSON.stringify(event);
  const tookMs = Math.round(performance.now() - foundAtMs);
  const content = values.show ? JSON.stringify(event) : '(content hidden, --show prints it)';
  return `${event.card.cardType} card read in ${tookMs} ms by module ${reader.status.value.samId ?? 'of unknown number'} ${content}`;
}
