import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { longestCallBackMs } from '../../contract/help-call.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import { databaseDeadlineMs, databaseKinds, type TestDatabase } from '../../tests/fleet/databases.ts';
import { CallBackBook } from './call-back-book.ts';
import type { Database } from './database.ts';

const anything = z.unknown();
const idOf = (number: number) => `3f0c1a52-5f0e-4c9e-9d6b-0d1f8f6f0a${String(number).padStart(2, '0')}`;
const request = (number: number) => ({
  callBackId: idOf(number),
  phone: '13900000001',
  site: { zh: '示例网点', en: 'Sample site' },
  item: { zh: '居住登记', en: 'Registering where you live' },
});

describe.each(databaseKinds)('numbers to call back on $name', ({ open }) => {
  let clock: SteppedClock;
  let opened: TestDatabase;
  let database: Database;
  let book: CallBackBook;
  beforeAll(async () => {
    opened = await open();
    database = opened.database;
  }, databaseDeadlineMs);
  afterAll(() => opened.close());
  beforeEach(async () => {
    await database.write('DELETE FROM call_back');
    clock = new SteppedClock();
    book = new CallBackBook(database, clock, (error) => {
      throw error;
    });
  });
  const ids = async () => (await book.list()).map(({ callBackId }) => callBackId);
  const rows = async () => (await database.read(anything, 'SELECT * FROM call_back')).length;

  it('a number stands there with time, terminal and item, the longest waiting first; once, also when it came twice', async () => {
    await book.leave('HALL-0001', request(1));
    clock.advance(1000);
    await book.leave('HALL-0002', { ...request(2), item: null });
    await book.leave('HALL-0001', request(1));
    const leftAtMs = clock.wallMs();
    expect(await book.list()).toEqual([
      { ...request(1), terminalId: 'HALL-0001', leftAtMs: leftAtMs - 1000, called: false },
      { ...request(2), item: null, terminalId: 'HALL-0002', leftAtMs, called: false },
    ]);
  });

  it('called -> it stays and says so; done -> nothing of it is left in the database', async () => {
    await book.leave('HALL-0001', request(1));
    await book.markCalled(idOf(1));
    expect(await book.list()).toMatchObject([{ called: true }]);
    await book.erase(idOf(1));
    expect(await rows()).toBe(0);
  });

  it('nobody looks at the list for three days -> what was left is erased all the same', async () => {
    await book.leave('HALL-0001', request(1));
    await book.start();
    clock.advance(longestCallBackMs);
    await expect.poll(() => clock.waiting).toBe(1);
    clock.advance(3_600_000);
    await expect.poll(rows).toBe(0);
    book.stop();
  });

  it('somebody leaves one number after the other at one terminal -> the others’ list is not filled', async () => {
    for (let number = 1; number <= 20; number++)
      expect(await book.leave('HALL-0001', request(number))).toBe(true);
    expect(await book.leave('HALL-0001', request(21))).toBe(false);
    expect(await book.leave('HALL-0002', request(22))).toBe(true);
    expect(await ids()).toHaveLength(21);
  });
});
