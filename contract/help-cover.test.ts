import { describe, expect, it } from 'vitest';
import { type FormField, fieldRuleSchema, formFieldSchema, prefillSourceSchema } from './catalog.ts';
import { isFieldCovered, mayProposeFor } from './help-cover.ts';

const label = { zh: '栏', en: 'Field' };
const text = { kind: 'text', key: 'field', label, keyboard: 'pinyin', maxLength: 20, required: true };
const choice = { kind: 'choice', key: 'field', label, required: true, options: [{ value: 'a', label }] };
const parse = (field: object): FormField => formFieldSchema.parse(field);

describe('what of a form a helper may see and propose', () => {
  it('whatever is typed, by any rule, and whatever comes from the person or the city is covered', () => {
    const typed = fieldRuleSchema.options.map((rule) => parse({ ...text, rule }));
    const given = prefillSourceSchema.options.flatMap((prefill) => [
      parse({ ...text, rule: 'none', prefill, readOnly: true }),
      parse({ ...choice, prefill }),
    ]);
    expect([...typed, ...given].filter((field) => !isFieldCovered(field))).toEqual([]);
    expect(isFieldCovered(parse(choice))).toBe(false);
  });

  it('no value can be proposed for money, for what stands fixed, or among options that tell of the person', () => {
    expect(mayProposeFor(parse({ ...text, rule: 'amount' }))).toBe(false);
    expect(
      mayProposeFor(parse({ ...text, rule: 'id_number', prefill: 'person.idNumber', readOnly: true })),
    ).toBe(false);
    expect(mayProposeFor(parse({ ...choice, options: [], prefill: 'city' }))).toBe(false);
    expect(mayProposeFor(parse({ ...text, rule: 'address' }))).toBe(true);
    expect(mayProposeFor(parse(choice))).toBe(true);
  });
});
