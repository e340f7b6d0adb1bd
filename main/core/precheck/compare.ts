import type { Material } from '../../../contract/catalog.ts';
import { normalizeIdNumber } from '../../../contract/id-number.ts';
import { maskIdNumber } from '../../../contract/masking.ts';
import type { FieldComparison, PageReading, PrecheckResult } from '../../../contract/precheck.ts';
import { unreachable } from '../../../contract/result.ts';
import readableHan from './readable-han.generated.json' with { type: 'json' };

/**
 * Holds what was read against what the form says.
 *
 * - Any field that differs makes a `mismatch`, whatever else was not read: the resident must look.
 * - A `match` needs the identity number, where the material compares one: it has a check character
 *   and names one person. A name that could not be read beside a matching number does not spoil the
 *   match (rare characters are beyond every OCR model); it is shown as `not_read`.
 * - A matching name without its number is no match, since names are shared: `cannot_read`, so that
 *   a better picture is tried.
 */
export function comparePage(
  material: Material,
  reading: PageReading,
  form: Readonly<Record<string, string>>,
): PrecheckResult {
  if (reading.state === 'unreadable') return { verdict: 'cannot_read', reason: reading.reason };
  const comparisons = material.compare.map(({ read, formKey }) => {
    const onPage = reading.fields.find(({ field }) => field === read)?.text ?? null;
    return compareField(read, onPage, form[formKey] ?? '');
  });
  if (comparisons.some(({ verdict }) => verdict === 'mismatch')) return { verdict: 'mismatch', comparisons };
  const deciding = comparisons.some(({ read }) => read === 'idNumber') ? 'idNumber' : 'name';
  const matches = comparisons
    .filter(({ read }) => read === deciding)
    .every(({ verdict }) => verdict === 'match');
  return matches ? { verdict: 'match', comparisons } : { verdict: 'cannot_read', reason: 'text_not_found' };
}

function compareField(read: FieldComparison['read'], onPage: string | null, inForm: string): FieldComparison {
  switch (read) {
    case 'idNumber': {
      const formNumber = normalizeIdNumber(inForm);
      if (onPage === null) return { read, onPage, inForm: maskIdNumber(formNumber), verdict: 'not_read' };
      const pageNumber = normalizeIdNumber(onPage);
      const verdict = pageNumber === formNumber ? 'match' : 'mismatch';
      return { read, onPage: maskIdNumber(pageNumber), inForm: maskIdNumber(formNumber), verdict };
    }
    case 'name': {
      if (onPage === null) return { read, onPage, inForm, verdict: 'not_read' };
      return { read, onPage, inForm, verdict: compareNames(onPage, inForm) };
    }
    default:
      return unreachable(read);
  }
}

/**
 * A character of the form that the model has never seen is read as one or two others, or not at
 * all: where everything else agrees, the name counts as not read.
 */
function compareNames(onPage: string, inForm: string): FieldComparison['verdict'] {
  const page = normalizeName(onPage);
  const form = normalizeName(inForm);
  if (page === form) return 'match';
  const pattern = Array.from(form, (character) =>
    isUnknownToModel(character) ? '.{0,2}' : character.replace(/[^\p{L}\p{N}]/u, '\\$&'),
  ).join('');
  return new RegExp(`^${pattern}$`, 'u').test(page) ? 'not_read' : 'mismatch';
}

/** Spaces and the dot within a name go: cards, registers and OCR write them in many ways. */
function normalizeName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s·•・‧∙⋅●．.]/gu, '')
    .toUpperCase();
}

const knownToModel = new Set(readableHan.characters);

function isUnknownToModel(character: string): boolean {
  return /\p{Script=Han}/u.test(character) && !knownToModel.has(character);
}
