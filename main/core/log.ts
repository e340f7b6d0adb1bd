import pino from 'pino';
import type { LogLine } from '../../contract/attendant.ts';
import { type Clock, systemClock } from '../../contract/clock.ts';
import { Feed } from '../../link/index.ts';
import type { AttendantEvent } from './attendant/index.ts';
import type { DeviceDirectory } from './devices/index.ts';
import type { SessionEnding } from './session/index.ts';

/**
 * Everything the core writes down besides the journal. Events carry item codes, steps and states,
 * never a person: there is no field a name or number could be put into. A technician appears by the
 * code of the enrolment.
 */
export type LogEvent =
  | { event: 'core_started'; recoveryMs: number }
  | { event: 'core_out_of_service'; reason: string }
  | { event: 'city_reachable' }
  | { event: 'city_unreachable' }
  | { event: 'session_ended'; cause: SessionEnding; step: string }
  | { event: 'request_failed'; boundary: string; error: string }
  | { event: 'money_reconciled'; day: string; lines: number; tasks: number }
  | { event: 'reconciliation_failed'; day: string; error: string }
  | { event: 'precheck_failed'; error: string }
  | { event: 'device_changed'; device: string; state: string; fault: string }
  | AttendantEvent;

export interface Log {
  write(event: LogEvent): void;
  /** The last events, newest first, for the technician's screens. */
  readonly recent: Feed<readonly LogLine[]>;
}

const keptLines = 100;

/** One JSON object a line on standard error. */
export function createLog(terminalId: string, clock: Pick<Clock, 'wallMs'> = systemClock): Log {
  const logger = pino({ base: { terminalId }, messageKey: 'note' }, pino.destination({ fd: 2, sync: true }));
  const recent = new Feed<readonly LogLine[]>([]);
  let lines = 0;
  return {
    recent,
    write(logged) {
      logger.info(logged);
      const { event, ...facts } = logged;
      lines += 1;
      const line: LogLine = { line: lines, at: new Date(clock.wallMs()).toISOString(), event, facts };
      recent.set([line, ...recent.value].slice(0, keptLines));
    },
  };
}

/** Writes down each change of a device's state or fault, by its code. */
export function logDeviceChanges({ statuses }: DeviceDirectory, log: Pick<Log, 'write'>): void {
  const told = new Map<string, string>();
  statuses.subscribe((table) => {
    for (const [device, status] of Object.entries(table)) {
      const state = status?.state ?? 'away';
      const fault = status?.fault?.code ?? 'none';
      const said = `${state} ${fault}`;
      if (said === (told.get(device) ?? 'away none')) continue;
      told.set(device, said);
      log.write({ event: 'device_changed', device, state, fault });
    }
  });
}

/** The kind of an error without its message, which may quote an input. */
export function nameOfError(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}
