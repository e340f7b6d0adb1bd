import { writeSync } from 'node:fs';

const standardError = 2;

/**
 * Writes one line of JSON for the terminal's log, at once, so that the last words of a process are
 * not lost. The levels and names are pino's; the library itself would cost each of many hosts
 * several megabytes.
 */
export function writeLog(
  level: 'warn' | 'error' | 'fatal',
  message: string,
  facts: Record<string, string | number> = {},
): void {
  const line = { level: levels[level], time: Date.now(), pid: process.pid, name: 'device-host' };
  writeSync(standardError, `${JSON.stringify({ ...line, ...facts, msg: message })}\n`);
}

const levels = { warn: 40, error: 50, fatal: 60 } as const;
