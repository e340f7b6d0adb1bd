import type { Clock } from '../../../contract/clock.ts';
import type { CardReadFailure, IdCard } from '../../../contract/device-classes.ts';
import type { IdentificationMethod, IdentificationProblem } from '../../../contract/kiosk-screens.ts';
import { unreachable } from '../../../contract/result.ts';
import type { CalendarDate } from '../../../contract/words.ts';
import type { DeviceDirectory } from '../devices/device-directory.ts';
import { keepWatching } from './keep-watching.ts';
import type { SessionCity } from './ports.ts';
import type { IdentifiedPerson } from './session-data.ts';

export type IdentificationEvent =
  | { type: 'card_found' }
  | { type: 'code_scanned' }
  | { type: 'problem'; method: IdentificationMethod; problem: IdentificationProblem }
  | { type: 'identified'; person: IdentifiedPerson };

/**
 * Listens to the card reader and the code scanner at once until the signal aborts, whichever of
 * the two the screen asks for: a person who holds the phone up instead of the card is served too. Who has
 * chosen to act for a company is identified together with the company, and never without it.
 */
export function startIdentification(options: {
  devices: DeviceDirectory;
  city: SessionCity;
  clock: Clock;
  /** What the screen asks for now. */
  asked: () => { method: IdentificationMethod; creditCode: string | null };
  signal: AbortSignal;
  onEvent: (event: IdentificationEvent) => void;
  /** A stream ended with an error before the screen was left: its host is gone, or there is a defect. */
  onWatchFailed: (error: unknown) => void;
}): void {
  void keepWatching(options, () => watchCards(options));
  void keepWatching(options, () => watchCodes(options));
}

type Options = Parameters<typeof startIdentification>[0];

async function watchCards({ devices, city, clock, asked, signal, onEvent }: Options): Promise<void> {
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
        const { method, creditCode } = asked();
        if (problem) onEvent({ type: 'problem', method, problem });
        else if (!person) onEvent({ type: 'problem', method, problem: 'card_type_unsupported' });
        else if (method !== 'company') onEvent({ type: 'identified', person });
        // Without a company there is nothing yet that the card could be held against.
        else if (creditCode === null) onEvent({ type: 'problem', method, problem: 'company_not_named' });
        else {
          const event = await actFor(city, creditCode, person, signal);
          if (signal.aborted) return;
          onEvent(event);
        }
        break;
      }
      case 'read_failed':
        onEvent({ type: 'problem', method: asked().method, problem: problemOfFailure(event.reason) });
        break;
      default:
        unreachable(event);
    }
  }
}

async function watchCodes({ devices, city, asked, signal, onEvent }: Options): Promise<void> {
  const scanner = devices.client('code-scanner');
  if (!scanner) return;
  for await (const { text } of await scanner.watchCodes(undefined, { signal })) {
    if (signal.aborted) return;
    onEvent({ type: 'code_scanned' });
    if (asked().method === 'company') {
      const event = await exchangeLicence(city, text, signal);
      if (signal.aborted) return;
      onEvent(event);
      continue;
    }
    const answer = await city.exchangeCityCode(text, signal);
    if (signal.aborted) return;
    switch (answer.kind) {
      case 'person':
        onEvent({
          type: 'identified',
          person: { ...answer.person, identification: 'city-code', company: null },
        });
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

/** The company first, by its code, then the card: the city says whether the two belong together. */
async function actFor(
  city: SessionCity,
  creditCode: string,
  person: IdentifiedPerson,
  signal: AbortSignal,
): Promise<IdentificationEvent> {
  const answer = await city.authoriseAgent(creditCode, person.idNumber, signal);
  if (answer.kind === 'authorised') {
    return { type: 'identified', person: { ...person, company: answer.company } };
  }
  const problem = answer.kind === 'refused' ? answer.problem : 'city_unreachable';
  return { type: 'problem', method: 'company', problem };
}

/** The code says nothing by itself; the city knows whose licence it is and who shows it. */
async function exchangeLicence(
  city: SessionCity,
  code: string,
  signal: AbortSignal,
): Promise<IdentificationEvent> {
  const answer = await city.exchangeBusinessLicence(code, signal);
  if (answer.kind === 'company') {
    const { agent, company } = answer;
    return { type: 'identified', person: { ...agent, identification: 'e-business-licence', company } };
  }
  const problem = answer.kind === 'refused' ? answer.problem : 'city_unreachable';
  return { type: 'problem', method: 'company', problem };
}

/** Null where no item can be done with the card: its number is none that forms and city understand. */
function personOfCard(card: IdCard): IdentifiedPerson | null {
  const { sex, birthDate } = card;
  switch (card.cardType) {
    case 'resident':
    case 'residence_permit': {
      const { name, idNumber, address } = card;
      return { name, idNumber, sex, birthDate, address, identification: 'id-card', company: null };
    }
    case 'foreigner_2023': {
      // Forms take letters and spaces only; the card writes `SURNAME, GIVEN NAMES`.
      const name = card.chineseName ?? card.englishName.replace(/\s*,\s*/g, ' ');
      const { idNumber } = card;
      return { name, idNumber, sex, birthDate, address: '', identification: 'id-card', company: null };
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
