import type { CardEvent, CardReadFailure } from '../../contract/device-classes.ts';
import { err, ok, type Result, unreachable } from '../../contract/result.ts';
import type { ExchangeFailure } from '../codec/index.ts';
import { decodeAppendedAddresses, decodeCardRecord } from './card-record.ts';
import { type CardBlocks, decodeAllBlocks, samResult, textAndPhoto } from './sam-frame-codec.ts';
import type { SamReply, SamSession } from './sam-session.ts';
import { failureOfRead, vendorCodeOf } from './status.ts';

/** Answers "no card" in a row after which a card counts as lifted; one alone may be a flicker of the field. */
const absencesToLift = 2;
/** A card that was found and cannot be selected so often in a row is being moved. */
const selectAttempts = 3;
/** Reads that fail on one lying card before it has to be lifted. */
const readAttempts = 3;

type Outcome = Result<SamReply, ExchangeFailure>;

/** What the terminal is set up to read besides the card's text. */
export interface CardDepth {
  appendedAddresses: boolean;
  fingerprints: boolean;
}

/**
 * The sequence from an empty reader to the data of a card, one step for each look. It outlives
 * lines and consumers, because the card does.
 */
export class CardWatch {
  readonly #emit: (event: CardEvent) => boolean;
  readonly #depth: CardDepth;
  #withBlocks = false;
  #mustLift = false;
  #absences = 0;
  #announced = false;
  #failedSelects = 0;
  #failedReads = 0;
  /** The card is still selected after its answer was lost on the line: it is asked for again. */
  #readAgain = false;

  constructor(depth: CardDepth, emit: (event: CardEvent) => boolean) {
    this.#depth = depth;
    this.#emit = emit;
  }

  /** A card whose data was handed over, or that cannot be read, still lies on the reader. */
  get mustLift(): boolean {
    return this.#mustLift;
  }

  /** A consumer came. */
  begin(wanted: { withBlocks: boolean }): void {
    this.#withBlocks = wanted.withBlocks;
    this.#announced = false;
    this.#readAgain = false;
    this.#emit({ type: 'waiting' });
  }

  /** The line is gone, perhaps in the middle of a read. */
  lineLost(): void {
    this.#readAgain = false;
    if (this.#announced) this.#fail('reader_fault', null);
  }

  /** One look for a card, and its read if there is one. False when the reader does not answer. */
  async look(session: SamSession): Promise<boolean> {
    if (this.#readAgain) return this.#read(session);
    const found = await session.findCard();
    if (!found.ok) return stillAnswers(found.error);
    if (found.value.sw3 === samResult.noCard) this.#noteAbsence();
    if (found.value.sw3 !== samResult.cardFound) return true;
    this.#absences = 0;
    if (this.#mustLift) return true;
    if (!this.#announced) this.#announced = this.#emit({ type: 'card_found' });
    return this.#select(session);
  }

  async #select(session: SamSession): Promise<boolean> {
    const selected = await session.selectCard();
    if (!selected.ok) return stillAnswers(selected.error);
    if (selected.value.sw3 === samResult.success) {
      this.#failedSelects = 0;
      return this.#read(session);
    }
    this.#failedSelects++;
    if (this.#failedSelects === selectAttempts) this.#fail('card_moved', vendorCodeOf(selected.value.sw3));
    return true;
  }

  async #read(session: SamSession): Promise<boolean> {
    const again = this.#readAgain;
    this.#readAgain = false;
    const withFingerprints = this.#withBlocks && this.#depth.fingerprints;
    const answer = await (withFingerprints ? session.readAll() : session.readTextAndPhoto());
    if (!answer.ok) return this.#noteLostAnswer(session, answer.error);
    const { sw3, data } = answer.value;
    // A repeated read only tells that the card went away meanwhile, which is nobody's failure.
    if (sw3 !== samResult.success) {
      if (!again) this.#fail(failureOfRead(sw3), vendorCodeOf(sw3));
      return true;
    }
    const blocks = withFingerprints ? decodeAllBlocks(data) : textAndPhoto.decode(data);
    const card = blocks.ok ? decodeCardRecord(blocks.value.text) : err('unreadable' as const);
    if (!blocks.ok || !card.ok) {
      this.#fail('card_unreadable', null);
      return true;
    }
    const asked = this.#depth.appendedAddresses ? await session.readAppendedAddress() : null;
    const appendedAddresses = asked && addressesOf(asked);
    this.#handOver({
      type: 'card_read',
      card: card.value,
      ...(appendedAddresses && { appendedAddresses }),
      ...(this.#withBlocks && { blocks: encodeBlocks(blocks.value) }),
    });
    return !asked || asked.ok || stillAnswers(asked.error);
  }

  #handOver(event: CardEvent): void {
    this.#announced = false;
    this.#failedReads = 0;
    this.#mustLift = this.#emit(event);
  }

  async #noteLostAnswer(session: SamSession, failure: ExchangeFailure): Promise<boolean> {
    switch (failure.kind) {
      case 'damaged':
        this.#fail('frame_damaged', null);
        this.#readAgain = !this.#mustLift;
        return true;
      case 'timeout': {
        if (failure.pendingBytes === 0) return false;
        const there = await this.#isCardThere(session);
        if (!there.ok) return false;
        this.#fail(there.value ? 'frame_incomplete' : 'card_moved', null);
        this.#readAgain = there.value && !this.#mustLift;
        return true;
      }
      case 'lost':
      case 'aborted':
        return false;
      default:
        return unreachable(failure);
    }
  }

  /** A selected card may no longer answer a find, so it is selected once more. */
  async #isCardThere(session: SamSession): Promise<Result<boolean, ExchangeFailure>> {
    const selected: Outcome = await session.selectCard();
    return selected.ok ? ok(selected.value.sw3 === samResult.success) : selected;
  }

  #noteAbsence(): void {
    this.#absences++;
    this.#failedSelects = 0;
    if (this.#absences < absencesToLift) return;
    const left = this.#announced || this.#mustLift;
    this.#announced = false;
    this.#mustLift = false;
    this.#failedReads = 0;
    if (left) this.#emit({ type: 'waiting' });
  }

  #fail(reason: CardReadFailure, vendorCode: string | null): void {
    this.#announced = false;
    this.#failedSelects = 0;
    this.#failedReads++;
    if (this.#failedReads >= readAttempts) this.#mustLift = true;
    this.#emit({ type: 'read_failed', reason, vendorCode });
  }
}

function stillAnswers(failure: ExchangeFailure): boolean {
  return failure.kind === 'damaged' || (failure.kind === 'timeout' && failure.pendingBytes > 0);
}

/** Null where the unit could not tell; a card without any has an empty list. */
function addressesOf(answer: Outcome): string[] | null {
  if (!answer.ok) return null;
  if (answer.value.sw3 === samResult.notOnCard) return [];
  return answer.value.sw3 === samResult.success ? decodeAppendedAddresses(answer.value.data) : null;
}

function encodeBlocks({ photo, fingerprints }: Omit<CardBlocks, 'fingerprints'> & Partial<CardBlocks>) {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return {
    photo: base64(photo),
    fingerprints: fingerprints && fingerprints.length > 0 ? base64(fingerprints) : null,
  };
}
