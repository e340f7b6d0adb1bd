import type { BenchRun, ShownFact } from '../../../contract/attendant.ts';
import type { Clock } from '../../../contract/clock.ts';
import type { IdCard, ScannedCode } from '../../../contract/device-classes.ts';
import { maskIdNumber, maskName } from '../../../contract/masking.ts';
import { cardReadFailureTexts } from '../../../devices/id-card-reader/fault-texts.ts';
import { askWithin } from '../cases/index.ts';
import type { DeviceDirectory } from '../devices/index.ts';
import { factLabels, inBoth, valueWords } from './fact-words.ts';
import { wordsOfFault } from './fault-words.ts';

export const readingTimeoutMs = 20_000;
const shownOfCode = 4;

/** How a bench command ended. */
export type Ending = Pick<BenchRun, 'effect' | 'fault' | 'faultCode' | 'facts'>;

export const nothingCame: Ending = { effect: 'none', fault: null, faultCode: null, facts: [] };

interface Tools {
  devices: DeviceDirectory;
  clock: Clock;
  stop: AbortSignal;
}

/** Waits for a card and tells of it what identifies nobody. */
export async function readCard({ devices, clock, stop }: Tools): Promise<Ending> {
  const answer = await askWithin(clock, stop, readingTimeoutMs, async (signal): Promise<Ending> => {
    const reader = devices.client('id-card-reader');
    if (!reader) return away('id-card-reader');
    let foundAtMs = clock.monotonicMs();
    for await (const event of await reader.watchCards(undefined, { signal })) {
      if (event.type === 'card_found') foundAtMs = clock.monotonicMs();
      if (event.type === 'read_failed') {
        const { reason, vendorCode } = event;
        const faultCode = vendorCode ? `${reason} ${vendorCode}` : reason;
        return { effect: 'none', fault: cardReadFailureTexts[reason].technician, faultCode, facts: [] };
      }
      if (event.type !== 'card_read') continue;
      const readMs = Math.round(clock.monotonicMs() - foundAtMs);
      return { ...nothingCame, effect: 'done', facts: [...cardFacts(event.card), took(readMs)] };
    }
    return nothingCame;
  });
  return answer.ok ? answer.value : afterSilence(answer.error.kind, 'id-card-reader');
}

/** Lights the scanner and tells of the first code its kind and length, never its text. */
export async function scanCode({ devices, clock, stop }: Tools): Promise<Ending> {
  const answer = await askWithin(clock, stop, readingTimeoutMs, async (signal): Promise<Ending> => {
    const scanner = devices.client('code-scanner');
    if (!scanner) return away('code-scanner');
    for await (const code of await scanner.watchCodes(undefined, { signal })) {
      return { ...nothingCame, effect: 'done', facts: codeFacts(code) };
    }
    return nothingCame;
  });
  return answer.ok ? answer.value : afterSilence(answer.error.kind, 'code-scanner');
}

function cardFacts(card: IdCard): ShownFact[] {
  const name = 'name' in card ? card.name : (card.chineseName ?? card.englishName);
  const number = 'idNumber' in card ? card.idNumber : card.cardNumber;
  return [
    { label: factLabels.cardKind, value: valueWords.cardKind[card.cardType] },
    { label: factLabels.name, value: inBoth(maskName(name)) },
    { label: factLabels.number, value: inBoth(maskIdNumber(number)) },
  ];
}

function codeFacts({ text, symbology }: ScannedCode): ShownFact[] {
  const characters = Array.from(text);
  return [
    { label: factLabels.symbology, value: symbology ? inBoth(symbology) : valueWords.door.unknown },
    { label: factLabels.characters, value: inBoth(String(characters.length)) },
    // A short code would be told whole by its ending.
    ...(characters.length > 2 * shownOfCode
      ? [{ label: factLabels.ending, value: inBoth(characters.slice(-shownOfCode).join('')) }]
      : []),
  ];
}

function took(readMs: number): ShownFact {
  return { label: factLabels.readIn, value: { zh: `${readMs} 毫秒`, en: `${readMs} ms` } };
}

export function away(deviceClass: string): Ending {
  return { ...nothingCame, fault: wordsOfFault(deviceClass, 'device_away'), faultCode: 'device_away' };
}

/** A time that passed is nobody's fault; a stream that broke is the host's. */
export function afterSilence(kind: 'timeout' | 'failed' | 'stopped', deviceClass: string): Ending {
  return kind === 'failed' ? away(deviceClass) : nothingCame;
}
