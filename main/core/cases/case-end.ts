import { z } from 'zod';
import { type LocalizedText, localizedTextSchema } from '../../../contract/words.ts';
import type { CaseState } from './case-state.ts';

/** How a case has ended, for counting; null while it is under way. */
export type CaseEnd = 'finished' | 'refused' | 'givenUp' | 'failed';

/** Of a state in the journal only what counting needs: thousands of cases are read at once. */
const countedStateSchema = z.object({
  name: z.string(),
  itemName: localizedTextSchema,
  acceptance: z.object({ state: z.string() }),
  deliverables: z.array(z.object({ kind: z.string(), state: z.string() })),
  payment: z.object({ declined: z.boolean() }).nullable().default(null),
});

const over: ReadonlySet<string> = new Set<CaseState['name']>([
  'submission_refused',
  'delivery_finished',
  'case_closed',
]);

/** Item and end of a case as it lies in the journal; null where a program before this one wrote it in other words. */
export function readCaseEnd(stateJson: string): { itemName: LocalizedText; end: CaseEnd | null } | null {
  const state = countedStateSchema.safeParse(JSON.parse(stateJson)).data;
  return state ? { itemName: state.itemName, end: endOf(state) } : null;
}

function endOf(state: z.infer<typeof countedStateSchema>): CaseEnd | null {
  const { name, acceptance, deliverables, payment } = state;
  if (!over.has(name)) return null;
  if (acceptance.state === 'refused') return 'refused';
  if (acceptance.state !== 'accepted') return null;
  if (payment?.declined) return 'givenUp';
  // A claim slip is no part of the item: it says that a part is missing.
  const parts = deliverables.filter(({ kind }) => kind !== 'claim_slip').map((part) => part.state);
  if (parts.some((part) => part === 'failed' || part === 'unknown')) return 'failed';
  return parts.every((part) => part === 'done') ? 'finished' : 'givenUp';
}
