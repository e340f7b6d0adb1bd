import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../db/index.ts';
import { fictionalPeople } from '../../../fixtures/index.ts';
import { PersonalDataSearch } from './personal-data.ts';

const [person] = fictionalPeople;
if (!person) throw new Error('there are no fictional people');
/** 张测试 in GB18030. */
const nameInGb18030 = Buffer.from('d5c5b2e2cad4', 'hex');

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'budayang-search-'));
  mkdirSync(join(root, 'logs', 'older'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const search = () => new PersonalDataSearch(fictionalPeople);
const write = (name: string, bytes: Buffer | string) => writeFileSync(join(root, 'logs', name), bytes);

describe('looking for people in what the terminal wrote', () => {
  it.each<[string, Buffer | string, string]>([
    ['a name in a log', `{"event":"x","name":"${person.card.name}"}`, 'name'],
    ['a name as the printer gets it', nameInGb18030, 'name'],
    ['a name in UTF-16', Buffer.from(person.card.name, 'utf16le'), 'name'],
    ['an identity number', `stack: ${person.card.idNumber}`, 'id_number'],
    ['an identity number in UTF-16', Buffer.from(person.card.idNumber, 'utf16le'), 'id_number'],
    ['a telephone number', person.mobilePhone, 'mobile_phone'],
    ['where somebody lives', person.residenceAddress, 'address'],
  ])('%s -> found, with the file and not with the text', (_, planted, kind) => {
    write(
      'older/crash.txt',
      Buffer.concat([Buffer.from('before '), Buffer.from(planted), Buffer.from(' after')]),
    );
    const found = search().inDirectories(root, ['logs']);
    expect(found).toContainEqual(expect.objectContaining({ place: 'logs/older/crash.txt', kind }));
    expect(JSON.stringify(found)).not.toContain(person.card.idNumber);
  });

  it('somebody in a row of the database that is not sealed -> found in its log before it is in its file', () => {
    const opened = openDatabase(join(root, 'logs', 'journal.sqlite'));
    if (!opened.ok) throw new Error(opened.error.kind);
    opened.value.exec(
      `CREATE TABLE planted (text TEXT); INSERT INTO planted VALUES ('${person.card.idNumber}')`,
    );
    const places = search().inDirectories(root, ['logs']);
    opened.value.close();
    expect(places).toContainEqual({ place: 'logs/journal.sqlite-wal', kind: 'id_number', encoding: 'utf-8' });
  });

  it('a code that was shown -> found until everything was searched for it', () => {
    write('terminal.log', 'scanned 281234567890123456');
    const codes = search();
    codes.addCode('281234567890123456');
    expect(codes.inDirectories(root, ['logs'])).toHaveLength(1);
    codes.forgetCodes();
    expect(codes.inDirectories(root, ['logs'])).toEqual([]);
  });

  it('a name in an address, escaped as addresses are -> found', () => {
    const path = `/v1/cases?applicant=${encodeURIComponent(person.card.name)}`;
    expect(search().inUrl(path)).toContainEqual({ place: 'url', kind: 'name', encoding: 'utf-8' });
  });

  it('masked as the screens show it -> nothing', () => {
    write('terminal.log', '张** **************0173');
    expect(search().inDirectories(root, ['logs'])).toEqual([]);
  });
});
