import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SteppedClock } from '../contract/test-clock.ts';
import {
  itemCodes,
  li,
  makeResidenceSubmission,
  makeSubmission,
  startTestCity,
  type TestCity,
  terminalId,
  wang,
  zhang,
} from './test-city.ts';

let city: TestCity;
let clock: SteppedClock;

beforeEach(async () => {
  clock = new SteppedClock();
  city = await startTestCity({ clock });
});
afterEach(async () => {
  await city.stop();
  expect(city.failures).toEqual([]);
});

const ledgerTypes = async () => (await city.control.readLedger()).map((entry) => entry.type);

describe('accepting a case', () => {
  it('a terminal that did not hear the answer and sends again -> the same acceptance, one case', async () => {
    const submission = makeSubmission();
    const first = await city.client.submitCase(submission);
    clock.advance(3_600_000);
    const repeated = await city.client.submitCase({
      ...submission,
      form: { purpose: 'own_records', period: '12' },
    });
    expect(repeated).toEqual(first);
    expect(await city.client.lookUpCase({ caseId: submission.caseId })).toEqual(first);
    expect(await ledgerTypes()).toEqual(['case_accepted', 'submission_repeated']);
  });

  it('ten copies at once -> one case', async () => {
    const submission = makeSubmission();
    const answers = await Promise.all(Array.from({ length: 10 }, () => city.client.submitCase(submission)));
    expect(new Set(answers.map((answer) => answer.acceptanceNumber)).size).toBe(1);
    expect((await ledgerTypes()).filter((type) => type === 'case_accepted')).toHaveLength(1);
  });

  it('the id of another case -> conflict, and the first case stands', async () => {
    const submission = makeSubmission();
    const first = await city.client.submitCase(submission);
    const other = { ...submission, form: { period: '36', purpose: 'loan' } };
    await expect(city.client.submitCase(other)).rejects.toMatchObject({ code: 'CASE_ID_CONFLICT' });
    expect(await city.client.lookUpCase({ caseId: submission.caseId })).toEqual(first);
  });

  it('a city that was restarted remembers what it accepted', async () => {
    const submission = makeSubmission();
    const first = await city.client.submitCase(submission);
    city = await city.restart();
    expect(await city.client.lookUpCase({ caseId: submission.caseId })).toEqual(first);
    expect(await city.client.submitCase(submission)).toEqual(first);
    expect(await ledgerTypes()).toEqual(['case_accepted', 'submission_repeated']);
  });

  it('a case nobody sent -> unknown', async () => {
    const { caseId } = makeSubmission();
    await expect(city.client.lookUpCase({ caseId })).rejects.toMatchObject({ code: 'CASE_UNKNOWN' });
  });

  it('numbers count the cases of a day in the city and carry a check digit', async () => {
    const submit = async () => (await city.client.submitCase(makeSubmission())).acceptanceNumber;
    // 22 November 2026, 10:00 in Shanghai.
    expect([await submit(), await submit()]).toEqual(['20261122-310199-0001-7', '20261122-310199-0002-5']);
    clock.advance(14 * 3_600_000);
    expect(await submit()).toMatch(/^20261123-310199-0001-\d$/);
  });

  it('an item the city does not have -> refused in both languages', async () => {
    const itemCode = makeSubmission().itemCode.replace(/1$/, '9') as typeof itemCodes.pension;
    await expect(city.client.submitCase(makeSubmission({ itemCode }))).rejects.toMatchObject({
      code: 'CASE_REFUSED',
      data: { reason: { zh: expect.any(String), en: expect.any(String) } },
    });
  });
});

describe('the pension sheet', () => {
  it('has a line for every month asked for, newest first, ending last month', async () => {
    const { certificate } = await city.client.submitCase(
      makeSubmission({ form: { period: '24', purpose: 'loan' } }),
    );
    expect(certificate?.table?.rows).toHaveLength(24);
    expect(certificate?.table?.rows[0]?.[0]).toBe('2026-10');
    expect(certificate?.rows).toContainEqual({ label: '用途', value: '办理贷款' });
    expect(certificate?.rows).toContainEqual({ label: '身份证号码', value: '**************0173' });
    expect(JSON.stringify(certificate)).not.toContain(zhang.idNumber);
  });

  it('fits four columns of an 80 mm slip', async () => {
    const { certificate } = await city.client.submitCase(
      makeSubmission({ form: { period: '36', purpose: 'other' } }),
    );
    const cells = [...(certificate?.table?.header ?? []), ...(certificate?.table?.rows.flat() ?? [])];
    const widthOf = (text: string) =>
      Array.from(text).reduce((sum, character) => sum + (character > '\u2e80' ? 2 : 1), 0);
    expect(Math.max(...cells.map(widthOf))).toBeLessThan(12);
  });

  it('says the same of the same person every time', async () => {
    const [first, second] = [makeSubmission(), makeSubmission()];
    const sheets = [await city.client.submitCase(first), await city.client.submitCase(second)];
    expect(sheets[0]?.certificate?.table).toEqual(sheets[1]?.certificate?.table);
    expect(sheets[0]?.certificate?.certificateNumber).not.toBe(sheets[1]?.certificate?.certificateNumber);
  });

  it('a pensioner -> the last paid months before retirement', async () => {
    const { certificate } = await city.client.submitCase(makeSubmission({ applicant: wang }));
    expect(certificate?.rows).toContainEqual({ label: '参保状态', value: '已退休' });
    expect(certificate?.table?.rows[0]?.[0]).toBe('1996-05');
    expect(certificate?.table?.rows).toHaveLength(12);
  });

  it('a child -> refused before anything is typed', async () => {
    const child = { itemCode: itemCodes.pension, idNumber: '310199201801010016', terminalId };
    await expect(city.client.prefill(child)).rejects.toMatchObject({ code: 'ITEM_REFUSED' });
    await expect(city.client.prefill({ ...child, idNumber: zhang.idNumber })).resolves.toEqual({
      values: {},
      options: {},
    });
  });

  it.each([{ period: '13', purpose: 'loan' }, { period: '12', purpose: 'constructor' }, {}])(
    'a choice the item does not have (%o) -> refused',
    async (form) => {
      const submission = makeSubmission({ form: form as Record<string, string> });
      await expect(city.client.submitCase(submission)).rejects.toMatchObject({ code: 'CASE_REFUSED' });
    },
  );
});

describe('registering a residence', () => {
  it('a whole application -> accepted, and nothing but a number to take along', async () => {
    const acceptance = await city.client.submitCase(makeResidenceSubmission());
    expect(acceptance).toMatchObject({ certificate: null, parcel: null });
  });

  const { form, materials } = makeResidenceSubmission();
  it.each([
    ['an address without a number', { form: { ...form, residenceAddress: '样板路' } }, '门牌号'],
    ['a telephone number too short', { form: { ...form, mobilePhone: '199' } }, '手机号码'],
    ['a form of another person', { form: { ...form, idNumber: li.idNumber } }, '不一致'],
    ['no page', { materials: [] }, '户口簿'],
    [
      'a page damaged on the way',
      { materials: materials.map((page) => ({ ...page, imageBase64: 'AAAA' })) },
      '户口簿',
    ],
    ['no signature', { signature: null }, '签名'],
  ])('%s -> refused with a reason that says what to do', async (_what, change, word) => {
    const submission = makeResidenceSubmission(change);
    await expect(city.client.submitCase(submission)).rejects.toMatchObject({
      code: 'CASE_REFUSED',
      data: { reason: { zh: expect.stringContaining(word), en: expect.any(String) } },
    });
    expect(await ledgerTypes()).toEqual([]);
  });
});

describe('rating', () => {
  it('one case, one rating, however often it is sent', async () => {
    const { caseId } = makeSubmission();
    await city.client.submitCase(makeSubmission({ caseId }));
    const rating = { caseId, terminalId, level: 5, ratedAt: '2026-11-22T02:05:00.000Z' };
    await city.client.rate(rating);
    await city.client.rate(rating);
    await city.client.rate({ ...rating, level: 1 });
    const ledger = await city.control.readLedger();
    expect(ledger.filter((entry) => entry.type === 'case_rated')).toEqual([
      { type: 'case_rated', at: '2026-11-22T02:00:00.000Z', caseId, level: 5 },
    ]);
  });

  it('of a case the city does not have -> CASE_UNKNOWN', async () => {
    const { caseId } = makeSubmission();
    await expect(
      city.client.rate({ caseId, terminalId, level: 5, ratedAt: '2026-11-22T02:05:00.000Z' }),
    ).rejects.toMatchObject({ code: 'CASE_UNKNOWN' });
  });
});

describe('decided by rules', () => {
  const apply = (applicant: { name: string; idNumber: string }) =>
    makeSubmission({ itemCode: itemCodes.seniorCard, applicant, form: { cardKind: 'first' } });

  it('old enough and of this city -> approved at once with reasons, and the licence can be fetched', async () => {
    const submission = apply(wang);
    const { caseId } = submission;
    const { decision } = await city.client.submitCase(submission);
    if (decision?.state !== 'approved' || !decision.licenceId) throw new Error('not approved');
    expect(decision.reasons).toHaveLength(2);
    const { licenceId } = decision;
    const licence = await city.client.fetchLicence({ caseId, licenceId });
    expect(licence).toMatchObject({ caseId, licenceId, certificate: { title: '敬老卡申领证明' } });
    expect(await ledgerTypes()).toEqual(['case_accepted', 'case_decided', 'licence_fetched']);
    await expect(
      city.client.fetchLicence({ caseId, licenceId: 'DZ-0000000000000000' }),
    ).rejects.toMatchObject({ code: 'LICENCE_UNKNOWN' });
  });

  it('too young -> accepted, refused by the rule, with a reason that says when', async () => {
    const { decision } = await city.client.submitCase(apply(zhang));
    expect(decision).toMatchObject({
      state: 'refused',
      reasons: [{ zh: expect.stringContaining('65周岁'), en: expect.stringContaining('65') }],
    });
  });

  it('rules that take their time -> pending, then decided, however often it is asked', async () => {
    await city.control.setConditions({ reachable: true, decisionMs: 3000 });
    const submission = apply(wang);
    const { caseId } = submission;
    expect((await city.client.submitCase(submission)).decision).toEqual({ state: 'pending' });
    expect(await city.client.lookUpDecision({ caseId })).toEqual({ caseId, decision: { state: 'pending' } });
    clock.advance(3000);
    await city.client.lookUpDecision({ caseId });
    expect((await city.client.lookUpDecision({ caseId })).decision.state).toBe('approved');
    expect((await ledgerTypes()).filter((type) => type === 'case_decided')).toHaveLength(1);
  });

  it('an item that people decide -> no decision, now or later', async () => {
    const submission = makeSubmission();
    expect((await city.client.submitCase(submission)).decision).toBeNull();
    await expect(city.client.lookUpDecision({ caseId: submission.caseId })).rejects.toMatchObject({
      code: 'CASE_UNKNOWN',
    });
  });
});

describe('texting the applicant', () => {
  it('once for each subject of a case, and never for a case nobody knows', async () => {
    const submission = makeSubmission();
    const { caseId } = submission;
    const accepted = { caseId, subject: 'accepted' } as const;
    await expect(city.client.notify(accepted)).rejects.toMatchObject({ code: 'CASE_UNKNOWN' });
    await city.client.submitCase(submission);
    await city.client.notify(accepted);
    await city.client.notify(accepted);
    await city.client.notify({ caseId, subject: 'decided' });
    expect((await ledgerTypes()).filter((type) => type === 'applicant_notified')).toHaveLength(2);
  });
});
