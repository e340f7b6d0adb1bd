import type { IppAttributes, IppParsed } from '@sealsystems/ipp/lib/parser.js';
import serialize from '@sealsystems/ipp/lib/serializer.js';
import { SteppedClock } from '../../../contract/test-clock.ts';
import { SimulatedDocumentPrinter } from '../../../devices/document-printer/index.ts';
import { groupsOf, parseIpp, statusCodeInHex } from '../../../devices/document-printer/ipp-message.ts';
import {
  jobAttributes,
  printerAttributes,
  readJobReport,
  readPrinterReport,
} from '../../../devices/document-printer/reports.ts';
import { type FuzzTarget, messageTarget } from '../target.ts';

const jobName = 'budayang-00000000-0000-4000-8000-000000000001';

function question(operation: string, attributes: IppAttributes = {}, data?: Buffer): Buffer {
  return serialize({
    version: '2.0',
    operation,
    id: 1,
    'operation-attributes-tag': {
      'attributes-charset': 'utf-8',
      'attributes-natural-language': 'en',
      'printer-uri': 'ipp://127.0.0.1/ipp/print',
      'requesting-user-name': 'budayang',
      ...attributes,
    },
    ...(data
      ? { 'job-attributes-tag': { copies: 1, sides: 'one-sided', media: 'iso_a4_210x297mm' }, data }
      : {}),
  });
}

const printJob = question(
  'Print-Job',
  { 'job-name': jobName, 'document-format': 'application/pdf' },
  Buffer.from('%PDF-1.7 /Type /Page'),
);
const readPrinter = question('Get-Printer-Attributes', { 'requested-attributes': printerAttributes });
const commands = [
  printJob,
  question('Get-Jobs', { 'which-jobs': 'not-completed', 'requested-attributes': jobAttributes }),
  question('Get-Job-Attributes', { 'job-id': 1, 'requested-attributes': jobAttributes }),
  question('Cancel-Job', { 'job-id': 1 }),
];

const answers = (() => {
  const printer = new SimulatedDocumentPrinter({ clock: new SteppedClock() });
  return [readPrinter, ...commands, readPrinter].map((message) => {
    const answer = printer.answerTo(message);
    if (!answer) throw new Error('a question is not understood');
    return Uint8Array.from(answer);
  });
})();

/** Everything the driver makes of an answer. */
function readAnswer(message: Uint8Array): unknown {
  const bytes = Buffer.from(message);
  const parsed = parseIpp(bytes);
  if (!parsed.ok) return null;
  const told: IppParsed = parsed.value;
  return {
    status: told.statusCode ?? statusCodeInHex(bytes),
    printers: groupsOf(told['printer-attributes-tag']).map(readPrinterReport),
    jobs: groupsOf(told['job-attributes-tag']).map(readJobReport),
  };
}

/** A printer that never ends a job would remember every one it is given. */
const jobsBetweenRestarts = 50;

const unit: FuzzTarget = {
  name: 'document-printer unit',
  goodFrames: [
    { bytes: Uint8Array.from(question('Cancel-Job', { 'job-id': 0 })), message: 'client-error-not-found' },
  ],
  seeds: [readPrinter, ...commands].map((message) => Uint8Array.from(message)),
  comesWhole: true,
  maxPending: 64,
  make() {
    const clock = new SteppedClock();
    const printer = new SimulatedDocumentPrinter({ clock, sheetMs: 0 });
    return {
      push(message) {
        const answer = printer.answerTo(Buffer.from(message));
        clock.advance(1);
        if (printer.jobNames.length > jobsBetweenRestarts) printer.restart();
        printer.setPaper(100);
        const parsed = answer && parseIpp(answer);
        return parsed?.ok ? [parsed.value.statusCode ?? 'unnamed'] : [];
      },
      fallSilent: () => [],
      get pending() {
        return clock.waiting;
      },
    };
  },
};

export const documentPrinterTargets: readonly FuzzTarget[] = [
  messageTarget('document-printer IPP answers', answers, readAnswer),
  messageTarget(
    'document-printer IPP questions',
    [readPrinter, ...commands].map((message) => Uint8Array.from(message)),
    (message) => {
      const parsed = parseIpp(Buffer.from(message));
      return parsed.ok ? { ...parsed.value, data: parsed.value.data?.length } : null;
    },
  ),
  unit,
];
