import { parseArgs } from 'node:util';
import { transportFromArguments } from '../transport/index.ts';
import { EscPosPrinter } from './esc-pos.ts';
import { sampleDocument } from './sample-document.ts';

const usage = `usage: npm run device -- receipt-printer (--tcp host:port | --serial path[:baud] | --usb-printer path)
       [--status-only] (--status | --print-sample)

--status        says what the unit reports and how many cuts it has counted
--print-sample  prints one slip with one of everything and says how it was confirmed
--status-only   for units without process id and cut counter`;

const { values } = parseArgs({
  options: {
    tcp: { type: 'string' },
    serial: { type: 'string' },
    'usb-printer': { type: 'string' },
    'status-only': { type: 'boolean', default: false },
    status: { type: 'boolean', default: false },
    'print-sample': { type: 'boolean', default: false },
  },
});

const connectMs = 5000;

async function reachUnit(printer: EscPosPrinter): Promise<boolean> {
  for await (const { state } of printer.status.follow(AbortSignal.timeout(connectMs))) {
    if (state === 'online' || state === 'hardware_error') return true;
  }
  return false;
}

const transport = transportFromArguments(values);
if (!transport || values.status === values['print-sample']) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const printer = new EscPosPrinter({
    transport,
    evidence: values['status-only'] ? 'status_only' : 'process_id',
  });
  printer.start();
  const reached = await reachUnit(printer);
  console.log(JSON.stringify({ ...printer.status.value, cutCount: await printer.readCutCount() }));
  if (reached && values['print-sample']) {
    const jobId = crypto.randomUUID();
    const interrupted = new AbortController();
    process.once('SIGINT', () => interrupted.abort());
    const completion = await printer.print({ jobId, document: sampleDocument(jobId) }, interrupted.signal);
    console.log(JSON.stringify(completion));
    if (completion.effect !== 'done') process.exitCode = 1;
  }
  if (!reached) process.exitCode = 1;
  await printer.stop();
}
