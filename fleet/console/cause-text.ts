import { deviceName, deviceStateWords, nextActWords, storageKindWords } from '../../contract/device-words.ts';
import type { StateCause } from '../../contract/fleet-console.ts';
import { unreachable } from '../../contract/result.ts';
import type { Words } from './use-language.ts';

/** One cause of a state as a person reads it. */
export function causeText(cause: StateCause, { texts, say }: Words): string {
  switch (cause.cause) {
    case 'never_heard':
      return texts.causes.neverHeard;
    case 'silent':
      return texts.causes.silent;
    case 'core_away':
      return texts.causes.coreAway;
    case 'out_of_service':
      return texts.causes.outOfService(texts.reasons[cause.reason]);
    case 'trouble':
      return texts.troubles[cause.trouble];
    case 'city_unreachable':
      return texts.causes.cityUnreachable;
    case 'tasks':
      return texts.causes.tasks(cause.count);
    case 'device': {
      const { deviceClass, hostRuns, state, fault } = cause;
      const name = say(deviceName(deviceClass));
      if (!hostRuns) return `${name}: ${texts.page.hostAway}`;
      return fault
        ? `${name}: ${say(fault.words)} ${say(nextActWords[fault.nextAct])}`
        : `${name}: ${say(deviceStateWords[state])}`;
    }
    case 'storage':
      return `${say(deviceName(cause.deviceClass))}, ${say(storageKindWords[cause.kind])}: ${texts.levels[cause.level]}`;
    default:
      return unreachable(cause);
  }
}
