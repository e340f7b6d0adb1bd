export { type ConfigProblem, describeIssue, formatConfigProblem } from './config-problem.ts';
export {
  applyAnswers,
  type CityValues,
  type Form,
  type FormValues,
  maskFormValues,
  prefillForm,
} from './form.ts';
export { loadCatalog } from './load-catalog.ts';
export { type FormProblems, validateForm } from './validate-form.ts';
