import { DOMParser } from '@xmldom/xmldom';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Company } from '../../contract/company.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import { itemCodeSchema } from '../../contract/words.ts';
import { li, makeSubmission, startTestCity, type TestCity, terminalId, wang, zhang } from '../test-city.ts';
import { formatDigitalInvoiceNumber, judgeQuota, readInvoiceForm } from './digital-invoice-rules.ts';
import { judgeInvoiceSale } from './invoice-rules.ts';

const technology: Company = { creditCode: '91310199MA0DEM003G', name: '示例测试科技有限公司' };
const restaurant: Company = { creditCode: '91310199MA0YANG05M', name: '样本餐饮管理有限公司' };
const shop: Company = { creditCode: '92310199MA0XYAN043', name: '示例区小样文具店' };
const paper = itemCodeSchema.parse('312000990005');
const digital = itemCodeSchema.parse('312000990006');

let city: TestCity;
const clock = new SteppedClock();
beforeEach(async () => {
  city = await startTestCity({ clock });
});
afterEach(() => city.stop());

const askPaper = (quantity: string, company: Company = technology, applicant = zhang) =>
  makeSubmission({ itemCode: paper, company, applicant, form: { quantity } });
const goodForm = {
  invoiceKind: 'blue',
  buyerName: restaurant.name,
  buyerCreditCode: restaurant.creditCode,
  line1Name: '技术服务',
  line1Amount: '1000.50',
  line1Rate: '6',
};
const askDigital = (form: Record<string, string>, company = technology, applicant = zhang) =>
  makeSubmission({ itemCode: digital, company, applicant, form: { ...goodForm, ...form } });
const ledgerOf = async (type: string) =>
  (await city.control.readLedger()).filter((each) => each.type === type);
const refusal = (zh: RegExp) => ({
  code: 'CASE_REFUSED',
  data: { reason: { zh: expect.stringMatching(zh), en: expect.any(String) } },
});

describe('who may act for a company', () => {
  it('the code of a licence gives company and person once, and never to a second terminal', async () => {
    const { creditCode } = technology;
    const { code } = await city.control.showBusinessLicence({ personId: 'zhang-ceshi', creditCode });
    expect(code).not.toContain(creditCode);
    expect(await city.client.exchangeBusinessLicence({ code, terminalId })).toMatchObject({
      company: technology,
      agent: zhang,
    });
    await expect(city.client.exchangeBusinessLicence({ code, terminalId })).rejects.toMatchObject({
      code: 'LICENCE_CODE_REPLAYED',
    });
  });

  it('an old code, or one of somebody the company has not named, opens nothing', async () => {
    const { creditCode } = technology;
    const old = await city.control.showBusinessLicence({
      personId: 'zhang-ceshi',
      creditCode,
      lifetimeMs: 0,
    });
    await expect(city.client.exchangeBusinessLicence({ code: old.code, terminalId })).rejects.toMatchObject({
      code: 'LICENCE_CODE_EXPIRED',
    });
    const other = await city.control.showBusinessLicence({ personId: 'li-shili', creditCode });
    await expect(city.client.exchangeBusinessLicence({ code: other.code, terminalId })).rejects.toMatchObject(
      { code: 'AGENT_NOT_AUTHORISED' },
    );
  });

  it('a submission for a company that did not name the person is refused, whatever the terminal says', async () => {
    await expect(city.client.submitCase(askPaper('1', technology, li))).rejects.toMatchObject(
      refusal(/没有为这家企业办税的权限/),
    );
    expect(await ledgerOf('invoices_sold')).toEqual([]);
  });
});

describe('paper invoices', () => {
  it('what is held and what is asked for stay within what is permitted', () => {
    const facts = { permitted: 25, violationPending: false };
    expect(judgeInvoiceSale({ ...facts, inHand: 20, asked: 5 }).ok).toBe(true);
    expect(judgeInvoiceSale({ ...facts, inHand: 20, asked: 6 }).ok).toBe(false);
    expect(judgeInvoiceSale({ ...facts, inHand: 0, asked: 1, violationPending: true }).ok).toBe(false);
  });

  it('a violation pending, or nothing left of what is permitted -> told before anything is filled in', async () => {
    const open = (creditCode: string, { idNumber }: typeof zhang) =>
      city.client.prefill({ itemCode: paper, idNumber, terminalId, creditCode });
    await expect(open(restaurant.creditCode, li)).rejects.toMatchObject({
      data: { reason: { zh: expect.stringContaining('违法记录') } },
    });
    await expect(open(shop.creditCode, wang)).rejects.toMatchObject({
      data: { reason: { zh: expect.stringContaining('最多领 0 份') } },
    });
    const offered = await open(technology.creditCode, zhang);
    expect(offered.values.held).toBe('3 / 25');
    expect(offered.options.quantity).toHaveLength(10);
  });

  it('sold once however often the case is sent; the next sale begins where the last one ended', async () => {
    const submission = askPaper('5');
    const { caseId } = submission;
    const accepted = await city.client.submitCase(submission);
    expect(accepted.invoices).toMatchObject({ count: 5 });
    expect(await city.client.submitCase(submission)).toEqual(accepted);
    expect(await ledgerOf('invoices_sold')).toHaveLength(1);
    await city.client.countInvoices({ caseId, terminalId, handedOut: 5, unclear: 0, inOrder: true });
    const next = await city.client.submitCase(askPaper('1'));
    expect(Number(next.invoices?.firstNumber)).toBe(Number(accepted.invoices?.firstNumber) + 5);
  });

  it('a second sale waits for the count of the first, and after a disorder for a person', async () => {
    const submission = askPaper('5');
    const { caseId } = submission;
    await city.client.submitCase(submission);
    await expect(city.client.submitCase(askPaper('1'))).rejects.toMatchObject(refusal(/盘点/));
    const count = { caseId, terminalId, handedOut: 2, unclear: 1, inOrder: false };
    await city.client.countInvoices(count);
    await city.client.countInvoices(count);
    await expect(city.client.countInvoices({ ...count, handedOut: 3 })).rejects.toMatchObject({
      code: 'COUNT_REFUSED',
    });
    expect(await ledgerOf('invoices_counted')).toMatchObject([{ handedOut: 2, unclear: 1, returned: 2 }]);
    await expect(city.client.submitCase(askPaper('1'))).rejects.toMatchObject(refusal(/盘点/));
    await city.control.loadInvoices({ firstNumber: '20000001' });
    const next = await city.client.submitCase(askPaper('1'));
    expect(next.invoices?.firstNumber).toBe('20000001');
  });

  it('used ones are checked (验旧) -> the company may have as many as at the beginning', async () => {
    const submission = askPaper('5');
    const { caseId } = submission;
    await city.client.submitCase(submission);
    await city.client.countInvoices({ caseId, terminalId, handedOut: 5, unclear: 0, inOrder: true });
    const { creditCode } = technology;
    const held = async () => {
      const { idNumber } = zhang;
      return (await city.client.prefill({ itemCode: paper, idNumber, terminalId, creditCode })).values.held;
    };
    expect(await held()).toBe('8 / 25');
    await city.control.checkUsedInvoices({ creditCode });
    expect(await held()).toBe('3 / 25');
  });

  it('more counted than sold is refused and changes nothing', async () => {
    const submission = askPaper('2');
    await city.client.submitCase(submission);
    const { caseId } = submission;
    await expect(
      city.client.countInvoices({ caseId, terminalId, handedOut: 2, unclear: 1, inOrder: false }),
    ).rejects.toMatchObject({ code: 'COUNT_REFUSED' });
    expect(await ledgerOf('invoices_counted')).toEqual([]);
  });
});

describe('fully digital invoices', () => {
  it('numbered by year, bureau, channel and serial, with every figure of the paper in the XML', async () => {
    const accepted = await city.client.submitCase(askDigital({}));
    const number = accepted.certificate?.certificateNumber ?? '';
    expect(number).toMatch(/^\d{2}31\d{16}$/);
    const response = await fetch(accepted.original?.url ?? '');
    expect(response.headers.get('content-type')).toContain('application/xml');
    const xml = new DOMParser().parseFromString(await response.text(), 'text/xml');
    const text = (name: string) => xml.getElementsByTagName(name)[0]?.textContent;
    expect(text('Number')).toBe(number);
    // 1000.50 at 6 % is 60.03 of tax.
    expect([text('Amount'), text('Tax')]).toEqual(['1000.50', '60.03']);
    expect(accepted.certificate?.rows).toContainEqual({ label: '价税合计（元）', value: '1060.53' });
  });

  it('a name with marks of XML in it stays a name', async () => {
    const name = '<Total>1</Total> & "甲"';
    const accepted = await city.client.submitCase(askDigital({ buyerName: name }));
    const text = await (await fetch(accepted.original?.url ?? '')).text();
    const xml = new DOMParser().parseFromString(text, 'text/xml');
    expect(xml.getElementsByTagName('Total')).toHaveLength(1);
    expect(text).not.toContain('<Total>1<');
    expect(xml.getElementsByTagName('Buyer')[0]?.textContent).toContain(name);
  });

  it('the link gives nothing after ten minutes, and nothing for a name that was guessed', async () => {
    const accepted = await city.client.submitCase(askDigital({}));
    const url = accepted.original?.url ?? '';
    expect((await fetch(url.replace(/.$/, '!'))).status).toBe(404);
    clock.advance(10 * 60_000);
    expect((await fetch(url)).status).toBe(404);
  });

  it.each([
    ['a rate this company does not have', { line1Rate: '17' }, /第 1 行的税率不对.*13%/],
    ['a rate of another kind of taxpayer', { line1Rate: '3' }, /税率不对/],
    ['a buyer with a bad check character', { buyerCreditCode: '91310199MA0YANG05N' }, /购买方.*代码不对/],
    ['more than the quota', { line1Amount: '500000.01' }, /总额度/],
    ['a second line without an amount', { line2Name: '差旅' }, /第 2 行的金额不对/],
    ['a red letter without an original', { invoiceKind: 'red', originalNumber: '1' }, /没有查到这张原发票/],
  ])('%s -> refused with the reason, and nothing is kept', async (_name, form, zh) => {
    await expect(city.client.submitCase(askDigital(form))).rejects.toMatchObject(refusal(zh));
    expect(await ledgerOf('digital_invoice_issued')).toEqual([]);
    const { values } = await city.client.prefill({
      ...{ itemCode: digital, idNumber: zhang.idNumber, terminalId },
      creditCode: technology.creditCode,
    });
    expect(values.quota).toBe('500000.00');
  });

  it('red letters take back no more than their original, all of them together', async () => {
    const original = await city.client.submitCase(askDigital({}));
    const originalNumber = original.certificate?.certificateNumber ?? '';
    const red = (line1Amount: string, more = {}) =>
      city.client.submitCase(askDigital({ invoiceKind: 'red', originalNumber, line1Amount, ...more }));
    await expect(red('1000.51')).rejects.toMatchObject(refusal(/红字金额超过原发票.*1000\.50/));
    await expect(red('1', { buyerCreditCode: shop.creditCode })).rejects.toMatchObject(refusal(/不一致/));
    const first = await red('1000');
    expect(first.certificate?.rows).toContainEqual({ label: '合计金额（元）', value: '-1000.00' });
    await expect(red('0.51')).rejects.toMatchObject(refusal(/最多还可以冲 0\.50 元/));
    expect(await ledgerOf('digital_invoice_issued')).toHaveLength(2);
  });

  it('every blue invoice takes from the quota, to the last fen and no further', () => {
    const draft = readInvoiceForm({ ...goodForm, line1Amount: '10' }, 'general');
    if (!draft.ok) throw new Error('the form is good');
    expect(judgeQuota(draft.value, 1000).ok).toBe(true);
    expect(judgeQuota(draft.value, 999).ok).toBe(false);
  });

  it('a number has twenty digits at the first and at the last serial', () => {
    expect(formatDigitalInvoiceNumber(2026, '31', 1)).toBe('26312000000000000001');
    expect(formatDigitalInvoiceNumber(2099, '31', 999_999_999_999_999)).toHaveLength(20);
  });
});
