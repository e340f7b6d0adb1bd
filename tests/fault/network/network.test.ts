import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaseId } from '../../../contract/words.ts';
import { applicant } from '../../../main/core/cases/model-world.ts';
import { type Answer, answerOf, type Misfortune, passOn } from './faulty-line.ts';
import { callTimeoutMs, type NetworkRig, startNetworkRig } from './terminal.ts';

let rig: NetworkRig;

beforeEach(async () => {
  rig = await startNetworkRig();
});

afterEach(async () => {
  rig.line.misfortune = passOn;
  expect(rig.failures).toEqual([]);
  expect(await rig.violations()).toEqual([]);
  expect(rig.diskTells(applicant.name) || rig.diskTells(applicant.idNumber)).toBe(false);
  await rig.stop();
});

const patience = { timeout: 25_000, interval: 50 };
const allClosed = (caseIds: readonly CaseId[]) =>
  expect
    .poll(
      () =>
        rig.report().cases.filter(({ caseId, state }) => caseIds.includes(caseId) && state === 'case_closed')
          .length,
      patience,
    )
    .toBe(caseIds.length);
const tasksOf = (caseId: CaseId) =>
  rig
    .report()
    .cases.flatMap((kept) => (kept.caseId === caseId ? kept.openTasks.map(({ kind }) => kind) : []));
const leaveCases = (count: number) => Array.from({ length: count }, () => rig.leaveCase());

/** While it lasts; afterwards everything passes. */
const forExchanges = (count: number, misfortune: Misfortune): Misfortune => {
  let left = count;
  return (passing, forward) => {
    left -= 1;
    return left >= 0 ? misfortune(passing, forward) : forward();
  };
};
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('between the terminal and the city', () => {
  it('a storm of 5xx that lasts -> every case accepted once when it is over', async () => {
    rig.line.misfortune = async () => answerOf(503, { code: 'SERVICE_UNAVAILABLE' });
    const taken = leaveCases(8);
    await expect.poll(() => rig.line.passed.length, patience).toBeGreaterThan(10);
    rig.line.misfortune = forExchanges(4, async () => answerOf(500, { code: 'INTERNAL_SERVER_ERROR' }));
    rig.runner.cityReachable();
    await allClosed(taken);
    expect(new Set(await rig.accepted())).toEqual(new Set(taken));
    expect(await rig.accepted()).toHaveLength(8);
  }, 40_000);

  it.each<[string, number, Answer | null]>([
    ['a gust of 5xx', 2, answerOf(503, { code: 'SERVICE_UNAVAILABLE' })],
    ['the line cut for a moment that nobody noticed', 5, null],
  ])(
    '%s -> sent in the order they were taken',
    async (_, exchanges, answer) => {
      rig.line.misfortune = forExchanges(exchanges, async () => answer);
      const taken = leaveCases(5);
      await allClosed(taken);
      expect(await rig.accepted()).toEqual(taken);
    },
    40_000,
  );

  it('the line away and back -> sent in the order they were taken', async () => {
    rig.line.misfortune = async () => null;
    const taken = leaveCases(6);
    await expect.poll(() => rig.line.passed.length, patience).toBeGreaterThan(5);
    rig.line.misfortune = passOn;
    rig.runner.cityReachable();
    await allClosed(taken);
    expect(await rig.accepted()).toEqual(taken);
  }, 40_000);

  it('away for long, back, and cut a few times more -> sent in the order they were taken', async () => {
    rig.line.misfortune = async () => null;
    const taken = leaveCases(4);
    await expect.poll(() => rig.line.passed.length, patience).toBeGreaterThan(10);
    rig.line.misfortune = forExchanges(3, async () => null);
    rig.runner.cityReachable();
    await allClosed(taken);
    expect(await rig.accepted()).toEqual(taken);
  }, 40_000);

  it('the residents left while the first attempt is in the air, and it is lost -> sent in the order they were taken', async () => {
    rig.line.misfortune = async () => {
      rig.line.misfortune = passOn;
      rig.runner.cityReachable();
      return null;
    };
    const taken = leaveCases(4);
    await allClosed(taken);
    expect(await rig.accepted()).toEqual(taken);
  }, 40_000);

  it('the line comes back while an errand is still failing -> that errand keeps its place before the others', async () => {
    const taken: CaseId[] = [];
    rig.line.misfortune = async ({ path }) => {
      if (rig.line.passed.length > 5 && taken[0] && path.includes(taken[0])) {
        rig.line.misfortune = passOn;
        rig.runner.cityReachable();
      }
      return null;
    };
    taken.push(...leaveCases(4));
    await allClosed(taken);
    expect(await rig.accepted()).toEqual(taken);
  }, 40_000);

  it('answers that come after the time-out -> looked up and not submitted a second time', async () => {
    rig.line.misfortune = forExchanges(1, async (_, forward) => {
      const answer = await forward();
      await pause(callTimeoutMs * 2);
      return answer;
    });
    const caseId = rig.leaveCase();
    await allClosed([caseId]);
    expect(rig.line.passed.filter(({ method }) => method === 'PUT').map(({ path }) => path)).toEqual([
      `/v1/cases/${caseId}`,
      // Accepted behind the resident's back: a text tells it.
      `/v1/cases/${caseId}/notifications/accepted`,
    ]);
    expect(await rig.accepted()).toEqual([caseId]);
  }, 40_000);

  it('the line cut in the middle of every second answer -> nothing twice, nothing lost', async () => {
    let count = 0;
    rig.line.misfortune = async (_, forward) => {
      const answer = await forward();
      count += 1;
      return count % 2 === 1 ? null : answer;
    };
    const taken = leaveCases(5);
    await allClosed(taken);
    expect(new Set(await rig.accepted())).toEqual(new Set(taken));
    expect(await rig.accepted()).toHaveLength(5);
  }, 40_000);

  it('every request delivered twice -> one case, one text, one rating each', async () => {
    rig.line.misfortune = async (_, forward) => {
      await forward();
      return forward();
    };
    const taken = leaveCases(3);
    await allClosed(taken);
    expect(await rig.accepted()).toEqual(taken);
  }, 40_000);

  it("another case's answer comes instead -> not acted upon, a person has it, the right answer counts later", async () => {
    const first = rig.leaveCase();
    await allClosed([first]);
    const strange = await rig.city.client.lookUpCase({ caseId: first });
    rig.line.misfortune = async (_, forward) => {
      await forward();
      return answerOf(200, strange);
    };
    const second = rig.leaveCase();
    await expect.poll(() => tasksOf(second), patience).toContain('answer_not_understood');
    expect(rig.runner.readCase(second)?.acceptance).toEqual({ state: 'waiting_for_network' });
    rig.line.misfortune = passOn;
    await allClosed([second]);
    const numbers = rig.report().cases.map(({ acceptanceNumber }) => acceptanceNumber);
    expect(new Set(numbers).size).toBe(2);
  }, 40_000);

  it.each<[string, Answer]>([
    ['an unknown status', answerOf(418, { code: 'TEAPOT', name: applicant.name })],
    ['an acceptance without a number', answerOf(200, { acceptedAt: 'now', holder: applicant.idNumber })],
    ['a decision of a kind nobody knows', answerOf(200, { decision: { state: 'perhaps' } })],
  ])(
    '%s -> nothing is acted upon, one task, and nobody is named in what is kept',
    async (_, answer) => {
      rig.line.misfortune = async () => answer;
      const caseId = rig.leaveCase();
      await expect.poll(() => tasksOf(caseId), patience).toEqual(['answer_not_understood']);
      const attempts = rig.line.passed.length;
      await expect.poll(() => rig.line.passed.length, patience).toBeGreaterThan(attempts + 2);
      expect(tasksOf(caseId)).toEqual(['answer_not_understood']);
      rig.line.misfortune = passOn;
      rig.runner.cityReachable();
      await allClosed([caseId]);
    },
    40_000,
  );

  it('one case that the city always stumbles over -> the others pass, and a person is told of the one', async () => {
    const [poison, ...others] = leaveCases(6);
    if (!poison) throw new Error('no case');
    rig.line.misfortune = (passing, forward) =>
      passing.path.includes(poison)
        ? Promise.resolve(answerOf(500, { code: 'INTERNAL_SERVER_ERROR' }))
        : forward();
    rig.runner.cityReachable();
    await allClosed(others);
    // Each stumble is retried with a growing pause; in the end it is somebody's task.
    await expect
      .poll(
        () => {
          rig.runner.cityReachable();
          return tasksOf(poison);
        },
        { timeout: 60_000, interval: 400 },
      )
      .toEqual(['answer_not_understood']);
    rig.line.misfortune = passOn;
    rig.runner.cityReachable();
    await allClosed([poison]);
  }, 90_000);

  it('a rating that overtakes its case in the city -> asked again, not lost', async () => {
    let refusals = 3;
    rig.line.misfortune = (passing, forward) => {
      if (!passing.path.endsWith('/rating') || refusals-- <= 0) return forward();
      const unknown = { defined: true, code: 'CASE_UNKNOWN', status: 404, message: '' };
      return Promise.resolve(answerOf(404, unknown));
    };
    const caseId = rig.beginCase();
    await expect.poll(() => rig.runner.rate(caseId, 4).ok, patience).toBe(true);
    rig.runner.sessionEnded(caseId);
    await allClosed([caseId]);
    const ratings = (await rig.city.control.readLedger()).filter(({ type }) => type === 'case_rated');
    expect(ratings).toMatchObject([{ caseId, level: 4 }]);
  }, 40_000);

  it('rated while the network is away -> the rating goes after its case, never before', async () => {
    rig.line.misfortune = async () => null;
    const caseId = rig.beginCase();
    await expect.poll(() => rig.runner.rate(caseId, 2).ok, patience).toBe(true);
    rig.runner.sessionEnded(caseId);
    rig.line.misfortune = passOn;
    rig.runner.cityReachable();
    await allClosed([caseId]);
    const types = (await rig.city.control.readLedger()).map(({ type }) => type);
    expect(types.indexOf('case_rated')).toBeGreaterThan(types.indexOf('case_accepted'));
  }, 40_000);
});

describe('a slow city', () => {
  it('what a resident waits for is not held up by an old case that takes for ever', async () => {
    rig.line.misfortune = async () => null;
    const old = rig.leaveCase();
    await expect.poll(() => rig.line.passed.length, patience).toBeGreaterThan(0);
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    rig.line.misfortune = async (passing, forward) => {
      if (passing.path.includes(old)) await held;
      return forward();
    };
    rig.runner.cityReachable();
    await expect.poll(() => rig.line.passed.at(-1)?.path.includes(old), patience).toBe(true);
    const next = rig.leaveCase();
    await expect.poll(async () => (await rig.accepted()).includes(next), patience).toBe(true);
    expect(await rig.accepted()).not.toContain(old);
    release();
    await allClosed([old, next]);
  }, 40_000);
});
