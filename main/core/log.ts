import pino from 'pino';
import type { SessionEnding } from './session/index.ts';

/**
 * Everything the core writes down besides the journal. Events carry item codes, steps and states,
 * never a person: there is no field a name or number could be put into.
 */
export type LogEvent =
  | { event: 'core_started'; recoveryMs: number }
  | { event: 'core_out_of_service'; reason: string }
  | { event: 'city_reachable' }
  | { event: 'city_unreachable' }
  | { event: 'session_ended'; cause: SessionEnding; step: string }
  | { event: 'request_failed'; boundary: string; error: string }
  | { event: 'precheck_failed'; error: string };

export interface Log {
  write(event: LogEvent): void;
}

/** One JSON object a line on standard error. */
export function createLog(terminalId: string): Log {
  const logger = pino({ base: { terminalId }, messageKey: 'note' }, pino.destination({ fd: 2, sync: true }));
  return { write: (event) => logger.info(event) };
}

/** The kind of an error without its message, which may quote an input. */
export function nameOfError(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}
