import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatConfigProblem, loadCatalog } from './index.ts';

const shippedCatalog = fileURLToPath(new URL('../../../catalog', import.meta.url));

describe('the catalogue that comes with the terminal', () => {
  it('has the items in their real names', async () => {
    const catalog = await loadCatalog(shippedCatalog);
    expect(catalog.ok && catalog.value.map((item) => [item.kind, item.name.zh, item.network])).toEqual([
      ['pickup', '自助取件', 'required'],
      ['query', '城镇基本养老保险缴费情况', 'required'],
      ['query', '不动产登记资料查询证明', 'required'],
      ['application', '户籍人户分离居住登记受理', 'deferrable'],
      ['application', '敬老卡申领', 'required'],
      ['application', '开具数电发票', 'required'],
      ['application', '领用纸质发票', 'required'],
      ['application', '变更法定代表人（远程办理）', 'deferrable'],
      ['query', '查看远程办理结果', 'required'],
    ]);
  });
});

describe('a catalogue with mistakes', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'catalog-'));
    await cp(shippedCatalog, directory, { recursive: true });
  });
  afterEach(() => rm(directory, { recursive: true }));

  async function change(file: string, edit: (item: Record<string, unknown>) => void): Promise<void> {
    const item = JSON.parse(await readFile(join(directory, file), 'utf8'));
    edit(item);
    await writeFile(join(directory, file), JSON.stringify(item));
  }
  async function problems(): Promise<string[]> {
    const catalog = await loadCatalog(directory);
    if (catalog.ok) return [];
    return catalog.error.map((problem) => formatConfigProblem({ ...problem, file: basename(problem.file) }));
  }

  it('a wrong word -> file, key and the words that are allowed', async () => {
    await change('parcel-pickup.json', (item) => {
      item.network = 'sometimes';
    });
    expect(await problems()).toEqual(['parcel-pickup.json: network must be one of: required, deferrable']);
  });

  it('mistakes in two files -> all of them at once', async () => {
    await change('parcel-pickup.json', (item) => {
      item.itemCode = '12';
      item.colour = 'red';
    });
    await writeFile(join(directory, 'broken.json'), '{ "itemCode": ');
    const found = await problems();
    expect(found).toHaveLength(3);
    expect(found[0]).toContain('broken.json: is not JSON');
    expect(found).toContain('parcel-pickup.json: itemCode must match /^\\d{12}$/');
    expect(found).toContain('parcel-pickup.json: colour is not a known key');
  });

  it('a comparison with a field that is not there -> named, with the keys there are', async () => {
    await change('residence-registration.json', (item) => {
      Object.assign(item, {
        materials: (item.materials as { compare: unknown }[]).map((material) => ({
          ...material,
          compare: [{ read: 'name', formKey: 'fullName' }],
        })),
      });
    });
    expect(await problems()).toEqual([
      'residence-registration.json: materials.0.compare.0.formKey "fullName" is no field; ' +
        'allowed: applicantName, idNumber, residenceAddress, mobilePhone, housingKind',
    ]);
  });

  it('a field nobody could fill or choose, a signature under nothing -> refused', async () => {
    await change('residence-registration.json', (item) => {
      const fields = item.fields as Record<string, unknown>[];
      delete fields[0]?.prefill;
      Object.assign(fields[4] ?? {}, { options: [] });
      delete item.declaration;
    });
    expect(await problems()).toEqual([
      'residence-registration.json: fields.0.readOnly needs a prefill, or nobody can fill it',
      'residence-registration.json: fields.4.options must not be empty unless prefill is "city"',
      'residence-registration.json: declaration is needed where signature is true',
    ]);
  });

  it('a fee for something that waits, or for nothing that could be given back -> refused', async () => {
    await change('residence-registration.json', (item) => {
      item.fee = { amountFen: 500, basis: { zh: '收费目录', en: 'List of fees' } };
    });
    expect(await problems()).toEqual([
      'residence-registration.json: network must be required where there is a fee',
      'residence-registration.json: deliverables must have more than a receipt where there is a fee: ' +
        'it is returned if nothing comes out',
    ]);
  });

  it('the same item code in two files -> refused, naming both', async () => {
    await change('parcel-pickup.json', (item) => {
      item.itemCode = '312000083000';
    });
    const [problem] = await problems();
    expect(problem).toContain('residence-registration.json: itemCode 312000083000 is already the code of');
    expect(problem).toContain('parcel-pickup.json');
  });

  it('a folder that is not there or empty -> said so', async () => {
    const missing = await loadCatalog(join(directory, 'nowhere'));
    expect(missing.ok || missing.error[0]?.message).toBe('cannot be read (ENOENT)');
    await rm(directory, { recursive: true });
    directory = await mkdtemp(join(tmpdir(), 'catalog-'));
    expect(await problems()).toEqual([`${basename(directory)}: has no .json file of an item`]);
  });
});
