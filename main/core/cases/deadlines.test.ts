import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SteppedClock } from '../../../contract/test-clock.ts';
import type { CaseId, IntentId, ItemCode } from '../../../contract/words.ts';
import { type Database, Journal, openDatabase } from '../../../db/index.ts';
import { CaseBook } from './case-book.ts';
import { beginCase } from './case-machine.ts';
import { Deadlines } from './deadlines.ts';

const caseId = '0a000000-0000-4000-8000-000000000000' as CaseId;
const dayMs = 86_400_000;
let directory: string;
let database: Database;
let clock: SteppedClock;
let book: CaseBook;
let stop: AbortController;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'budayang-deadlines-'));
  const opened = openDatabase(join(directory, 'terminal.db'));
  if (!opened.ok) throw new Error(opened.error.kind);
  database = opened.value;
  clock = new SteppedClock();
  stop = new AbortController();
  book = new CaseBook(new Journal(database), clock);
  const item = { itemCode: '310000000001' as ItemCode, itemVersion: 1 };
  const name = { zh: '居住登记', en: 'Residence registration' };
  const first = beginCase(
    { name, network: 'required', handledBy: 'city', deliverables: ['receipt'], fee: null },
    uuid(),
  );
  book.begin(caseId, item, first, []);
  new Deadlines(new Journal(database), book, clock, stop.signal).rearm();
});

afterEach(() => {
  stop.abort();
  database.close();
  rmSync(directory, { recursive: true, force: true });
});

const uuid = () => crypto.randomUUID() as IntentId;
const acceptance = () => book.get(caseId)?.state.acceptance.state;

describe('how long a resident waits for the city', () => {
  it.each([
    ['left alone', 0],
    ['set a day ahead', dayMs],
    ['set a day back', -dayMs],
    ['set a year back', -365 * dayMs],
  ])('with the clock %s it is the same twenty seconds', (_, byMs) => {
    clock.advance(10_000);
    clock.setWall(byMs);
    clock.advance(9999);
    expect(acceptance()).toBe('undecided');
    clock.advance(1);
    expect(acceptance()).toBe('waiting');
  });
});
