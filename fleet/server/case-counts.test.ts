import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CasesReport, casesReportSchema } from '../../contract/fleet-cases.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import { terminalIdSchema } from '../../contract/words.ts';
import { databaseDeadlineMs, databaseKinds, type TestDatabase } from '../../tests/fleet/databases.ts';
import { CaseCounts, type CaseQuestion } from './case-counts.ts';

const [one, two] = ['HALL-0001', 'HALL-0002'].map((each) => terminalIdSchema.parse(each)) as [
  CaseQuestion['terminalId'] & string,
  CaseQuestion['terminalId'] & string,
];
const card = '310000000001';
const day = '2026-11-22';
const fromMs = Date.parse(`${day}T00:00:00Z`);
const toMs = fromMs + 86_400_000;

/** So many cases of one item began at each of these hours, and all were finished. */
function report(begunAtHour: Record<number, number>, extra: Partial<CasesReport> = {}): CasesReport {
  const hours = Object.entries(begunAtHour).map(([hour, begun]) => ({
    ...{ hour: Number(hour), begun, finished: begun, refused: 0, givenUp: 0, failed: 0 },
  }));
  const items = [{ itemCode: card, itemName: { zh: '敬老卡', en: 'Senior card' }, hours }];
  return casesReportSchema.parse({ format: 'cases-1', day, items, ...extra });
}

describe.each(databaseKinds)('cases by item and hour on $name', ({ open }) => {
  let opened: TestDatabase;
  let counts: CaseCounts;
  const clock = new SteppedClock();
  const failures: unknown[] = [];
  const openCounts = async () => {
    const onFailure = (error: unknown) => failures.push(error);
    const fresh = new CaseCounts({ database: opened.database, clock, keptDays: 400, onFailure });
    await fresh.load();
    return fresh;
  };
  const begun = async (question: Partial<CaseQuestion> = {}) => {
    await counts.stop();
    const rows = await counts.read({ terminalId: null, district: null, fromMs, toMs, ...question });
    return rows.map((row) => [row.hour.slice(11, 13), row.begun, row.finished]);
  };
  beforeAll(async () => {
    opened = await open();
    for (const [terminalId, district] of [
      [one, '东区'],
      [two, '西区'],
    ]) {
      await opened.database.write(
        `INSERT INTO terminal (terminal_id, enrolled_at_ms, certificate_fingerprint, certificate_until_ms, district)
         VALUES ($1, 0, 'f', 1, $2)`,
        [terminalId, district],
      );
    }
  }, databaseDeadlineMs);
  afterAll(() => opened.close());
  beforeEach(async () => {
    await opened.database.write('DELETE FROM case_count');
    await opened.database.write('DELETE FROM case_day');
    failures.length = 0;
    counts = await openCounts();
  });

  it('the same day told again, and again after a restart -> counted once', async () => {
    for (let times = 0; times < 3; times += 1) counts.hear(one, report({ 8: 2, 9: 1 }));
    expect(await begun()).toEqual([
      ['08', 2, 2],
      ['09', 1, 1],
    ]);
    counts = await openCounts();
    counts.hear(one, report({ 8: 2, 9: 1 }));
    expect(await begun()).toHaveLength(2);
  });

  it('more has come since -> takes the place of what was told before; the last word counts', async () => {
    for (let cases = 1; cases <= 20; cases += 1) counts.hear(one, report({ 8: cases }));
    expect(await begun()).toEqual([['08', 20, 20]]);
    expect(failures).toEqual([]);
  });

  it('of one terminal, of a district, of all', async () => {
    counts.hear(one, report({ 8: 2 }));
    counts.hear(two, report({ 8: 3 }));
    expect(await begun()).toEqual([['08', 5, 5]]);
    expect(await begun({ terminalId: two })).toEqual([['08', 3, 3]]);
    expect(await begun({ district: '东区' })).toEqual([['08', 2, 2]]);
    expect(await begun({ terminalId: two, district: '东区' })).toEqual([]);
    expect(await begun({ fromMs: fromMs + 9 * 3_600_000 })).toEqual([]);
  });

  it('a terminal whose clock is years off -> not taken for a day of ours', async () => {
    expect(counts.hear(one, report({ 8: 1 }, { day: '2036-01-01' }))).toBe(false);
    expect(counts.hear(one, report({ 8: 1 }, { day: '2001-01-01' }))).toBe(false);
    expect(await begun()).toEqual([]);
  });

  it('who looks sees it without asking again', async () => {
    const ending = new AbortController();
    const seen = counts.follow(async () => (await begun()).length, ending.signal);
    expect((await seen.next()).value).toBe(0);
    const next = seen.next();
    counts.hear(one, report({ 8: 1 }));
    expect((await next).value).toBe(1);
  });
});
