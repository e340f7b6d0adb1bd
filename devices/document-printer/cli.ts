import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { mediaNameSchema } from '../../contract/device-common.ts';
import { IppPrinter } from './ipp-printer.ts';

const usage = `usage: npm run device -- document-printer --uri ipp://host[:port]/path
       (--status | --print file.pdf [--pages 1] [--copies 1] [--media iso_a4_210x297mm])

--status  says what the printer reports and how many sheets it has counted
--print   prints the file one-sided and says how it was confirmed; --pages is how many pages it has`;

const { values } = parseArgs({
  options: {
    uri: { type: 'string' },
    status: { type: 'boolean', default: false },
    print: { type: 'string' },
    pages: { type: 'string', default: '1' },
    copies: { type: 'string', default: '1' },
    media: { type: 'string' },
  },
});

const connectMs = 5000;

async function reachUnit(printer: IppPrinter): Promise<boolean> {
  for await (const { state } of printer.status.follow(AbortSignal.timeout(connectMs))) {
    if (state === 'online' || state === 'hardware_error') return true;
  }
  return false;
}

function countFrom(text: string): number | null {
  return /^[1-9]\d{0,2}$/.test(text) ? Number(text) : null;
}

const pages = countFrom(values.pages);
const copies = countFrom(values.copies);
const media = mediaNameSchema.nullable().safeParse(values.media ?? null);
const isUri = /^ipp:\/\/./.test(values.uri ?? '') && URL.canParse(values.uri ?? '');
if (!isUri || values.status === (values.print !== undefined) || !pages || !copies || !media.success) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const printer = new IppPrinter({ uri: values.uri ?? '' });
  printer.start();
  const reached = await reachUnit(printer);
  console.log(JSON.stringify({ ...printer.status.value, sheetCount: await printer.readSheetCount() }));
  if (reached && values.print !== undefined) {
    const pdf = await readFile(values.print);
    const interrupted = new AbortController();
    process.once('SIGINT', () => interrupted.abort());
    const completion = await printer.print(
      { jobId: crypto.randomUUID(), pdf, pages, copies, media: media.data },
      interrupted.signal,
    );
    console.log(JSON.stringify(completion));
    if (completion.effect !== 'done') process.exitCode = 1;
  }
  if (!reached) process.exitCode = 1;
  await printer.stop();
}
