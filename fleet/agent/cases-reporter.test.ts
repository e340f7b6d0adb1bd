import { describe, expect, it } from 'vitest';
import { type CaseDay, caseDaySchema } from '../../contract/fleet-cases.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import { CasesReporter } from './cases-reporter.ts';

const day = (name: string, begun: number, items = 1): CaseDay =>
  caseDaySchema.parse({
    day: name,
    items: Array.from({ length: items }, (_, index) => ({
      itemCode: String(310_000_000_000 + index),
      itemName: { zh: '示例', en: 'Example'.repeat(50) },
      hours: [{ hour: 1, begun, finished: 0, refused: 0, givenUp: 0, failed: 0 }],
    })),
  });

function start() {
  const clock = new SteppedClock();
  const said: string[] = [];
  const tooMany: string[] = [];
  const reporter = new CasesReporter(clock, () => tooMany.push('x'));
  const speak = () => reporter.speakTo((report) => said.push(report.day));
  return { clock, reporter, said, speak, tooMany };
}

describe('what the agent tells of cases', () => {
  it('a day that has changed alone; all of them to a fleet that was away, and every hour', () => {
    const { clock, reporter, said, speak } = start();
    reporter.tellCases([day('2026-11-21', 1), day('2026-11-22', 1)]);
    expect(said).toEqual([]);
    speak();
    reporter.tellCases([day('2026-11-21', 1), day('2026-11-22', 2)]);
    expect(said).toEqual(['2026-11-21', '2026-11-22', '2026-11-22']);
    reporter.speakTo(null);
    speak();
    expect(said).toHaveLength(5);
    clock.advance(3_600_000);
    expect(said).toHaveLength(7);
    reporter.stop();
    clock.advance(3_600_000);
    expect(said).toHaveLength(7);
  });

  it('a day too long for one message -> said so, and the other days are told', () => {
    const { reporter, said, speak, tooMany } = start();
    speak();
    reporter.tellCases([day('2026-11-21', 1, 200), day('2026-11-22', 1)]);
    expect([said, tooMany]).toEqual([['2026-11-22'], ['x']]);
  });
});
