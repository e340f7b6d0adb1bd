import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { deviceStatusSchema } from '../device-common.ts';
import { calendarDateSchema } from '../words.ts';

/** What the chip of a second-generation resident identity card holds (GA/T 490 text record). */
export const residentIdCardSchema = z.object({
  name: z.string(),
  sex: z.enum(['male', 'female', 'unknown']),
  /** Two digits, GB/T 3304. */
  ethnicGroupCode: z.string().regex(/^\d{2}$/),
  birthDate: calendarDateSchema,
  address: z.string(),
  /** 18 characters, GB 11643, check character verified by the driver. */
  idNumber: z.string().regex(/^\d{17}[\dX]$/),
  issuingAuthority: z.string(),
  validFrom: calendarDateSchema,
  /** Null means valid without end (长期). */
  validTo: calendarDateSchema.nullable(),
});
export type ResidentIdCard = z.infer<typeof residentIdCardSchema>;

/** Residence permit of a person from Hong Kong, Macao or Taiwan (chip type `J`). */
export const residencePermitSchema = residentIdCardSchema.omit({ ethnicGroupCode: true }).extend({
  cardType: z.literal('residence_permit'),
  travelPermitNumber: z.string(),
  issueCount: z.string(),
});
export type ResidencePermit = z.infer<typeof residencePermitSchema>;

const foreignerCardSchema = z.object({
  /** Upper case, as printed. */
  englishName: z.string(),
  /** Not everybody has one. */
  chineseName: z.string().nullable(),
  sex: z.enum(['male', 'female', 'unknown']),
  birthDate: calendarDateSchema,
  /** Three letters, GB/T 2659. */
  nationality: z.string().regex(/^[A-Z]{3}$/),
  validFrom: calendarDateSchema,
  validTo: calendarDateSchema,
});

/** A foreigner's permanent residence card in the version of 2017 (chip type `I`). */
export const foreignerCard2017Schema = foreignerCardSchema.extend({
  cardType: z.literal('foreigner_2017'),
  /** 15 characters that begin with the country; check digit verified by the driver. */
  cardNumber: z.string().regex(/^[A-Z]{3}\d{12}$/),
  cardVersion: z.string(),
  acceptingAuthorityCode: z.string(),
});
export type ForeignerCard2017 = z.infer<typeof foreignerCard2017Schema>;

/** A foreigner's permanent residence identity card in the version of 2023 (chip type `Y`). */
export const foreignerCard2023Schema = foreignerCardSchema.extend({
  cardType: z.literal('foreigner_2023'),
  /** 18 characters that begin with 9, check character verified by the driver. */
  idNumber: z.string().regex(/^9\d{16}[\dX]$/),
  renewalCount: z.string(),
  /** From which the 15 characters of an older card can be derived; the rule is not public. */
  formerNumberLink: z.string(),
});
export type ForeignerCard2023 = z.infer<typeof foreignerCard2023Schema>;

/** Whatever card of a person the reader knows. */
export const idCardSchema = z.discriminatedUnion('cardType', [
  residentIdCardSchema.extend({ cardType: z.literal('resident') }),
  residencePermitSchema,
  foreignerCard2017Schema,
  foreignerCard2023Schema,
]);
export type IdCard = z.infer<typeof idCardSchema>;

/** Blocks of the chip as they came, base64. Only a certified decoder or matcher can read them. */
export const cardBlocksSchema = z.object({
  /** 1024 bytes, WLT. */
  photo: z.base64(),
  /** Two records of 512 bytes at most; null where the card holds none or they were not asked for. */
  fingerprints: z.base64().nullable(),
});

export const cardReadFailureSchema = z.enum([
  'card_moved',
  'frame_damaged',
  'frame_incomplete',
  'card_not_authentic',
  'card_unreadable',
  'card_type_unsupported',
  'reader_fault',
]);
export type CardReadFailure = z.infer<typeof cardReadFailureSchema>;

export const cardEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('waiting') }),
  z.object({ type: z.literal('card_found') }),
  z.object({
    type: z.literal('card_read'),
    card: idCardSchema,
    /** Newer addresses stored on the card, where the terminal is set up to read them. */
    appendedAddresses: z.array(z.string()).optional(),
    /** Only for a consumer that asked. */
    blocks: cardBlocksSchema.optional(),
  }),
  z.object({
    type: z.literal('read_failed'),
    reason: cardReadFailureSchema,
    vendorCode: z.string().nullable(),
  }),
]);
export type CardEvent = z.infer<typeof cardEventSchema>;

export const idCardReaderStatusSchema = deviceStatusSchema.extend({
  /** Number of the security module as on its label; null or absent until the reader told it. */
  samId: z.string().nullable().optional(),
});
export type IdCardReaderStatus = z.infer<typeof idCardReaderStatusSchema>;

export const watchCardsInputSchema = z
  .object({
    /** Hand over photo and fingerprint blocks as well. */
    withBlocks: z.boolean(),
  })
  .optional();

export const idCardReaderContract = {
  /** Snapshot first, then every change. */
  watchStatus: oc.output(eventIterator(idCardReaderStatusSchema)),
  /**
   * Polls for a card while the stream is consumed; ending the stream stops the polling. After a
   * failure it goes on, so that the next attempt needs nothing from the caller. One consumer at a time.
   */
  watchCards: oc.input(watchCardsInputSchema).output(eventIterator(cardEventSchema)),
};
