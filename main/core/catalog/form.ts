import type { FormField, ServiceItem } from '../../../contract/catalog.ts';
import type { CityPerson } from '../../../contract/city.ts';
import type { Company } from '../../../contract/company.ts';
import { normalizeCreditCode } from '../../../contract/credit-code.ts';
import { normalizeIdNumber } from '../../../contract/id-number.ts';
import { maskIdNumber } from '../../../contract/masking.ts';
import { unreachable } from '../../../contract/result.ts';
import type { LocalizedText } from '../../../contract/words.ts';

export type FormValues = Record<string, string>;

/** What the city's `prefill` answered; nothing for an item opened while the city is away. */
export interface CityValues {
  values: FormValues;
  options: Record<string, { value: string; label: LocalizedText }[]>;
}

/** A form for one person: fields with the options the city gave, and a value for every field. */
export interface Form {
  fields: FormField[];
  values: FormValues;
}

/** Whom a form is filled for. */
type FormPerson = CityPerson & { company: Company | null };

/** An offered value that is no option stays empty; a choice with a single option is chosen already. */
export function prefillForm(item: ServiceItem, person: FormPerson, city: CityValues | null): Form {
  const fields = item.fields.map((field) => withCityOptions(field, city));
  const values: FormValues = {};
  for (const field of fields) values[field.key] = prefillField(field, person, city);
  return { fields, values };
}

/**
 * Takes over what the resident entered. Read-only fields keep their value whatever came in, keys the
 * form does not have are dropped, and a field that was not sent keeps the value it had.
 */
export function applyAnswers(form: Form, answers: FormValues): Form {
  const values: FormValues = {};
  for (const field of form.fields) {
    const before = form.values[field.key] ?? '';
    const answer = Object.hasOwn(answers, field.key) ? (answers[field.key] ?? '') : before;
    values[field.key] = field.kind === 'text' && field.readOnly ? before : tidy(field, answer);
  }
  return { fields: form.fields, values };
}

/** The values as a screen may show them: identity numbers without all but the last four characters. */
export function maskFormValues(form: Form): FormValues {
  const masked: FormValues = { ...form.values };
  for (const field of form.fields) {
    if (field.kind !== 'text' || field.rule !== 'id_number') continue;
    masked[field.key] = maskIdNumber(form.values[field.key] ?? '');
  }
  return masked;
}

function withCityOptions(field: FormField, city: CityValues | null): FormField {
  if (field.kind !== 'choice' || field.prefill !== 'city' || field.options.length > 0) return field;
  return { ...field, options: city?.options[field.key] ?? [] };
}

function prefillField(field: FormField, person: FormPerson, city: CityValues | null): string {
  const offered = tidy(field, prefillValue(field, person, city));
  if (field.kind === 'text') return offered;
  if (field.options.some(({ value }) => value === offered)) return offered;
  return (field.options.length === 1 && field.required && field.options[0]?.value) || '';
}

function prefillValue(field: FormField, person: FormPerson, city: CityValues | null): string {
  switch (field.prefill) {
    case undefined:
      return '';
    case 'person.name':
      return person.name;
    case 'person.idNumber':
      return person.idNumber;
    case 'person.sex':
      return person.sex;
    case 'person.birthDate':
      return person.birthDate;
    case 'person.address':
      return person.address;
    case 'company.name':
      return person.company?.name ?? '';
    case 'company.creditCode':
      return person.company?.creditCode ?? '';
    case 'city':
      return city?.values[field.key] ?? '';
    default:
      return unreachable(field.prefill);
  }
}

function tidy(field: FormField, value: string): string {
  if (field.kind === 'choice') return value;
  if (field.rule === 'id_number') return normalizeIdNumber(value);
  if (field.rule === 'credit_code') return normalizeCreditCode(value);
  if (field.rule === 'amount') return value.normalize('NFKC').replace(/[\s,]/g, '');
  if (field.rule === 'mobile_phone') return value.normalize('NFKC').replace(/[\s-]/g, '');
  return value.normalize('NFC').trim().replace(/\s+/g, ' ');
}
