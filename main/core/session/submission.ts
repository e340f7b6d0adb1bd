import { createHash } from 'node:crypto';
import type { Submission } from '../../../contract/city.ts';
import { terminalIdSchema } from '../../../contract/words.ts';
import type { CaseDocumentFacts } from './ports.ts';
import { checkedByRule } from './screens.ts';
import type { IdentifiedPerson, ItemDraft } from './session-data.ts';

/** What the resident confirmed, as the city wants it; the case engine adds the case id. */
export function composeSubmission(
  draft: ItemDraft,
  person: IdentifiedPerson,
  terminalId: string,
  wallMs: number,
  /** The materials as one PDF; null: as pictures. */
  document: Uint8Array | null,
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
      imageBase64: document ? null : Buffer.from(image).toString('base64'),
    })),
    document: document && {
      sha256: createHash('sha256').update(document).digest('hex'),
      pdfBase64: Buffer.from(document).toString('base64'),
    },
    signature: draft.signature?.reveal() ?? null,
    signedAt: new Date(wallMs).toISOString(),
  };
}

/** The same as one document; it says everything in full, for it goes to the office alone. */
export function documentFacts(draft: ItemDraft, person: IdentifiedPerson, wallMs: number): CaseDocumentFacts {
  const { item, form, materials, signature } = draft;
  const { fields, values } = form.reveal();
  const answers = fields.map((field) => {
    const value = values[field.key] ?? '';
    const option = field.kind === 'choice' ? field.options.find((each) => each.value === value) : undefined;
    return { label: field.label.zh, value: option?.label.zh ?? value };
  });
  const nameOf = (code: string) => item.materials.find(({ materialCode }) => materialCode === code)?.name.zh;
  return {
    title: item.name.zh,
    rows: [
      ...(person.company
        ? [
            { label: '企业', value: person.company.name },
            { label: '统一社会信用代码', value: person.company.creditCode },
          ]
        : []),
      { label: person.company ? '代办人' : '申请人', value: person.name },
      { label: '身份证号码', value: person.idNumber },
      ...answers,
      ...materials.map(({ materialCode, precheck }) => ({
        label: nameOf(materialCode) ?? materialCode,
        value: checkedByRule[precheck].zh,
      })),
    ],
    declaration: item.declaration?.zh ?? null,
    signature: signature?.reveal() ?? null,
    signedAtMs: wallMs,
    pages: materials.map(({ materialCode, image }) => ({
      name: nameOf(materialCode) ?? materialCode,
      image,
    })),
  };
}
