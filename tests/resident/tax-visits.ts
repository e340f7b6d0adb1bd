import type { Resident } from './resident.ts';
import { personNamed } from './stage.ts';

/** The tax clerk of the played visits, and the company the clerk acts for. */
export const clerk = 'zhang-ceshi';
export const company = '91310199MA0DEM003G';
const newRepresentative = 'wang-yangben';

export const remoteHandlingCode = '312000990007';
const remoteResultsCode = '312000990008';

const paperInvoicesCode = '312000990005';
const digitalInvoiceCode = '312000990006';
const buyer = '91310199MA0YANG05M';

/** From the list of items to so many paper invoices in hand, with the receipt. */
export async function takePaperInvoices(resident: Resident, count: number): Promise<string> {
  await resident.choose(paperInvoicesCode, 'form');
  await resident.pick('quantity', String(count));
  await resident.submitForm('summary');
  await resident.submitAndTakeInvoices(count);
  return resident.collect();
}

/** From the list of items to the invoice on paper, its original behind the code on the screen. */
export async function issueDigitalInvoice(resident: Resident): Promise<string> {
  await resident.choose(digitalInvoiceCode, 'form');
  await resident.pick('invoiceKind', 'blue');
  await resident.typeChinese('buyerName', [
    { pinyin: 'yangben', take: '样本' },
    { pinyin: 'canyin', take: '餐饮' },
    { pinyin: 'guanli', take: '管理' },
    { pinyin: 'youxiangongsi', take: '有限公司' },
  ]);
  await resident.closeKeyboard();
  await resident.typeCode('buyerCreditCode', buyer);
  await resident.closeKeyboard();
  await resident.typeChinese('line1Name', [{ pinyin: 'jishufuwu', take: '技术服务' }]);
  await resident.closeKeyboard();
  await resident.typeDigits('line1Amount', '1000.50');
  await resident.closeKeyboard();
  await resident.pick('line1Rate', '6');
  await resident.submitForm('summary');
  return resident.submitAndCollect();
}

/** From the list of items to the screen that says that an officer is looking at it. */
export async function handInForOfficer(resident: Resident): Promise<void> {
  const { card } = personNamed(newRepresentative);
  await resident.choose(remoteHandlingCode, 'form');
  await resident.typeChinese('representativeName', [{ pinyin: 'wangyangben', take: card.name }]);
  await resident.closeKeyboard();
  await resident.typeDigits('representativeIdNumber', card.idNumber);
  await resident.closeKeyboard();
  await resident.submitForm('material');
  for (const [person, next] of [
    [newRepresentative, 'material'],
    [clerk, 'signature'],
  ] as const) {
    const verdict = await resident.showMaterial(`id-card-${person}`);
    if (verdict !== 'match') throw new Error(`the pre-check answered ${verdict} to the ID card of ${person}`);
    await resident.acceptMaterial(next);
  }
  await resident.sign();
  await resident.submitForReview();
}

/** From the list of items to what became of the last case handed in. */
export async function lookUpResult(resident: Resident, caseId: string): Promise<string> {
  await resident.choose(remoteResultsCode, 'form');
  await resident.pick('handedIn', caseId);
  await resident.submitForm('summary');
  return resident.submitAndCollect();
}
