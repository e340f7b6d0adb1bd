import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { err, ok, type Result } from '../../../contract/result.ts';
import { lineDevices } from '../config.ts';
import { eventNames } from './events.ts';
import { phaseNames } from './phases.ts';
import { durationSchema, shareSchema } from './quantities.ts';

const lineDeviceSchema = z.enum(lineDevices);
const countSchema = z.number().int().min(1).max(10_000);

/** When a step happens. */
export const whenSchema = z.union([
  z.literal('start'),
  z.strictObject({
    /** Something in the ledger: a slip came out, a card was laid, a door was opened. */
    event: z.enum(eventNames),
    /** Which one of them, counted from the start of the script. */
    nth: countSchema.default(1),
  }),
  z
    .strictObject({
      /** What the terminal tells the unit just now; the misfortune strikes before the unit hears it. */
      phase: z.string(),
      of: lineDeviceSchema,
      nth: countSchema.default(1),
    })
    .refine(({ phase, of }) => phaseNames[of].includes(phase), {
      error: ({ input }) => `${(input as { of: string }).of} has no phase of that name`,
      path: ['phase'],
    }),
  z.strictObject({ every: durationSchema.pipe(z.number().min(100)) }),
]);

/** What the line of a unit does to what crosses it. */
const lineSchema = z.strictObject({
  line: lineDeviceSchema,
  dead: z.boolean().optional(),
  mute: z.boolean().optional(),
  wrong: z.boolean().optional(),
  delay: durationSchema.optional(),
  pieces: z.number().int().min(1).max(1000).optional(),
  gap: durationSchema.optional(),
  lose: shareSchema.optional(),
  echo: z.boolean().optional(),
  noise: z.number().int().min(1).max(1000).optional(),
});

export const misfortuneSchema = z.union([
  z.strictObject({ unplug: z.enum([...lineDevices, 'document-camera']) }),
  z.strictObject({ power_off: lineDeviceSchema }),
  lineSchema,
  z.strictObject({ jam: z.enum(['receipt-printer', 'document-printer']) }),
  z.strictObject({
    jam: z.literal('dispenser'),
    phase: z.enum(['feed', 'present', 'capture']).default('present'),
  }),
  z.strictObject({ no_paper: z.enum(['receipt-printer', 'document-printer', 'dispenser']) }),
  z.strictObject({ cover_open: z.enum(['receipt-printer', 'document-printer']) }),
  z.strictObject({ stuck: z.literal('door') }),
  z.strictObject({
    stuck: z.literal('pickup-locker'),
    /** Board and cell, `1-3`. */
    cell: z.string().regex(/^\d{1,2}-\d{1,2}$/, 'board and cell are needed here, such as 1-3'),
  }),
  z.strictObject({ card: z.literal('pulled_away') }),
  z.strictObject({ code: z.literal('hidden') }),
]);
export type Misfortune = z.infer<typeof misfortuneSchema>;

export const stepSchema = z.strictObject({
  when: whenSchema,
  /** So long behind it; 0 strikes in the same moment. */
  after: durationSchema.default(0),
  do: misfortuneSchema,
  /** Put right after so long; without it, when the script ends. */
  for: durationSchema.optional(),
  /** How often at most; `always` has no end. Steps of `every` go on, all others happen once. */
  times: z.union([countSchema, z.literal('always')]).optional(),
  /** Only this share of the times. */
  chance: shareSchema.default(1),
});
export type Step = z.infer<typeof stepSchema>;

export const scriptSchema = z.strictObject({
  name: z.string().min(1).max(80).default('unnamed'),
  /** The same seed brings the same misfortunes; drawn and told where it is left out. */
  seed: z.number().int().min(0).max(0xffff_ffff).optional(),
  steps: z.array(stepSchema).min(1).max(100),
});
export type Script = z.infer<typeof scriptSchema>;

const longestText = 20_000;

/** Reads a script in YAML (JSON is YAML too). The failure names the line, or the step and its key. */
export function parseScript(text: string): Result<Script, string> {
  if (text.length > longestText) return err(`longer than ${longestText} characters`);
  let read: unknown;
  try {
    // No aliases: a few lines of them could ask for more memory than there is.
    read = parse(text, { maxAliasCount: 0, schema: 'core' });
  } catch (error) {
    if (error instanceof YAMLParseError || error instanceof ReferenceError)
      return err(firstLine(error.message));
    throw error;
  }
  const parsed = scriptSchema.safeParse(read);
  if (parsed.success) return ok(parsed.data);
  return err(describe(parsed.error.issues));
}

function describe(issues: readonly z.core.$ZodIssue[]): string {
  return issues.map((issue) => `${issue.path.join('.') || 'the script'}: ${messageOf(issue)}`).join('; ');
}

/** Of a union the words of the alternative that came nearest say most. */
function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue.message;
  const nearest = [...issue.errors].sort((left, right) => rank(left) - rank(right))[0] ?? [];
  return nearest.map((one) => [...one.path, messageOf(one)].join(': ')).join('; ');
}

/** An alternative that knows every key, and that takes a value of this type at all, is nearer. */
function rank(issues: readonly z.core.$ZodIssue[]): number {
  return issues.reduce((sum, { code, path }) => {
    if (code === 'unrecognized_keys') return sum + 10;
    const isOtherKind = path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
    return sum + (isOtherKind ? 5 : 1);
  }, 0);
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}
