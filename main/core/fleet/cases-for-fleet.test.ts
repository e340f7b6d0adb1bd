import { beforeEach, describe, expect, it } from 'vitest';
import { caseDaySchema } from '../../../contract/fleet-cases.ts';
import { SteppedClock } from '../../../contract/test-clock.ts';
import type { CaseId, ItemCode } from '../../../contract/words.ts';
import type { StoredCase } from '../../../db/index.ts';
import { CasesForFleet } from './cases-for-fleet.ts';

const card = '310000000001' as ItemCode;
const accepted = { name: 'case_closed', acceptance: { state: 'accepted' } };

describe('cases the core counts for the fleet', () => {
  let clock: SteppedClock;
  let cases: CasesForFleet;
  let stored: (StoredCase & { event: number })[];
  let looks: number;
  let lastEvent: number;

  function put(caseId: string, createdMs: number, state: object = {}, itemCode = card) {
    stored = stored.filter((each) => each.caseId !== caseId);
    const whole = {
      name: 'submission_intended',
      itemName: { zh: '敬老卡', en: 'Senior card' },
      acceptance: { state: 'undecided' },
      deliverables: [{ kind: 'receipt', state: 'done' }],
      ...state,
    };
    lastEvent += 1;
    const stateJson = JSON.stringify(whole);
    stored.push({
      caseId: caseId as CaseId,
      itemCode,
      itemVersion: 1,
      stateJson,
      createdMs,
      updatedMs: 0,
      event: lastEvent,
    });
  }
  const source = {
    casesBegunSince: (sinceMs: number) => stored.filter(({ createdMs }) => createdMs >= sinceMs),
    lastEvent: () => lastEvent,
    casesTouchedAfter: (after: number) => {
      looks += 1;
      return stored.filter(({ event }) => event > after);
    },
  };
  const told = async () => {
    const { value } = await cases.follow(undefined).next();
    return value?.map((day) => caseDaySchema.parse(day)) ?? [];
  };
  const hoursOf = async () => (await told()).flatMap(({ items }) => items.flatMap(({ hours }) => hours));

  beforeEach(() => {
    clock = new SteppedClock();
    cases = new CasesForFleet(clock, 30);
    stored = [];
    looks = 0;
    lastEvent = 0;
  });

  it('a case counts in the hour it began in, and its end is added there when it comes', async () => {
    const beganMs = clock.wallMs() - 3_600_000;
    put('a', beganMs);
    cases.countIn(source);
    const hour = new Date(beganMs).getUTCHours();
    expect(await hoursOf()).toEqual([{ hour, begun: 1, finished: 0, refused: 0, givenUp: 0, failed: 0 }]);
    put('a', beganMs, accepted);
    clock.advance(5000);
    expect(await hoursOf()).toEqual([{ hour, begun: 1, finished: 1, refused: 0, givenUp: 0, failed: 0 }]);
    clock.advance(60_000);
    expect(looks).toBe(1);
  });

  it.each([
    ['accepted, all out', accepted, 'finished'],
    ['refused by the city', { name: 'submission_refused', acceptance: { state: 'refused' } }, 'refused'],
    ['would not pay', { ...accepted, payment: { declined: true } }, 'givenUp'],
    [
      'left before the paper came',
      { ...accepted, deliverables: [{ kind: 'receipt', state: 'suspended' }] },
      'givenUp',
    ],
    [
      'all came out at last, only the claim slip did not',
      {
        ...accepted,
        deliverables: [
          { kind: 'receipt', state: 'done' },
          { kind: 'claim_slip', state: 'failed' },
        ],
      },
      'finished',
    ],
    [
      'nobody knows whether the paper came',
      {
        ...accepted,
        deliverables: [
          { kind: 'receipt', state: 'unknown' },
          { kind: 'claim_slip', state: 'done' },
        ],
      },
      'failed',
    ],
  ])('%s -> %s', async (_what, state, end) => {
    put('a', clock.wallMs(), state);
    cases.countIn(source);
    expect(await hoursOf()).toMatchObject([{ begun: 1, [end]: 1 }]);
  });

  it('a case that waits for the network has no end yet; one of an older program stops nothing', async () => {
    put('a', clock.wallMs(), { name: 'delivery_finished', acceptance: { state: 'waiting' } });
    put('b', clock.wallMs(), { deliverables: 'in other words' });
    cases.countIn(source);
    expect(await hoursOf()).toMatchObject([{ begun: 1, finished: 0, refused: 0, givenUp: 0, failed: 0 }]);
  });

  it('a day of which cases may be gone already is not told: it would take away what the fleet knows', async () => {
    const dayMs = 86_400_000;
    put('old', clock.wallMs() - 20 * dayMs);
    put('a', clock.wallMs() - 2 * dayMs);
    put('yesterday', clock.wallMs() - 20 * 3_600_000);
    put('b', clock.wallMs());
    cases = new CasesForFleet(clock, 1);
    cases.countIn(source);
    expect((await told()).map(({ day }) => day)).toEqual(['2026-11-22']);
    cases = new CasesForFleet(clock, 30);
    cases.countIn(source);
    expect((await told()).map(({ day }) => day)).toEqual(['2026-11-20', '2026-11-21', '2026-11-22']);
  });
});
