import { unreachable } from '../../contract/result.ts';
import type { PickupLockerConfig } from '../../contract/terminal-config.ts';
import type { RecoveryMeans } from '../host/index.ts';
import { makeTransport } from '../transport/index.ts';
import { Board8aLocker } from './board-8a.ts';
import { KerongCu16Locker } from './kerong-cu16.ts';
import { KerongCu48Locker } from './kerong-cu48.ts';
import type { PickupLocker } from './port.ts';

/** The locker a terminal's configuration names. */
export function makePickupLocker(config: PickupLockerConfig, means?: RecoveryMeans): PickupLocker {
  const { leftOpenAlarmMs } = config;
  const transport = makeTransport(config.transport);
  switch (config.driver) {
    case 'board-8a':
      return new Board8aLocker({ transport, leftOpenAlarmMs, means, boards: config.boards });
    case 'kerong-cu16':
      return new KerongCu16Locker({ transport, leftOpenAlarmMs, means, boards: config.boards });
    case 'kerong-cu48':
      return new KerongCu48Locker({ transport, leftOpenAlarmMs, means, boards: config.boards });
    // What `npm run driver:new` adds goes above this line.
    default:
      return unreachable(config);
  }
}
