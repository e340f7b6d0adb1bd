import type { Clock } from '../../../contract/clock.ts';
import type { CardReadFailure, IdCard } from '../../../contract/device-classes.ts';
import type { IdentificationProblem } from '../../../contract/kiosk.ts';
import { unreachable } from '../../../contract/result.ts';
import type { CalendarDate } from '../../../contract/words.ts';
import type { DeviceDirectory } from '../devices/device-directory.ts';
import { keepWatching } from './keep-watching.ts';
import type { SessionCity } from './ports.ts';
import type { IdentifiedPerson } from './session-data.ts';

export type IdentificationEvent =
  | { type: 'card_found' }
  | { type: 'code_scanned' }
  | { type: 'problem'; method: 'id_card' | 'city_code'; problem: IdentificationProblem }
  | { type: 'identified'; person: IdentifiedPerson };

/**
 * Listens to the card reader and the code scanner at once until the signal aborts, whichever of
 * the two the screen asks for: a person who holds the phone up instead of the card is served too.
 */
export function startIdentification(options: {
  devices: DeviceDirectory;
  city: SessionCity;
  clock: Clock;
  signal: AbortSignal;
  onEvent: (event: IdentificationEvent) => void;
  /** A stream ended with an error before the screen was left: its host is gone, or there is a defect. */
  onWatchFailed: (error: unknown) => void;
}): void {
  void keepWatching(options, () => watchCards(options));
  void keepWatching(options, () => watchCodes(options));
}

type Options = Parameters<typeof startIdentification>[0];

async function watchCards({ devices, clock, signal, onEvent }: Options): Promise<void> {
  const reader = devices.client('id-card-reader');
  if (!reader) return;
  for await (const event of await reader.watchCards(undefined, { signal })) {
    if (signal.aborted) return;
    switch (event.type) {
      case 'waiting':
        break;
      case 'card_found':
        onEvent({ type: 'card_found' });
        break;
      case 'card_read': {
        const problem = cardProblem(event.card, dateInShanghai(clock.wallMs()));
        const person = personOfCard(event.card);
        if (problem) onEvent({ type: 'problem', method: 'id_card', problem });
        else if (person) onEvent({ type: 'identified', person });
        else onEvent({ type: 'problem', method: 'id_card', problem: 'card_type_unsupported' });
        break;
      }
      case 'read_failed':
        onEvent({ type: 'problem', method: 'id_card', problem: problemOfFailure(event.reason) });
        break;
      default:
        unreachable(event);
    }
  }
}

async function watchCodes({ devices, city, signal, onEvent }: Options): Promise<void> {
  const scanner = devices.client('code-scanner');
  if (!scanner) return;
  for await (const { text } of await scanner.watchCodes(undefined, { signal })) {
    if (signal.aborted) return;
    onEvent({ type: 'code_scanned' });
    const answer = await city.exchangeCityCode(text, signal);
    if (signal.aborted) return;
    switch (answer.kind) {
      case 'person':
        onEvent({ type: 'identified', person: { ...answer.person, identification: 'city-code' } });
        break;
      case 'refused':
        onEvent({ type: 'problem', method: 'city_code', problem: answer.problem });
        break;
      case 'unreachable':
        onEvent({ type: 'problem', method: 'city_code', problem: 'city_unreachable' });
        break;
      default:
        unreachable(answer);
    }
  }
}

/** Null where no item can be done with the card: its number is none that forms and city understand. */
function personOfCard(card: IdCard): IdentifiedPerson | null {
  const { sex, birthDate } = card;
  switch (card.cardType) {
    case 'resident':
    case 'residence_permit': {
      const { name, idNumber, address } = card;
      return { name, idNumber, sex, birthDate, address, identification: 'id-card' };
    }
    case 'foreigner_2023': {
      // Forms take letters and spaces only; the card writes `SURNAME, GIVEN NAMES`.
      const name = card.chineseName ?? card.englishName.replace(/\s*,\s*/g, ' ');
      return { name, idNumber: card.idNumber, sex, birthDate, address: '', identification: 'id-card' };
    }
    case 'foreigner_2017':
      return null;
    default:
      return unreachable(card);
  }
}

/** A card is valid through the day printed on it. */
export function cardProblem(card: IdCard, today: CalendarDate): IdentificationProblem | null {
  return card.validTo !== null && card.validTo < today ? 'card_expired' : null;
}

function problemOfFailure(reason: CardReadFailure): IdentificationProblem {
  switch (reason) {
    case 'card_moved':
    case 'frame_incomplete':
      return 'card_moved';
    case 'frame_damaged':
    case 'card_unreadable':
      return 'card_unreadable';
    case 'card_not_authentic':
      return 'card_not_authentic';
    case 'card_type_unsupported':
      return 'card_type_unsupported';
    case 'reader_fault':
      return 'device_unavailable';
    default:
      return unreachable(reason);
  }
}

const shanghaiDate = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

export function dateInShanghai(wallMs: number): CalendarDate {
  return shanghaiDate.format(wallMs);
}
