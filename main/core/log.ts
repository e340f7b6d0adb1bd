import pino from 'pino';
import type { LogLevel, LogLine } from '../../contract/attendant.ts';
import { type Clock, systemClock } from '../../contract/clock.ts';
import { unreachable } from '../../contract/result.ts';
import { Feed } from '../../link/index.ts';
import type { AttendantEvent } from './attendant/index.ts';
import type { ClockEvent } from './clock/index.ts';
import type { DeviceDirectory } from './devices/index.ts';
import type { SafekeepingEvent } from './safekeeping.ts';
import type { SessionEnding } from './session/index.ts';
import type { StorageEvent } from './storage/index.ts';

/**
 * Everything the core writes down besides the journal. Events carry item codes, steps and states,
 * never a person: there is no field a name or number could be put into. A technician appears by the
 * code of the enrolment.
 */
export type LogEvent =
  | { event: 'core_started'; recoveryMs: number }
  /** It opened the database and shows the first screen, and serves nobody yet. */
  | { event: 'core_on_trial' }
  | { event: 'vault_opened'; sealedBy: string; profile: string }
  | { event: 'core_out_of_service'; reason: string }
  | { event: 'service_held'; reason: string }
  | { event: 'service_resumed' }
  | { event: 'city_reachable' }
  | { event: 'city_unreachable' }
  | { event: 'session_ended'; cause: SessionEnding; step: string }
  | { event: 'request_failed'; boundary: string; error: string }
  | { event: 'money_reconciled'; day: string; lines: number; tasks: number }
  | { event: 'reconciliation_failed'; day: string; error: string }
  | { event: 'precheck_failed'; error: string }
  | { event: 'device_changed'; device: string; state: string; fault: string }
  | StorageEvent
  | ClockEvent
  | SafekeepingEvent
  | AttendantEvent;

export interface Log {
  write(event: LogEvent): void;
  /** The last events, newest first, for the technician's screens. */
  readonly recent: Feed<readonly LogLine[]>;
}

const keptLines = 400;

/** One JSON object a line on standard error. */
export function createLog(terminalId: string, clock: Pick<Clock, 'wallMs'> = systemClock): Log {
  const logger = pino({ base: { terminalId }, messageKey: 'note' }, pino.destination({ fd: 2, sync: true }));
  const recent = new Feed<readonly LogLine[]>([]);
  let lines = 0;
  return {
    recent,
    write(logged) {
      const level = levelOf(logged);
      logger[level](logged);
      const { event, ...facts } = logged;
      const device = 'device' in facts && typeof facts.device === 'string' ? facts.device : null;
      lines += 1;
      const at = new Date(clock.wallMs()).toISOString();
      const line: LogLine = { line: lines, at, event, level, device, facts: withoutGaps(facts) };
      recent.set([line, ...recent.value].slice(0, keptLines));
    },
  };
}

/** What a technician has to see, what may explain it, and what is the usual course. */
function levelOf(logged: LogEvent): LogLevel {
  switch (logged.event) {
    case 'core_out_of_service':
    case 'service_held':
    case 'chore_failed':
      return 'error';
    case 'clock_stepped':
    case 'clock_behind':
    case 'clock_differs_from_city':
      return 'warn';
    case 'device_changed':
      if (logged.state === 'online') return logged.fault === 'none' ? 'info' : 'warn';
      return logged.state === 'unknown' ? 'info' : 'error';
    case 'storage_changed':
      return logged.level === 'ok' || logged.level === 'unknown' ? 'info' : 'warn';
    case 'city_unreachable':
    case 'request_failed':
    case 'precheck_failed':
    case 'reconciliation_failed':
    case 'attendant_card_refused':
    case 'attendant_pin_wrong':
    case 'attendant_locked':
      return 'warn';
    case 'core_started':
    case 'core_on_trial':
    case 'vault_opened':
    case 'service_resumed':
    case 'chore_ended':
    case 'clock_trust_changed':
    case 'money_reconciled':
    case 'city_reachable':
    case 'session_ended':
    case 'attendant_opened':
    case 'attendant_closed':
    case 'attendant_act':
      return 'info';
    default:
      return unreachable(logged);
  }
}

function withoutGaps(facts: Record<string, string | number | undefined>): LogLine['facts'] {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
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
