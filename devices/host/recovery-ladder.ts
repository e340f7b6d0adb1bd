import { type Recovery, type RecoveryRung, recoveryRungSchema } from '../../contract/device-common.ts';

/** Switches the power of a device, where a relay is wired to it. */
export interface PowerRelay {
  /** Off, a pause, and on again; false when the power was certainly not cut. */
  cycle(signal: AbortSignal): Promise<boolean>;
}

/** What a host process can do for its device beyond the line. */
export interface RecoveryMeans {
  /** Ends this process so that the shell starts it anew; null where nobody would. */
  restartHost: (() => void) | null;
  relay: PowerRelay | null;
  /** Restarts that earlier processes of this host asked for. */
  restartsBefore: number;
}

export const noRecoveryMeans: RecoveryMeans = { restartHost: null, relay: null, restartsBefore: 0 };

/** `silent`: a line opens and nobody answers. `port_busy`, `missing`: none opens. */
export type Outage = 'silent' | 'port_busy' | 'missing';

/** So many attempts to reopen before the next rung. */
const attemptsPerRung = 5;

/**
 * The ways to bring a silent device back, cheapest first, each once in an outage and counted. The
 * last rung is no end: the line is reopened as before, so that a repaired device is back by itself.
 */
export class RecoveryLadder {
  readonly #options: { means: RecoveryMeans; mayRestartHost: () => boolean; onChange: () => void };
  readonly #counts = Object.fromEntries(recoveryRungSchema.options.map((rung) => [rung, 0])) as Record<
    RecoveryRung,
    number
  >;
  #rung: RecoveryRung | null = null;
  #attempts = 0;
  #hostRestarted: boolean;
  #powerCycled = false;

  constructor(options: { means: RecoveryMeans; mayRestartHost: () => boolean; onChange: () => void }) {
    this.#options = options;
    const { restartsBefore } = options.means;
    this.#counts.restart_host = restartsBefore;
    // The process before this one ended for the same silence, until the device answers.
    this.#hostRestarted = restartsBefore > 0;
  }

  /** Undefined while nothing was ever needed. */
  get recovery(): Recovery | undefined {
    const used = Object.values(this.#counts).some((count) => count > 0);
    return used ? { rung: this.#rung, counts: { ...this.#counts } } : undefined;
  }

  /** The device speaks: the next outage begins at the bottom. */
  answered(): void {
    this.#rung = null;
    this.#attempts = 0;
    this.#hostRestarted = false;
    this.#powerCycled = false;
  }

  /** A rung is tried. One lower than where the ladder stands is counted and does not lower it. */
  take(rung: RecoveryRung): void {
    this.#counts[rung] += 1;
    const { options } = recoveryRungSchema;
    if (this.#rung === null || options.indexOf(rung) > options.indexOf(this.#rung)) this.#rung = rung;
    this.#options.onChange();
  }

  /** A line brought no answer, or none could be opened. Resolves when the next may be tried. */
  async climb(outage: Outage, signal: AbortSignal): Promise<void> {
    this.#attempts += 1;
    this.take('reopen_transport');
    if (this.#attempts % attemptsPerRung !== 0) return;
    const { means, mayRestartHost } = this.#options;
    // A process started anew finds no port either where there is none.
    const mayHelp = means.restartHost && !this.#hostRestarted && outage !== 'missing';
    const nextTakesKnowledge = mayHelp || (means.relay && !this.#powerCycled);
    if (nextTakesKnowledge && !mayRestartHost()) return;
    if (means.restartHost && mayHelp) {
      this.#hostRestarted = true;
      this.take('restart_host');
      means.restartHost();
    } else if (means.relay && !this.#powerCycled) {
      this.#powerCycled = true;
      this.take('power_cycle');
      const wasCut = await means.relay.cycle(signal);
      if (!wasCut && !signal.aborted) this.take('out_of_service');
    } else if (this.#rung !== 'out_of_service') this.take('out_of_service');
  }
}
