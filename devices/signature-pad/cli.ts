import { parseArgs } from 'node:util';
import { hidTransportFromArguments } from '../transport/index.ts';
import { WacomStuPad } from './wacom-stu.ts';

/** Bench tool: shows the status of a pad and what is written on it until Ctrl-C. Points only with `--show`. */
const { values } = parseArgs({
  options: { hid: { type: 'string' }, show: { type: 'boolean', default: false } },
});
const transport = hidTransportFromArguments(values.hid);
if (!transport) {
  console.error('usage: cli.ts --hid vendor:product[@usbPort] [--show]');
  process.exit(2);
}

const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());
process.once('SIGTERM', () => stopping.abort());

const pad = new WacomStuPad({ transport });
pad.status.subscribe((status) => console.log('status', JSON.stringify(status)));
pad.start();
console.log(`taking ink on ${transport.description}; Ctrl-C ends and wipes the pad`);
for await (const event of pad.watchInk(stopping.signal)) {
  if (event.type === 'ink' && !values.show)
    console.log(`${event.points.length} points (hidden, --show prints them)`);
  else console.log(JSON.stringify(event));
}
await pad.stop();
