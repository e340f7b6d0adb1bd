import { z } from 'zod';

const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 08:30 is needed here');

/** When helpers are at work, by the clock of China. Days as in ISO 8601: 1 is Monday. */
export const openingHoursSchema = z.array(
  z.strictObject({
    days: z.array(z.number().int().min(1).max(7)).min(1),
    from: timeSchema,
    /** Exclusive. */
    to: timeSchema,
  }),
);
export type OpeningHours = z.infer<typeof openingHoursSchema>;

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const inChina = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** Whether helpers are at work at that moment; without any hours they always are. */
export function isOpenAt(hours: OpeningHours, wallMs: number): boolean {
  if (hours.length === 0) return true;
  const parts = Object.fromEntries(inChina.formatToParts(wallMs).map(({ type, value }) => [type, value]));
  const day = weekdays.indexOf(parts.weekday ?? '') + 1;
  const time = `${parts.hour}:${parts.minute}`;
  return hours.some(({ days, from, to }) => days.includes(day) && from <= time && time < to);
}
