import { z } from 'zod';

/** A text in both languages of the terminal. */
export const localizedTextSchema = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export type LocalizedText = z.infer<typeof localizedTextSchema>;

/** Where a terminal stands, in degrees (WGS 84). */
export const placeSchema = z.strictObject({
  latitude: z.number().min(-85).max(85),
  longitude: z.number().min(-180).max(180),
});
export type Place = z.infer<typeof placeSchema>;

export const languageSchema = z.enum(['zh', 'en']);
export type Language = z.infer<typeof languageSchema>;

/** ISO 8601 calendar date, `YYYY-MM-DD`. */
export const calendarDateSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export type CalendarDate = z.infer<typeof calendarDateSchema>;

/** ISO 8601 instant in UTC. */
export const instantSchema = z.iso.datetime();

export const caseIdSchema = z.uuid().brand<'CaseId'>();
export type CaseId = z.infer<typeof caseIdSchema>;

export const intentIdSchema = z.uuid().brand<'IntentId'>();
export type IntentId = z.infer<typeof intentIdSchema>;

/** 12-digit item code of the city's catalogue. */
export const itemCodeSchema = z
  .string()
  .regex(/^\d{12}$/)
  .brand<'ItemCode'>();
export type ItemCode = z.infer<typeof itemCodeSchema>;

export const terminalIdSchema = z
  .string()
  .regex(/^[A-Z0-9-]{3,40}$/)
  .brand<'TerminalId'>();
export type TerminalId = z.infer<typeof terminalIdSchema>;

/** A technician, by the code of the enrolment. */
export const attendantIdSchema = z.string().regex(/^[A-Z0-9-]{2,16}$/);
