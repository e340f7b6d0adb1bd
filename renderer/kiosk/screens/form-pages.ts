import { paginate } from '../../ui/paging.ts';
import type { ScreenOf } from '../kiosk-context.ts';

export type FormField = ScreenOf<'form'>['fields'][number];

/** Up to so many options stand open in the form; more are chosen on a page of their own. */
export const mostOpenOptions = 6;
const optionsPerRow = 2;
const optionRowSize = 0.55;

/** Height of a field, in heights of a text field. */
export function sizeOfField(field: FormField): number {
  if (field.kind === 'text') return field.readOnly ? 0.45 : 1;
  if (field.options.length > mostOpenOptions) return 1;
  return 0.3 + Math.ceil(field.options.length / optionsPerRow) * optionRowSize;
}

export function pagesOfForm(fields: readonly FormField[], capacity: number): FormField[][] {
  return paginate(fields, capacity, sizeOfField);
}

/** What the resident may change; the rest the core knows better. */
export function changeableValues(
  fields: readonly FormField[],
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    fields
      .filter((field) => field.kind === 'choice' || !field.readOnly)
      .map(({ key }) => [key, values[key] ?? '']),
  );
}

/** Page that holds the first of these fields, or null. */
export function pageOfFirst(
  pages: readonly (readonly FormField[])[],
  keys: readonly string[],
): number | null {
  const page = pages.findIndex((fields) => fields.some(({ key }) => keys.includes(key)));
  return page === -1 ? null : page;
}
