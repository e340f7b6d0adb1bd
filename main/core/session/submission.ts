import type { Submission } from '../../../contract/city.ts';
import { terminalIdSchema } from '../../../contract/words.ts';
import type { IdentifiedPerson, ItemDraft } from './session-data.ts';

/** What the resident confirmed, as the city wants it; the case engine adds the case id. */
export function composeSubmission(
  draft: ItemDraft,
  person: IdentifiedPerson,
  terminalId: string,
  wallMs: number,
): Omit<Submission, 'caseId'> {
  return {
    terminalId: terminalIdSchema.parse(terminalId),
    itemCode: draft.item.itemCode,
    itemVersion: draft.item.version,
    identification: person.identification,
    applicant: { name: person.name, idNumber: person.idNumber },
    company: person.company,
    form: draft.form.reveal().values,
    materials: draft.materials.map(({ materialCode, sha256, precheck, image }) => ({
      materialCode,
      sha256,
      precheck,
      imageBase64: Buffer.from(image).toString('base64'),
    })),
    signature: draft.signature?.reveal() ?? null,
    signedAt: new Date(wallMs).toISOString(),
  };
}
