import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Submission } from '../../contract/city.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import { itemCodeSchema } from '../../contract/words.ts';
import {
  connectOfficers,
  li,
  makeResidenceSubmission,
  startTestCity,
  type TestCity,
  terminalId,
  zhang,
} from '../test-city.ts';

const company = { creditCode: '91310199MA0DEM003G', name: '示例测试科技有限公司' };
const handling = itemCodeSchema.parse('312000990007');
const results = itemCodeSchema.parse('312000990008');
const pdf = Buffer.from('%PDF-1.7 what was handed in');
const sha256 = createHash('sha256').update(pdf).digest('hex');

let city: TestCity;
let officers: ReturnType<typeof connectOfficers>;
const clock = new SteppedClock();
beforeEach(async () => {
  city = await startTestCity({ clock });
  officers = connectOfficers(city.baseUrl);
});
afterEach(() => city.stop());

function handIn(change: Partial<Submission> = {}): Submission {
  const material = { sha256, precheck: 'match', imageBase64: null } as const;
  return makeResidenceSubmission({
    itemCode: handling,
    company,
    form: {
      ...{ applicantName: zhang.name, idNumber: zhang.idNumber },
      ...{ representativeName: li.name, representativeIdNumber: li.idNumber },
    },
    materials: [
      { materialCode: 'NEW-REPRESENTATIVE-ID-CARD', ...material },
      { materialCode: 'AGENT-ID-CARD', ...material },
    ],
    document: { sha256, pdfBase64: pdf.toString('base64') },
    ...change,
  });
}

const askResult = (caseId: string) =>
  city.client.submitCase(
    makeResidenceSubmission({
      ...{ itemCode: results, company, form: { handedIn: caseId }, materials: [], signature: null },
    }),
  );
const decisionOf = async ({ caseId }: Submission) => (await city.client.lookUpDecision({ caseId })).decision;

describe('a case that waits for an officer', () => {
  it('is in the list with its document, and masked; accepted -> the terminal hears it, the list is empty', async () => {
    const submission = handIn();
    const accepted = await city.client.submitCase(submission);
    expect(accepted.decision).toEqual({ state: 'pending' });
    const [listed] = await officers.listOfficerCases();
    expect(listed).toMatchObject({
      ...{ caseId: submission.caseId, acceptanceNumber: accepted.acceptanceNumber, materials: 2 },
      ...{ company: company.name, applicant: '张*试' },
    });
    expect(JSON.stringify(listed)).not.toContain(zhang.idNumber);
    const { caseId } = submission;
    const { pdfBase64 } = await officers.readCaseDocument({ caseId });
    expect(Buffer.from(pdfBase64, 'base64')).toEqual(pdf);
    await officers.decideCase({ caseId, officer: 'wang.er', verdict: { verdict: 'accepted' } });
    expect(await decisionOf(submission)).toMatchObject({ state: 'approved' });
    expect(await officers.listOfficerCases()).toEqual([]);
    const decided = (await city.control.readLedger()).filter(({ type }) => type === 'case_decided');
    expect(decided).toMatchObject([{ caseId, decision: 'approved', officer: 'wang.er' }]);
  });

  it('two officers at once -> the first verdict stands, and the second is told who it was', async () => {
    const { caseId } = await city.client.submitCase(handIn());
    const returned = { verdict: 'returned', reason: 'picture_unclear', remark: '' } as const;
    await officers.decideCase({ caseId, officer: 'wang.er', verdict: returned });
    await officers.decideCase({ caseId, officer: 'wang.er', verdict: returned });
    await expect(
      officers.decideCase({ caseId, officer: 'li.yi', verdict: { verdict: 'accepted' } }),
    ).rejects.toMatchObject({
      code: 'ALREADY_DECIDED',
      data: { officer: 'wang.er', verdict: 'returned' },
    });
    const decided = (await city.control.readLedger()).filter(({ type }) => type === 'case_decided');
    expect(decided).toHaveLength(1);
  });

  it('without the token of the desk nobody reads or decides anything', async () => {
    const { caseId } = await city.client.submitCase(handIn());
    const strangers = connectOfficers(city.baseUrl, 'the-token-of-some-other-desk-0123456789');
    const refused = { code: 'NOT_AUTHORISED' };
    await expect(strangers.listOfficerCases()).rejects.toMatchObject(refused);
    await expect(strangers.readCaseDocument({ caseId })).rejects.toMatchObject(refused);
    await expect(
      strangers.decideCase({ caseId, officer: 'li.yi', verdict: { verdict: 'accepted' } }),
    ).rejects.toMatchObject(refused);
    expect((await fetch(`${city.baseUrl}/v1/officer/cases`)).status).toBe(401);
  });

  it('survives a restart of the city', async () => {
    const submission = handIn();
    await city.client.submitCase(submission);
    city = await city.restart();
    expect(await connectOfficers(city.baseUrl).listOfficerCases()).toMatchObject([
      { caseId: submission.caseId },
    ]);
  });

  it('a document that is not the one that was signed for, or none at all, is refused', async () => {
    const other = Buffer.from('%PDF-1.7 something else').toString('base64');
    for (const document of [null, { sha256, pdfBase64: other }]) {
      await expect(city.client.submitCase(handIn({ document }))).rejects.toMatchObject({
        data: { reason: { zh: expect.stringContaining('没有收到完整的材料') } },
      });
    }
    expect(await officers.listOfficerCases()).toEqual([]);
  });
});

describe('whoever did not wait', () => {
  it('is told later, by number: still looked at, then returned with the reason and the words of the officer', async () => {
    const { caseId, acceptanceNumber } = await city.client.submitCase(handIn());
    await expect(askResult(caseId)).rejects.toMatchObject({
      data: { reason: { zh: expect.stringContaining(acceptanceNumber) } },
    });
    await officers.decideCase({
      ...{ caseId, officer: 'wang.er' },
      verdict: { verdict: 'returned', reason: 'does_not_match', remark: '名字写错了' },
    });
    const { options } = await city.client.prefill({
      ...{ itemCode: results, idNumber: zhang.idNumber, terminalId, creditCode: company.creditCode },
    });
    expect(options.handedIn).toMatchObject([
      { value: caseId, label: { zh: expect.stringContaining('已退回') } },
    ]);
    const { decision } = await askResult(caseId);
    expect(decision).toMatchObject({ state: 'returned' });
    const told = JSON.stringify(decision);
    for (const word of [acceptanceNumber, '不一致', '名字写错了']) expect(told).toContain(word);
  });

  it('another company hears nothing of it', async () => {
    const { caseId } = await city.client.submitCase(handIn());
    const restaurant = { creditCode: '91310199MA0YANG05M', name: '样本餐饮管理有限公司' };
    await expect(
      city.client.submitCase(
        makeResidenceSubmission({
          ...{ itemCode: results, company: restaurant, applicant: li, form: { handedIn: caseId } },
          ...{ materials: [], signature: null },
        }),
      ),
    ).rejects.toMatchObject({ code: 'CASE_REFUSED' });
  });
});
