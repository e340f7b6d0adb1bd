import { join } from 'node:path';
import type { Clock } from '../../contract/clock.ts';
import type { TerminalStatus, Versions } from '../../contract/fleet.ts';
import type { CaseDay } from '../../contract/fleet-cases.ts';
import { connectToBroker } from './broker-line.ts';
import { CasesReporter } from './cases-reporter.ts';
import { CredentialStore, type Credentials } from './credentials.ts';
import { type EnrolmentProblem, enrol } from './enrolment.ts';
import type { AgentSettings } from './settings.ts';
import { StatusReporter } from './status-reporter.ts';
import type { CorePort } from './updates/core-port.ts';
import { startUpdater } from './updates/start-updater.ts';
import type { UpdateEvent } from './updates/updater.ts';

/** What the agent writes down; nothing of it names a person. */
export type AgentEvent =
  | { event: 'fleet_enrolled' }
  | { event: 'fleet_enrolment_failed'; problem: EnrolmentProblem }
  | { event: 'fleet_connected' }
  /** A day does not fit into one message and is not told. */
  | { event: 'fleet_cases_too_many' }
  | { event: 'fleet_connection_lost'; reason: string }
  | UpdateEvent;

export interface Agent {
  tellStatus(status: TerminalStatus): void;
  /** The last days, whole. */
  tellCases(days: readonly CaseDay[]): void;
  tellCoreAway(): void;
  /** Ends without a farewell, so that the last will tells the fleet. */
  stop(): Promise<void>;
}

export interface AgentOptions {
  settings: AgentSettings;
  clock: Clock;
  versions: Versions;
  /** Without it nothing of the terminal is updated. */
  core?: CorePort;
  write(event: AgentEvent): void;
}

const firstRetryMs = 1000;
const longestRetryMs = 60_000;

/** Enrols once, then keeps a line to the broker and reports on it, for as long as the process lives. */
export function startAgent({ settings, clock, versions, core, write }: AgentOptions): Agent {
  const { terminalId, dataDirectory, fleet } = settings;
  const store = new CredentialStore(join(dataDirectory, 'fleet'));
  const ending = new AbortController();
  const reporter = new StatusReporter({ clock, versions });
  const cases = new CasesReporter(clock, () => write({ event: 'fleet_cases_too_many' }));
  let line: { end(): Promise<void> } | null = null;

  const speak = (credentials: Credentials) => {
    line = connectToBroker({
      terminalId,
      credentials,
      onConnected(publish) {
        write({ event: 'fleet_connected' });
        reporter.speakTo((report) => publish('status', report));
        cases.speakTo((report) => publish('cases', report));
      },
      onLost(reason) {
        reporter.speakTo(null);
        cases.speakTo(null);
        write({ event: 'fleet_connection_lost', reason });
      },
    });
  };

  const begin = async () => {
    let waitMs = firstRetryMs;
    while (!ending.signal.aborted) {
      const kept = await store.load(fleet.authorityFingerprint);
      if (kept.ok && kept.value) {
        speak(kept.value);
        if (core) {
          startUpdater({
            settings,
            credentials: kept.value,
            programVersion: versions.program,
            core,
            clock,
            signal: ending.signal,
            write,
          });
        }
        return;
      }
      const enrolled = kept.ok ? await enrol({ terminalId, fleet, store, signal: ending.signal }) : kept;
      if (ending.signal.aborted) return;
      if (enrolled.ok) {
        write({ event: 'fleet_enrolled' });
        continue;
      }
      write({ event: 'fleet_enrolment_failed', problem: enrolled.error });
      await new Promise<void>((resolve) => {
        const cancel = clock.after(waitMs, resolve);
        ending.signal.addEventListener('abort', () => {
          cancel();
          resolve();
        });
      });
      waitMs = Math.min(waitMs * 2, longestRetryMs);
    }
  };
  void begin();

  return {
    tellStatus: (status) => reporter.tellStatus(status),
    tellCases: (days) => cases.tellCases(days),
    tellCoreAway: () => reporter.tellCoreAway(),
    async stop() {
      ending.abort();
      reporter.stop();
      cases.stop();
      await line?.end();
    },
  };
}
