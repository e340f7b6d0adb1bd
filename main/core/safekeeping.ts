import { join, resolve } from 'node:path';
import type { TerminalConfig } from '../../contract/terminal-config.ts';
import type { CaseId, IntentId } from '../../contract/words.ts';
import { type ChoreReport, Chores, nextTimeOfDay } from './chores/index.ts';
import type { ClockWatch } from './clock/index.ts';
import { nameOfError } from './error-name.ts';
import type { Memory } from './memory.ts';
import { runRetention } from './retention/index.ts';
import { rewrapAll, rotateKeys } from './vault/index.ts';

const dayMs = 86_400_000;
/** Few residents come then, and other nightly work of a city is over. */
const night = { hour: 4, minute: 10 } as const;
/** A terminal that ran every night has not lost more than this between two of them. */
const plausibleGapMs = 3 * dayMs;

/** How a chore's end is written down; for retention this is also the daily report. */
export type SafekeepingEvent =
  | ({ event: 'chore_ended'; chore: string } & ChoreReport)
  | { event: 'chore_failed'; chore: string; error: string };

export interface SafekeepingOptions {
  config: Pick<TerminalConfig, 'dataDirectory' | 'retention' | 'vault'>;
  memory: Memory;
  clockWatch: ClockWatch;
  write(event: SafekeepingEvent): void;
  giveUpRating(caseId: CaseId, intentId: IntentId): void;
}

/** Starts what the terminal does for its own memory: nightly retention, and new keys from time to time. */
export function keepSafe({ config, memory, clockWatch, write, giveUpRating }: SafekeepingOptions): Chores {
  const { journal, keyRing, chores, retention } = memory;
  const { clock } = clockWatch;
  const unfinished = rewrapAll(keyRing, journal, clock, new AbortController().signal);
  unfinished.catch((error: unknown) =>
    write({ event: 'chore_failed', chore: 'key-rotation', error: nameOfError(error) }),
  );
  const started = new Chores({
    store: chores,
    clock,
    requestDirectory: join(resolve(config.dataDirectory), 'requests'),
    work: {
      retention: {
        nextDueMs: (nowMs) => nextTimeOfDay(nowMs, night.hour, night.minute),
        run: (signal) =>
          runRetention(
            {
              rules: config.retention,
              journal,
              store: retention,
              clock,
              clockIsPlausible: () => isPlausible(clockWatch, chores.get('retention')?.endedAt ?? null),
              giveUpRating,
            },
            signal,
          ),
      },
      'key-rotation': {
        nextDueMs: (nowMs) => nextTimeOfDay(nowMs, night.hour, night.minute),
        async run(signal, isAsked) {
          const ageDays = Math.floor((clock.wallMs() - keyRing.currentKeyMadeMs) / dayMs);
          const isDue = ageDays >= config.vault.rotateAfterDays || keyRing.profileChanged;
          return isDue || isAsked ? rotateKeys(keyRing, journal, clock, signal) : { keyAgeDays: ageDays };
        },
      },
    },
    onEnded: (chore, report) => write({ event: 'chore_ended', chore, ...report }),
    onFailed: (chore, error) => write({ event: 'chore_failed', chore, error: nameOfError(error) }),
  });
  void unfinished.finally(() => void started.start());
  return started;
}

function isPlausible(clockWatch: ClockWatch, lastEndedAt: string | null): boolean {
  if (clockWatch.trust === 'synchronised' || clockWatch.agreesWithCity) return true;
  if (clockWatch.trust === 'stepped') return false;
  if (lastEndedAt === null) return true;
  return Math.abs(clockWatch.clock.wallMs() - Date.parse(lastEndedAt)) < plausibleGapMs;
}
