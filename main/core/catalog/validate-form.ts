import type { FormField } from '../../../contract/catalog.ts';
import { parseCreditCode } from '../../../contract/credit-code.ts';
import { isIdNumber } from '../../../contract/id-number.ts';
import type { Screen } from '../../../contract/kiosk-screens.ts';
import { mobilePhonePattern } from '../../../contract/phone-number.ts';
import { unreachable } from '../../../contract/result.ts';
import type { FormValues } from './form.ts';

/** Yuan with at most two decimals, less than ten million. */
const amountPattern = /^(?!0+(\.0*)?$)\d{1,7}(\.\d{1,2})?$/;

/** By field key; a field without a problem has no entry. */
export type FormProblems = Extract<Screen, { name: 'form' }>['problems'];
type FormProblem = FormProblems[string];

/** Letters of any script, the middle dot of long names, and the spaces, dots, hyphens and apostrophes of Latin ones. */
const personNamePattern = /^\p{L}[\p{L}\p{M}·•・.'’ -]*$/u;

/** Checks the full values, never the masked ones. `form` is a prefilled form, or an item whose options are all in its file. */
export function validateForm(form: { fields: readonly FormField[] }, values: FormValues): FormProblems {
  const problems: FormProblems = {};
  for (const field of form.fields) {
    const problem = validateField(field, values[field.key] ?? '');
    if (problem) problems[field.key] = problem;
  }
  return problems;
}

function validateField(field: FormField, value: string): FormProblem | null {
  if (value.trim() === '') return field.required ? 'required' : null;
  if (field.kind === 'choice') {
    return field.options.some((option) => option.value === value) ? null : 'not_an_option';
  }
  if (Array.from(value).length > field.maxLength) return 'too_long';
  switch (field.rule) {
    case 'none':
    case 'address':
      return null;
    case 'person_name':
      return personNamePattern.test(value) ? null : 'not_a_name';
    case 'id_number':
      return isIdNumber(value) ? null : 'not_an_id_number';
    case 'mobile_phone':
      return mobilePhonePattern.test(value) ? null : 'not_a_phone';
    case 'credit_code':
      return parseCreditCode(value).ok ? null : 'not_a_credit_code';
    case 'amount':
      return amountPattern.test(value) ? null : 'not_an_amount';
    default:
      return unreachable(field.rule);
  }
}
