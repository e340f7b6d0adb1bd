import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ServiceItem, serviceItemSchema } from '../../../contract/catalog.ts';
import { err, ok, type Result } from '../../../contract/result.ts';
import { type ConfigProblem, describeIssue } from './config-problem.ts';

/**
 * Reads every `.json` file of a catalogue folder, in order of file names. All problems of all
 * files are told at once, so that a technician repairs the catalogue in one go.
 */
export async function loadCatalog(directory: string): Promise<Result<ServiceItem[], ConfigProblem[]>> {
  let names: string[];
  try {
    names = (await readdir(directory)).filter((name) => name.endsWith('.json')).sort();
  } catch (cause) {
    return err([{ file: directory, key: '', message: `cannot be read (${errorCode(cause)})` }]);
  }
  if (names.length === 0) return err([{ file: directory, key: '', message: 'has no .json file of an item' }]);
  const loaded = await Promise.all(names.map((name) => loadItem(join(directory, name))));
  const items = loaded.flatMap((item) => (item.ok ? [{ item: item.value.item, file: item.value.file }] : []));
  const problems = loaded.flatMap((item) => (item.ok ? [] : item.error));
  const firstFileOf = new Map<string, string>();
  for (const { item, file } of items) {
    const first = firstFileOf.get(item.itemCode);
    if (first) {
      problems.push({ file, key: 'itemCode', message: `${item.itemCode} is already the code of ${first}` });
    } else {
      firstFileOf.set(item.itemCode, file);
    }
  }
  return problems.length === 0 ? ok(items.map(({ item }) => item)) : err(problems);
}

async function loadItem(file: string): Promise<Result<{ file: string; item: ServiceItem }, ConfigProblem[]>> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const message = cause instanceof SyntaxError ? `is not JSON: ${cause.message}` : 'cannot be read';
    return err([{ file, key: '', message }]);
  }
  const parsed = serviceItemSchema.safeParse(json);
  if (!parsed.success) return err(parsed.error.issues.flatMap((issue) => describeIssue(file, issue)));
  const problems = checkReferences(file, parsed.data);
  return problems.length === 0 ? ok({ file, item: parsed.data }) : err(problems);
}

/** What the schema cannot say: keys that must agree with each other. */
function checkReferences(file: string, item: ServiceItem): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const keys = item.fields.map((field) => field.key);
  item.fields.forEach((field, index) => {
    const key = `fields.${index}`;
    if (keys.indexOf(field.key) !== index) {
      problems.push({ file, key: `${key}.key`, message: `"${field.key}" is used twice` });
    }
    if (field.kind === 'text' && field.readOnly && !field.prefill) {
      problems.push({ file, key: `${key}.readOnly`, message: 'needs a prefill, or nobody can fill it' });
    }
    if (field.kind === 'choice' && field.options.length === 0 && field.prefill !== 'city') {
      problems.push({ file, key: `${key}.options`, message: 'must not be empty unless prefill is "city"' });
    }
    if (
      field.kind === 'choice' &&
      new Set(field.options.map(({ value }) => value)).size < field.options.length
    ) {
      problems.push({ file, key: `${key}.options`, message: 'has the same value twice' });
    }
  });
  item.materials.forEach((material, index) => {
    material.compare.forEach(({ formKey }, position) => {
      if (keys.includes(formKey)) return;
      const key = `materials.${index}.compare.${position}.formKey`;
      problems.push({ file, key, message: `"${formKey}" is no field; allowed: ${keys.join(', ')}` });
    });
  });
  if (item.fee && item.network !== 'required') {
    problems.push({ file, key: 'network', message: 'must be required where there is a fee' });
  }
  if (item.fee && item.deliverables.every((kind) => kind === 'receipt')) {
    problems.push({
      file,
      key: 'deliverables',
      message: 'must have more than a receipt where there is a fee: it is returned if nothing comes out',
    });
  }
  if (item.signature && !item.declaration) {
    problems.push({ file, key: 'declaration', message: 'is needed where signature is true' });
  }
  return problems;
}

function errorCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
}
