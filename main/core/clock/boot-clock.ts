import { readFileSync } from 'node:fs';

/** A clock that runs since the machine was started, over all processes, and that nobody can set. */
export interface BootClock {
  /** Another one after each start of the machine; null where the system does not tell. */
  readonly bootId: string | null;
  sinceBootMs(): number;
}

/** `CLOCK_MONOTONIC` of Linux, `QueryPerformanceCounter` of Windows: both count since the machine's start. */
export const systemBootClock: BootClock = {
  bootId: readBootId(),
  sinceBootMs: () => Number(process.hrtime.bigint() / 1_000_000n),
};

function readBootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // Only Linux tells; elsewhere every start of the program counts as one of the machine.
    return null;
  }
}
