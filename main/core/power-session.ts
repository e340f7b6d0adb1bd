import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

/** Two readings of one start differ by less than this, wherever the clock stands. */
const roundMs = 60_000;

/**
 * Names the time since the machine was last switched on: the kernel's own name of it where there is
 * one, else the minute in which the machine started.
 */
export function readPowerSession(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return `started-${Math.round((Date.now() - uptime() * 1000) / roundMs)}`;
  }
}
