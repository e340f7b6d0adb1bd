import type { DocumentPrinterStatus } from '../../contract/device-classes.ts';
import type { DeviceStatus, Fault } from '../../contract/device-common.ts';
import { unreachable } from '../../contract/result.ts';
import { type DocumentFaultCode, documentFault } from './fault-texts.ts';
import type { IppFailure } from './ipp-client.ts';
import type { PrinterReport } from './reports.ts';
import { type NamedReason, nameReason } from './state-reasons.ts';
import { storageOf, type TraySize } from './trays.ts';

const stoppedWithoutReason: NamedReason = {
  code: 'stopped',
  weight: 'blocks',
  reason: 'printer-state stopped',
  rank: Number.MAX_SAFE_INTEGER,
};
const takesNoJobs: NamedReason = {
  code: 'not_accepting_jobs',
  weight: 'blocks',
  reason: 'printer-is-accepting-jobs false',
  rank: Number.MAX_SAFE_INTEGER - 1,
};

/** Everything that is wrong, blocking causes first. A stopped printer is blocked whatever its suffixes say. */
function namedReasons({ reasons, state, acceptingJobs }: PrinterReport): NamedReason[] {
  const named = reasons.map(nameReason);
  if (!acceptingJobs) named.push(takesNoJobs);
  named.sort((left, right) => Number(isBlocking(right)) - Number(isBlocking(left)) || left.rank - right.rank);
  if (state !== 'stopped' || named.some(isBlocking)) return named;
  const [first, ...others] = named;
  return first && first.code !== 'unknown_code'
    ? [{ ...first, weight: 'blocks' }, ...others]
    : [stoppedWithoutReason, ...named];
}

function isBlocking({ weight }: NamedReason): boolean {
  return weight !== 'warns';
}

function toFault({ code, reason }: NamedReason): Fault {
  return documentFault(code, reason);
}

/** What keeps the printer from printing, or null. */
export function blockingFault(report: PrinterReport): Fault | null {
  const [first] = namedReasons(report).filter(isBlocking);
  return first ? toFault(first) : null;
}

export function reduceStatus(report: PrinterReport, size: TraySize): DocumentPrinterStatus {
  const named = namedReasons(report);
  const faults = named.map(toFault);
  const paper = paperOf(named);
  return {
    state: stateOf(named),
    fault: faults[0] ?? null,
    faults,
    paper,
    coverOpen: has(named, 'door_open', 'cover_open', 'interlock_open'),
    toner: tonerOf(named),
    mediaReady: [...report.mediaReady],
    storage: storageOf(report.trays, paper, size),
  };
}

/** Nothing is known of a printer that is away but why. */
export function awayStatus({ state, fault }: DeviceStatus, size: TraySize): DocumentPrinterStatus {
  return {
    state,
    fault,
    faults: fault ? [fault] : [],
    paper: 'unknown',
    coverOpen: false,
    toner: 'unknown',
    mediaReady: [],
    storage: storageOf([], 'unknown', size),
  };
}

/** Somebody answers at the address, and not as the printer that is expected there. */
export function notUnderstoodStatus(failure: IppFailure, size: TraySize): DocumentPrinterStatus {
  return awayStatus({ state: 'offline', fault: faultOfFailure(failure) }, size);
}

/** Paper and doors are conditions of a printer that is online, as XFS4IoT has it. */
function stateOf(named: readonly NamedReason[]): DocumentPrinterStatus['state'] {
  if (named.some(({ weight }) => weight === 'breaks')) return 'hardware_error';
  return named.some((one) => isBlocking(one) && (one.code === 'no_answer' || one.code === 'shut_down'))
    ? 'offline'
    : 'online';
}

function paperOf(named: readonly NamedReason[]): DocumentPrinterStatus['paper'] {
  if (has(named, 'media_jam')) return 'jammed';
  if (has(named.filter(isBlocking), 'media_empty', 'media_needed', 'input_tray_missing')) return 'out';
  return has(named, 'media_low', 'media_empty') ? 'low' : 'full';
}

function tonerOf(named: readonly NamedReason[]): DocumentPrinterStatus['toner'] {
  if (has(named, 'toner_empty', 'marker_supply_empty')) return 'out';
  return has(named, 'toner_low', 'marker_supply_low') ? 'low' : 'full';
}

function has(named: readonly NamedReason[], ...codes: DocumentFaultCode[]): boolean {
  return named.some(({ code }) => codes.includes(code));
}

const refusals: Readonly<Record<string, DocumentFaultCode>> = {
  'client-error-forbidden': 'not_authorized',
  'client-error-not-authenticated': 'not_authorized',
  'client-error-not-authorized': 'not_authorized',
  'client-error-document-format-not-supported': 'format_unsupported',
  'client-error-document-format-error': 'document_unprintable',
  'client-error-document-unprintable-error': 'document_unprintable',
  'client-error-attributes-or-values-not-supported': 'media_not_loaded',
  'server-error-not-accepting-jobs': 'not_accepting_jobs',
  'server-error-busy': 'printer_busy',
  'server-error-temporary-error': 'printer_busy',
  'server-error-service-unavailable': 'printer_busy',
};

export function faultOfFailure(failure: IppFailure): Fault {
  switch (failure.kind) {
    case 'unreachable':
      return documentFault('port_not_found', failure.detail);
    case 'no_answer':
      return documentFault('no_answer', failure.detail);
    case 'unreadable':
      return documentFault('unreadable_answer', failure.detail);
    case 'refused':
      return documentFault(refusals[failure.statusCode] ?? 'request_refused', failure.statusCode);
    default:
      return unreachable(failure);
  }
}
