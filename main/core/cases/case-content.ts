import { z } from 'zod';
import { certificateSchema, originalLinkSchema, submissionSchema } from '../../../contract/city.ts';
import { err, ok, type Result } from '../../../contract/result.ts';
import { keptSignatureSchema } from '../../../contract/signature.ts';
import type { CaseId } from '../../../contract/words.ts';
import { languageSchema, localizedTextSchema } from '../../../contract/words.ts';
import type { Journal, Vault } from '../../../db/index.ts';
import type { PayloadKind } from './case-event.ts';

/** What the slips say; the person only as masked on paper. */
export const slipFactsSchema = z.strictObject({
  language: languageSchema,
  itemName: localizedTextSchema,
  department: localizedTextSchema,
  next: localizedTextSchema,
  maskedName: z.string(),
  maskedIdNumber: z.string(),
  /** Whom it is for, where the person acts for a company. */
  company: z.string().nullable().default(null),
});
export type SlipFacts = z.infer<typeof slipFactsSchema>;

const schemas = {
  submission: submissionSchema.extend({ signature: keptSignatureSchema.nullable() }),
  slip: slipFactsSchema,
  certificate: certificateSchema,
  refusal: localizedTextSchema,
  decision: z.array(localizedTextSchema),
  original: originalLinkSchema,
  owner: z.string(),
  claim: z.string(),
} as const satisfies Record<PayloadKind, z.ZodType>;

export type PayloadOf<Kind extends PayloadKind> = z.infer<(typeof schemas)[Kind]>;
export type ContentFailure = { kind: 'absent' | 'unreadable' };

/** Personal contents of cases: sealed on the way into the journal, unsealed for the moment of use. */
export class CaseContent {
  readonly #journal: Journal;
  readonly #vault: Vault;

  constructor(journal: Journal, vault: Vault) {
    this.#journal = journal;
    this.#vault = vault;
  }

  seal<Kind extends PayloadKind>(caseId: CaseId, kind: Kind, content: PayloadOf<Kind>) {
    return { kind, content: this.#vault.seal(`${caseId}/${kind}`, JSON.stringify(content)) };
  }

  read<Kind extends PayloadKind>(caseId: CaseId, kind: Kind): Result<PayloadOf<Kind>, ContentFailure> {
    const sealed = this.#journal.sealedContent(caseId, kind);
    if (!sealed) return err({ kind: 'absent' });
    const text = this.#vault.unseal(`${caseId}/${kind}`, sealed);
    if (!text.ok) return err({ kind: 'unreadable' });
    return ok(schemas[kind].parse(JSON.parse(text.value)) as PayloadOf<Kind>);
  }
}
