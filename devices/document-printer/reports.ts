import { countOf, type IppAttributes, stringsOf } from './ipp-message.ts';

/** What a printer says of itself, apart from what it means. */
export interface PrinterReport {
  state: 'idle' | 'processing' | 'stopped' | 'unknown';
  /** `printer-state-reasons` as sent; `none` is left out. */
  reasons: readonly string[];
  acceptingJobs: boolean;
  mediaReady: readonly string[];
  trays: readonly TrayReport[];
  /** Sheets in the printer's life, or impressions where it counts only those; null where it does not count. */
  sheetCount: number | null;
  /** Seconds since its start. */
  upTimeS: number | null;
}

/** One entry of `printer-input-tray`. */
export interface TrayReport {
  capacity: number;
  /** Null where the printer does not measure it. */
  sheets: number | null;
}

const jobStates = [
  'pending',
  'pending-held',
  'processing',
  'processing-stopped',
  'canceled',
  'aborted',
  'completed',
] as const;
export type JobState = (typeof jobStates)[number] | 'unknown';

export interface JobReport {
  printerJobId: number;
  jobName: string | null;
  state: JobState;
  reasons: readonly string[];
  /** `job-media-sheets-completed`, or impressions where only those are counted; null where neither is. */
  sheetsOut: number | null;
}

/** RFC 8011 section 5.4, the life counters of PWG 5100.22, and the trays of PWG 5100.13. */
export const printerAttributes = [
  'printer-state',
  'printer-state-reasons',
  'printer-is-accepting-jobs',
  'printer-up-time',
  'media-ready',
  'printer-input-tray',
  'printer-media-sheets-completed',
  'printer-impressions-completed',
  'printer-pages-completed',
];

/** RFC 8011 section 5.3, `job-pages-completed` of PWG 5100.7. */
export const jobAttributes = [
  'job-id',
  'job-name',
  'job-state',
  'job-state-reasons',
  'job-media-sheets-completed',
  'job-impressions-completed',
  'job-pages-completed',
];

export function readPrinterReport(attributes: IppAttributes): PrinterReport {
  const state = attributes['printer-state'];
  return {
    state: state === 'idle' || state === 'processing' || state === 'stopped' ? state : 'unknown',
    reasons: reasonsOf(attributes, 'printer-state-reasons'),
    acceptingJobs: attributes['printer-is-accepting-jobs'] !== false,
    mediaReady: stringsOf(attributes, 'media-ready'),
    trays: stringsOf(attributes, 'printer-input-tray').flatMap(trayOf),
    sheetCount:
      countOf(attributes, 'printer-media-sheets-completed') ??
      countOf(attributes, 'printer-impressions-completed') ??
      countOf(attributes, 'printer-pages-completed'),
    upTimeS: countOf(attributes, 'printer-up-time'),
  };
}

/** Null where the group names no job. */
export function readJobReport(attributes: IppAttributes): JobReport | null {
  const printerJobId = countOf(attributes, 'job-id');
  if (printerJobId === null) return null;
  const [jobName = null] = stringsOf(attributes, 'job-name');
  return {
    printerJobId,
    // A name with its language comes as language, separator, name.
    jobName: jobName?.split('\u001e').at(-1) ?? null,
    state: jobStates.find((state) => state === attributes['job-state']) ?? 'unknown',
    reasons: reasonsOf(attributes, 'job-state-reasons'),
    sheetsOut:
      countOf(attributes, 'job-media-sheets-completed') ??
      countOf(attributes, 'job-impressions-completed') ??
      countOf(attributes, 'job-pages-completed'),
  };
}

export function hasEnded({ state }: JobReport): boolean {
  return state === 'completed' || state === 'canceled' || state === 'aborted';
}

function reasonsOf(attributes: IppAttributes, name: string): string[] {
  return stringsOf(attributes, name).filter((reason) => reason !== 'none');
}

/** `key=value;` pairs, the keys of RFC 3805: levels below 0 say that it is not measured. */
function trayOf(text: string): TrayReport[] {
  const value = (key: string) => new RegExp(`(?:^|;)${key}=([^;]*)`).exec(text)?.[1];
  if (!value('type')?.startsWith('sheetFeedAuto')) return [];
  const capacity = Number(value('maxcapacity'));
  const level = Number(value('level'));
  if (!Number.isSafeInteger(capacity) || capacity < 1) return [];
  return [{ capacity, sheets: Number.isSafeInteger(level) && level >= 0 ? level : null }];
}
