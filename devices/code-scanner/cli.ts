import { parseArgs } from 'node:util';
import { z } from 'zod';
import { transportFromArguments } from '../transport/index.ts';
import { SerialScanner } from './serial-scanner.ts';

/** Bench tool: shows the status of a scanner and what it reads until Ctrl-C. Texts only with `--show`. */
const { values } = parseArgs({
  options: {
    tcp: { type: 'string' },
    serial: { type: 'string' },
    trigger: { type: 'string', default: 'honeywell' },
    suffix: { type: 'string', default: 'cr' },
    show: { type: 'boolean', default: false },
  },
});
const transport = transportFromArguments(values);
const settings = z
  .object({ trigger: z.enum(['honeywell', 'newland']), suffix: z.enum(['cr', 'crlf', 'lf', 'none']) })
  .safeParse(values);
if (!transport || !settings.success) {
  console.error(
    'usage: cli.ts (--tcp host:port | --serial path[:baud]) [--trigger honeywell|newland] [--suffix cr|crlf|lf|none] [--show]',
  );
  process.exit(2);
}

const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());
process.once('SIGTERM', () => stopping.abort());

const scanner = new SerialScanner({ transport, ...settings.data });
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
