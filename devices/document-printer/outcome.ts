import type { Completion, Fault } from '../../contract/device-common.ts';
import { type DocumentFaultCode, documentFault } from './fault-texts.ts';
import type { JobReport, PrinterReport } from './reports.ts';

export type Evidence = Completion['evidence'];

export function refused(fault: Fault | null): Completion {
  return { effect: 'none', fault, evidence: {} };
}

export function unknown(fault: Fault | null, evidence: Evidence = {}): Completion {
  return { effect: 'unknown', fault, evidence };
}

/** Counts of the printer's whole life around a job; null where it does not count or was not asked. */
export interface SheetCounts {
  before: number | null;
  after: number | null;
}

/** What a job that ended proves, from what the printer says of the job and from its own counter. */
export function decideEnded(job: JobReport, sheetsAsked: number, counts: SheetCounts): Completion {
  const { before, after } = counts;
  const counted = before === null || after === null ? null : after - before;
  const evidence: Evidence = {
    jobState: job.state,
    sheetsAsked,
    ...(job.sheetsOut === null ? {} : { sheetsOut: job.sheetsOut }),
    ...(counted === null ? {} : { sheetsCounted: counted }),
  };
  const doubt = (code: DocumentFaultCode) => unknown(documentFault(code, reasonsOf(job)), evidence);
  if (job.state === 'completed') {
    if (job.reasons.includes('job-completed-with-errors')) return doubt('completed_with_errors');
    if (job.sheetsOut === null) return doubt('no_confirmation');
    if (job.sheetsOut < sheetsAsked) return doubt('sheets_missing');
    if (counted !== null && counted < sheetsAsked) return doubt('counter_disagrees');
    return { effect: 'done', fault: null, evidence };
  }
  if ((job.sheetsOut ?? 0) > 0) return doubt('incomplete_job');
  // The counter counts for everybody: one that moved may have moved for another's sheets.
  if (counted !== null && counted !== 0) return doubt('incomplete_job');
  if (job.sheetsOut === null && counted === null) return doubt('no_confirmation');
  return { effect: 'none', fault: documentFault(endingOf(job), reasonsOf(job)), evidence };
}

/** What it proves that the printer lists no such job although the document was sent `elapsedMs` ago. */
export function decideMissing(
  printer: PrinterReport,
  before: number | null,
  elapsedMs: number | null,
): Completion {
  const { sheetCount, upTimeS, state } = printer;
  const ranOn = elapsedMs !== null && upTimeS !== null && upTimeS * 1000 > elapsedMs;
  const evidence: Evidence = { jobListed: false, ...(sheetCount === null ? {} : { sheetCount }) };
  const nothingHappened = before !== null && sheetCount === before && ranOn && state === 'idle';
  return nothingHappened
    ? { effect: 'none', fault: documentFault('job_not_received'), evidence }
    : unknown(documentFault('no_confirmation'), evidence);
}

function endingOf({ state, reasons }: JobReport): DocumentFaultCode {
  if (reasons.some((reason) => unprintable.has(reason))) return 'document_unprintable';
  if (reasons.includes('job-canceled-by-user')) return 'cancelled';
  return state === 'canceled' ? 'cancelled_at_device' : 'job_aborted';
}

const unprintable: ReadonlySet<string> = new Set([
  'document-format-error',
  'document-unprintable-error',
  'unsupported-document-format',
]);

function reasonsOf({ reasons }: JobReport): string | null {
  return reasons.length === 0 ? null : reasons.join(' ');
}
