import { type Clock, systemClock } from '../../contract/clock.ts';
import type { IdCard, ResidentIdCard } from '../../contract/device-classes.ts';
import { FrameScanner } from '../codec/index.ts';
import { PacedSender } from '../paced-sender.ts';
import type { DeviceSimulator, SimulatorLine } from '../simulator.ts';
import { encodeAppendedAddresses, encodeCardRecord } from './card-record.ts';
import {
  encodeAllBlocks,
  samReply,
  samRequest,
  samRequestShape,
  samResult,
  textAndPhoto,
} from './sam-frame-codec.ts';
import { sampleCards } from './sample-cards.ts';

/** How a card is laid, or what the line does to its next read. */
export type CardManner =
  | 'proper'
  /** Taken away in the middle of the answer; its rest never comes. */
  | 'pulled_away'
  /** One byte of the next answer is wrong. */
  | 'wrong_checksum'
  /** The second half of the next answer is lost on the line; the card stays. */
  | 'half_frame'
  /** Another card instead: a foreigner's permanent residence card of 2017, … */
  | 'unsupported_type'
  /** … of 2023, … */
  | 'foreigner_2023'
  /** … a residence permit of Hong Kong, Macao and Taiwan, … */
  | 'residence_permit'
  /** … a card the module does not know. */
  | 'unknown_type'
  /** The security module refuses the card. */
  | 'not_authentic';

export interface SimulatedIdCardReaderOptions {
  clock?: Clock;
  /** Default 115200: 86.8 microseconds for each byte. */
  baudRate?: number;
  /** Does a selected card still answer a find? Units differ; most fall silent until it is lifted. */
  findAfterSelect?: 'silent' | 'answers';
  /** A hand needs so long between taking one card away and laying the next. */
  handMs?: number;
  /** The last byte of an answer with the card's text went out undamaged. */
  onCardTextSent?: () => void;
  /** The card left by itself, as `pulled_away` has it. */
  onCardGone?: () => void;
  /** Of the fingerprint block: none, one or two records. */
  fingerprintBytes?: 0 | 512 | 1024;
  /** Stored on every card. */
  appendedAddresses?: readonly string[];
}

interface LaidCard {
  record: Uint8Array;
  manner: CardManner;
  phase: 'laid' | 'found' | 'selected';
  /** Monotonic time from which the reader's field reaches it. */
  reachableFromMs: number;
}

const noData = new Uint8Array(0);
/** 05.03-20170315-0001234567-1234567890, an invented number. */
const samId = Uint8Array.from(Buffer.from('050003004bc6330187d61200d2029649', 'hex'));
const photo = Uint8Array.from({ length: 1024 }, (_, index) => (index * 31) % 256);
const fingerprintRecords = Uint8Array.from({ length: 1024 }, (_, index) => (index * 57 + 1) % 256);

/** A SAM_V reader in software: answers as the unit does, at the speed of its line. */
export class SimulatedIdCardReader implements DeviceSimulator {
  readonly #options: Required<SimulatedIdCardReaderOptions>;
  #card: LaidCard | null = null;
  #emptySinceMs = Number.NEGATIVE_INFINITY;
  #selfTest: number = samResult.success;
  #findCount = 0;

  constructor(options: SimulatedIdCardReaderOptions = {}) {
    this.#options = {
      clock: systemClock,
      baudRate: 115_200,
      findAfterSelect: 'silent',
      handMs: 700,
      onCardTextSent: () => {},
      onCardGone: () => {},
      fingerprintBytes: 1024,
      appendedAddresses: [],
      ...options,
    };
  }

  get cardPresent(): boolean {
    return this.#card !== null;
  }

  /** Find commands answered so far. */
  get findCount(): number {
    return this.#findCount;
  }

  /** `card`: the data of a card, or the 256 bytes of any record. Replaces a card that lies there. */
  layCard(card: IdCard | ResidentIdCard | Uint8Array, manner: CardManner = 'proper'): void {
    const record = recordOf(card, manner);
    this.lift();
    this.#card = {
      record,
      manner,
      phase: 'laid',
      reachableFromMs: this.#emptySinceMs + this.#options.handMs,
    };
  }

  lift(): void {
    if (this.#card) this.#emptySinceMs = this.#options.clock.monotonicMs();
    this.#card = null;
  }

  get #reachable(): LaidCard | null {
    const card = this.#card;
    return card && card.reachableFromMs <= this.#options.clock.monotonicMs() ? card : null;
  }

  /** `passed` is the usual state. */
  setSelfTest(result: 'passed' | 'failed' | 'not_authorised' | 'odd_code'): void {
    const codes = {
      passed: samResult.success,
      failed: samResult.selfTestFailed,
      not_authorised: samResult.notAuthorised,
      odd_code: 0x5a,
    } as const;
    this.#selfTest = codes[result];
  }

  attach(line: SimulatorLine): void {
    const { clock, baudRate } = this.#options;
    const sender = new PacedSender(clock, baudRate, (bytes) => line.send(bytes));
    const scanner = new FrameScanner(samRequestShape);
    line.onClosed(() => sender.cancel());
    line.onData((bytes) => {
      const damagedBefore = scanner.damagedCount;
      for (const frame of scanner.push(bytes)) {
        // The unit does not listen while it speaks.
        if (!sender.sending) this.#answer(frame, sender);
      }
      if (scanner.damagedCount > damagedBefore && !sender.sending) {
        sender.send(replyOf(samResult.requestChecksumWrong));
      }
    });
  }

  #answer(frame: Uint8Array, sender: PacedSender): void {
    const request = samRequest.decode(frame);
    if (!request.ok) {
      sender.send(replyOf(samResult.requestLengthWrong));
      return;
    }
    const { command, parameter } = request.value;
    if (this.#selfTest !== samResult.success) {
      sender.send(replyOf(this.#selfTest));
      return;
    }
    switch (command * 256 + parameter) {
      case 0x10ff:
      case 0x11ff:
        sender.send(replyOf(samResult.success));
        break;
      case 0x12ff:
        sender.send(replyOf(samResult.success, samId));
        break;
      case 0x2001:
        sender.send(this.#find());
        break;
      case 0x2002:
        sender.send(this.#select());
        break;
      case 0x3001:
        this.#read(sender, (card) => textAndPhoto.encode({ text: card.record, photo }));
        break;
      case 0x3010:
        this.#read(sender, (card) => {
          const fingerprints = fingerprintRecords.subarray(0, this.#options.fingerprintBytes);
          return encodeAllBlocks({ text: card.record, photo, fingerprints });
        });
        break;
      case 0x3003:
        sender.send(this.#appendedAddresses());
        break;
      default:
        sender.send(replyOf(samResult.commandUnknown));
    }
  }

  #find(): Uint8Array {
    this.#findCount++;
    const card = this.#reachable;
    const silent = card?.phase === 'selected' && this.#options.findAfterSelect === 'silent';
    if (!card || silent) return replyOf(samResult.noCard);
    card.phase = 'found';
    return replyOf(samResult.cardFound, new Uint8Array(4));
  }

  #select(): Uint8Array {
    const card = this.#reachable;
    if (!card || card.phase === 'laid') return replyOf(samResult.selectFailed);
    card.phase = 'selected';
    return replyOf(samResult.success, new Uint8Array(8));
  }

  #appendedAddresses(): Uint8Array {
    const { appendedAddresses } = this.#options;
    if (this.#reachable?.phase !== 'selected') return replyOf(samResult.noCardFoundBefore);
    if (appendedAddresses.length === 0) return replyOf(samResult.notOnCard);
    return replyOf(samResult.success, encodeAppendedAddresses(appendedAddresses));
  }

  #read(sender: PacedSender, dataOf: (card: LaidCard) => Uint8Array): void {
    const card = this.#reachable;
    if (!card) sender.send(replyOf(samResult.readFailed));
    else if (card.phase !== 'selected') sender.send(replyOf(samResult.noCardFoundBefore));
    else if (card.manner === 'not_authentic') sender.send(replyOf(samResult.samRefusedCard));
    else if (card.manner === 'unknown_type') sender.send(replyOf(samResult.cardTypeUnknown));
    else this.#sendCard(card, sender, replyOf(samResult.success, dataOf(card)));
  }

  #sendCard(card: LaidCard, sender: PacedSender, answer: Uint8Array): void {
    const { manner } = card;
    const half = answer.subarray(0, answer.length / 2);
    switch (manner) {
      case 'pulled_away':
        sender.send(half, () => {
          if (this.#card !== card) return;
          this.lift();
          this.#options.onCardGone();
        });
        break;
      case 'half_frame':
        card.manner = 'proper';
        sender.send(half);
        break;
      case 'wrong_checksum':
        card.manner = 'proper';
        sender.send(answer.with(700, (answer[700] ?? 0) ^ 0x10));
        break;
      default:
        sender.send(answer, this.#options.onCardTextSent);
    }
  }
}

function replyOf(sw3: number, data: Uint8Array = noData): Uint8Array {
  return samReply.encode({ sw1: 0, sw2: 0, sw3, data });
}

function recordOf(card: IdCard | ResidentIdCard | Uint8Array, manner: CardManner): Uint8Array {
  switch (manner) {
    case 'unsupported_type':
      return encodeCardRecord(sampleCards.foreigner2017);
    case 'foreigner_2023':
      return encodeCardRecord(sampleCards.foreigner2023);
    case 'residence_permit':
      return encodeCardRecord(sampleCards.residencePermit);
    default:
      if (card instanceof Uint8Array) return card;
      return encodeCardRecord('cardType' in card ? card : { ...card, cardType: 'resident' });
  }
}
