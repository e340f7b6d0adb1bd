import { systemClock } from '../../contract/clock.ts';
import { unreachable } from '../../contract/result.ts';
import type { DevicesConfig } from '../../contract/terminal-config.ts';
import { noRecoveryMeans, type RecoveryMeans } from '../host/index.ts';
import type { Transport } from '../transport/index.ts';
import { Crt591 } from './crt-591.ts';
import { K720 } from './k720.ts';
import type { MakeMechanism } from './mechanism.ts';
import { StorageDispenser, type StorageDispenserOptions } from './storage-dispenser.ts';

export type DispenserConfig = NonNullable<DevicesConfig['dispenser']>;

/** Deadlines of the frames and of the looks; the defaults are those of real units. */
export interface DispenserTimes
  extends Pick<
    StorageDispenserOptions,
    | 'clock'
    | 'pollIntervalMs'
    | 'fastPollIntervalMs'
    | 'lookIntervalMs'
    | 'restMs'
    | 'outcomeDeadlineMs'
    | 'recoverIntervalMs'
  > {
  ackDeadlineMs?: number;
  questionDeadlineMs?: number;
  moveDeadlineMs?: number;
}

/** The dispenser a terminal's configuration names. */
export function makeDispenser(
  config: Omit<DispenserConfig, 'transport'>,
  transport: Transport,
  times: DispenserTimes = {},
  means: RecoveryMeans = noRecoveryMeans,
): StorageDispenser {
  const { ackDeadlineMs = 300, questionDeadlineMs = 500, moveDeadlineMs = 10_000, ...looks } = times;
  const { delivery, hopper, bin } = config;
  const makeMechanism = mechanismOf(config, {
    clock: times.clock ?? systemClock,
    ackDeadlineMs,
    questionDeadlineMs,
    moveDeadlineMs,
  });
  return new StorageDispenser({ transport, makeMechanism, delivery, hopper, bin, means, ...looks });
}

function mechanismOf(
  { driver, address, delivery }: Omit<DispenserConfig, 'transport'>,
  times: Required<Pick<DispenserTimes, 'clock' | 'ackDeadlineMs' | 'questionDeadlineMs' | 'moveDeadlineMs'>>,
): MakeMechanism {
  switch (driver) {
    case 'crt-591':
      return (line) => new Crt591({ line, address, delivery, ...times });
    case 'k720':
      return (line) => new K720({ line, delivery, ...times });
    default:
      return unreachable(driver);
  }
}
