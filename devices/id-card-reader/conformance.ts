import { afterEach, describe, expect, it } from 'vitest';
import type { CardEvent, ResidentIdCard } from '../../contract/device-classes.ts';
import type { IdCardReader } from './port.ts';
import { sampleCards } from './sample-cards.ts';
import type { CardManner } from './simulator.ts';

/** A reader that is started, with somebody's hand to lay cards and pull the cable. */
export interface IdCardReaderRig {
  reader: IdCardReader;
  /** The card laid by default, and another one. */
  cards: readonly [ResidentIdCard, ResidentIdCard];
  lay(card: ResidentIdCard, manner: CardManner): Promise<void>;
  lift(): Promise<void>;
  /** Resolves when the driver has looked for a card several times more. */
  dwell(): Promise<void>;
  unplug(): Promise<void>;
  plug(): Promise<void>;
  /** Nothing passes any more, and no end of the line is told. */
  freeze(): Promise<void>;
  end(): Promise<void>;
}

/** From the pull of the cable to the status, and from the replug to service. */
const noticeDeadlineMs = 3000;

/** What every driver of this class must do, on a simulator as on a real unit. */
export function idCardReaderConformance(name: string, makeRig: () => Promise<IdCardReaderRig>): void {
  describe(`id card reader: ${name}`, () => {
    const ends: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const end of ends.splice(0).reverse()) await end();
    });

    async function start() {
      const rig = await makeRig();
      ends.push(rig.end);
      await expect.poll(() => rig.reader.status.value.state).toBe('online');
      return rig;
    }

    /** Collects what a consumer gets; `next` waits for an event of a type. */
    function watch(reader: IdCardReader) {
      const controller = new AbortController();
      const events: CardEvent[] = [];
      const running = (async () => {
        for await (const event of reader.watchCards(controller.signal)) events.push(event);
      })();
      const end = async () => {
        controller.abort();
        await running;
      };
      ends.push(end);
      return {
        events,
        end,
        running,
        next: async (type: CardEvent['type']) => {
          await expect
            .poll(() => events.some((event) => event.type === type), { timeout: 6000, interval: 5 })
            .toBe(true);
          const at = events.findIndex((event) => event.type === type);
          return events.splice(0, at + 1)[at];
        },
      };
    }

    it('a card is laid -> its data arrives, every field of it', async () => {
      const { reader, lay, cards } = await start();
      const watched = watch(reader);
      await watched.next('waiting');
      await lay(cards[0], 'proper');
      await watched.next('card_found');
      expect(await watched.next('card_read')).toEqual({
        type: 'card_read',
        card: { ...cards[0], cardType: 'resident' },
      });
    });

    it('the card is still there -> read once; lifted and another laid -> that one is read', async () => {
      const { reader, lay, lift, dwell, cards } = await start();
      const watched = watch(reader);
      await lay(cards[0], 'proper');
      await watched.next('card_read');
      await dwell();
      expect(watched.events.filter((event) => event.type !== 'waiting')).toEqual([]);
      await lift();
      await lay(cards[1], 'proper');
      expect(await watched.next('card_read')).toMatchObject({ card: { idNumber: cards[1].idNumber } });
    });

    it.each([
      ['residence_permit', sampleCards.residencePermit],
      ['unsupported_type', sampleCards.foreigner2017],
      ['foreigner_2023', sampleCards.foreigner2023],
    ] as const)('%s -> read like any card, every field of it', async (manner, card) => {
      const { reader, lay, cards } = await start();
      const watched = watch(reader);
      await lay(cards[0], manner);
      expect(await watched.next('card_read')).toEqual({ type: 'card_read', card });
    });

    it.each([
      ['pulled_away', 'card_moved'],
      ['wrong_checksum', 'frame_damaged'],
      ['half_frame', 'frame_incomplete'],
      ['unknown_type', 'card_type_unsupported'],
      ['not_authentic', 'card_not_authentic'],
    ] as const)('%s -> the resident is told %s, and the next card is read', async (manner, reason) => {
      const { reader, lay, lift, cards } = await start();
      const watched = watch(reader);
      await lay(cards[0], manner);
      expect(await watched.next('read_failed')).toMatchObject({ reason });
      await lift();
      await lay(cards[1], 'proper');
      const read = await watched.next('card_read');
      if (manner === 'wrong_checksum' || manner === 'half_frame') {
        expect([cards[0].idNumber, cards[1].idNumber]).toContain(
          read?.type === 'card_read' && read.card.cardType === 'resident' && read.card.idNumber,
        );
      } else expect(read).toMatchObject({ card: { idNumber: cards[1].idNumber } });
    });

    it.each(['wrong_checksum', 'half_frame'] as const)(
      '%s and the card stays -> it is read without being laid again',
      async (manner) => {
        const { reader, lay, cards } = await start();
        const watched = watch(reader);
        await lay(cards[0], manner);
        await watched.next('read_failed');
        expect(await watched.next('card_read')).toMatchObject({ card: { idNumber: cards[0].idNumber } });
      },
    );

    it('cable pulled in the middle of a session -> told within 3 s; replugged -> the next card is read within 3 s', async () => {
      const { reader, lay, unplug, plug, cards } = await start();
      const watched = watch(reader);
      await watched.next('waiting');
      await unplug();
      await expect.poll(() => reader.status.value.state, { timeout: noticeDeadlineMs }).not.toBe('online');
      expect(reader.status.value.fault).not.toBeNull();
      await plug();
      await expect.poll(() => reader.status.value.state, { timeout: noticeDeadlineMs }).toBe('online');
      await lay(cards[0], 'proper');
      await watched.next('card_read');
    });

    it.each([
      ['watched', true],
      ['idle', false],
    ])('line dead without a word while %s -> told within 3 s', async (_state, watched) => {
      const { reader, freeze } = await start();
      if (watched) await watch(reader).next('waiting');
      await freeze();
      await expect.poll(() => reader.status.value.state, { timeout: noticeDeadlineMs }).toBe('offline');
    });

    it('a new consumer -> the stream of the one before ends, and cards go to the new one', async () => {
      const { reader, lay, cards } = await start();
      const old = watch(reader);
      await old.next('waiting');
      const young = watch(reader);
      await young.next('waiting');
      await old.running;
      await lay(cards[0], 'proper');
      await young.next('card_read');
      expect(old.events).toEqual([]);
    });

    it('a card forgotten on the reader -> it does not identify the next person', async () => {
      const { reader, lay, lift, dwell, cards } = await start();
      const first = watch(reader);
      await lay(cards[0], 'proper');
      await first.next('card_read');
      await first.end();
      const second = watch(reader);
      await second.next('waiting');
      await dwell();
      expect(second.events.filter((event) => event.type !== 'waiting')).toEqual([]);
      await lift();
      await lay(cards[1], 'proper');
      expect(await second.next('card_read')).toMatchObject({ card: { idNumber: cards[1].idNumber } });
    });
  });
}
