import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSubmission, officerToken, startTestCity, type TestCity, zhang } from '../../city/test-city.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import { itemCodeSchema } from '../../contract/words.ts';
import { createCaseDesk } from './case-desk.ts';
import type { FleetEvent } from './log.ts';

let city: TestCity;
const clock = new SteppedClock();
const written: FleetEvent[] = [];
const pdf = Buffer.from('%PDF-1.7 what was handed in');

beforeAll(async () => {
  city = await startTestCity({ clock });
});
afterAll(() => city.stop());

const deskOf = (token: string) =>
  createCaseDesk({
    ...{ baseUrl: city.baseUrl, officerToken: token, clock },
    write: (event) => written.push(event),
  });

function handIn() {
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  const material = { sha256, precheck: 'match', imageBase64: null } as const;
  return city.client.submitCase(
    makeSubmission({
      itemCode: itemCodeSchema.parse('312000990007'),
      company: { creditCode: '91310199MA0DEM003G', name: '示例测试科技有限公司' },
      form: { representativeName: '李示例', representativeIdNumber: '310199199511020240' },
      materials: [
        { materialCode: 'NEW-REPRESENTATIVE-ID-CARD', ...material },
        { materialCode: 'AGENT-ID-CARD', ...material },
      ],
      document: { sha256, pdfBase64: pdf.toString('base64') },
      signature: {
        ...{ drawnOn: 'screen', aspectRatio: 2 },
        strokes: [
          [
            { x: 0, y: 0, pressure: 1, timeMs: 0 },
            { x: 1, y: 1, pressure: 1, timeMs: 9 },
          ],
        ],
      },
    }),
  );
}

it('a case comes and goes in the list while somebody looks; its paper is the one handed in', async () => {
  const desk = deskOf(officerToken);
  const looking = new AbortController();
  const lists = desk.watch(looking.signal);
  expect((await lists.next()).value).toEqual({ state: 'known', cases: [] });
  const changed = async () => {
    const next = lists.next();
    const told = next.then(() => true);
    while (!(await Promise.race([told, new Promise((resolve) => setImmediate(() => resolve(false)))]))) {
      clock.advance(2000);
    }
    return (await next).value;
  };
  const { caseId } = await handIn();
  expect(await changed()).toMatchObject({ cases: [{ caseId, applicant: '张*试', materials: 2 }] });
  expect(await desk.terminalOf(caseId)).toBe('DEMO-0001');
  expect(Buffer.from((await desk.document(caseId)) ?? [])).toEqual(pdf);
  expect(await desk.decide(caseId, 'wang.er', { verdict: 'accepted' })).toEqual({ kind: 'decided' });
  expect(await changed()).toEqual({ state: 'known', cases: [] });
  expect(await desk.decide(caseId, 'li.yi', { verdict: 'accepted' })).toMatchObject({
    kind: 'already',
    by: { officer: 'wang.er' },
  });
  looking.abort();
  expect((await lists.next()).done).toBe(true);
});

it('a city that does not know this desk is written down as that, without anything of a case', async () => {
  const desk = deskOf('the-token-of-some-other-desk-0123456789');
  const { caseId } = await handIn();
  expect((await desk.watch(undefined).next()).value).toEqual({ state: 'city_away' });
  expect(await desk.document(caseId)).toBeNull();
  expect(await desk.decide(caseId, 'wang.er', { verdict: 'accepted' })).toEqual({ kind: 'city_away' });
  expect(new Set(written.map((event) => JSON.stringify(event)))).toEqual(
    new Set([JSON.stringify({ event: 'city_refused', code: 'NOT_AUTHORISED' })]),
  );
  expect(JSON.stringify(written)).not.toContain(zhang.name);
});
