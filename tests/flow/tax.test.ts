import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stack, startStack } from '../../build/stack.ts';
import { type CityControl, connectCityControl } from '../../city/index.ts';
import { itemCodeSchema } from '../../contract/words.ts';
import { type BenchConnection, connectBench } from '../../devices/bench/index.ts';
import { compareLedgers } from '../resident/ledgers.ts';
import { Window } from './window.ts';

const paperInvoices = itemCodeSchema.parse('312000990005');
const digitalInvoice = itemCodeSchema.parse('312000990006');
const company = '91310199MA0DEM003G';
const otherCompany = '91310199MA0YANG05M';
const agent = 'zhang-ceshi';
const deliveryDeadlineMs = 60_000;

/** The tax clerk's door, with all processes and devices, without a browser. */
describe('a terminal with paper invoices', () => {
  let stack: Stack;
  let bench: BenchConnection;
  let city: CityControl;
  let window: Window;

  beforeAll(async () => {
    stack = await startStack({ everyDevice: true, hopperHolds: 'invoices', dispenserMoveMs: 20 });
    bench = await connectBench(stack.benchControlUrl);
    city = connectCityControl(stack.cityControlUrl);
    window = await Window.open(stack.terminalUrl);
    await window.screen('welcome');
  }, 60_000);
  afterAll(async () => {
    window.close();
    bench.close();
    await stack.stop();
  });

  async function actForCompany(): Promise<void> {
    await window.client.session.begin(window.act);
    await window.screen('identification', (screen) => screen.methods.every((each) => each.available));
    await window.client.identification.chooseMethod({ ...window.act, method: 'company' });
  }

  async function identifyByLicence(): Promise<void> {
    await actForCompany();
    await bench.bench.phone.showBusinessLicence({ personId: agent, creditCode: company });
  }

  async function askFor(quantity: string): Promise<void> {
    await window.screen('item_list', (screen) =>
      screen.items.some((item) => item.itemCode === paperInvoices && !item.unavailable),
    );
    await window.client.item.choose({ ...window.act, itemCode: paperInvoices });
    await window.screen('form');
    await window.client.form.submit({ ...window.act, values: { quantity } });
    await window.screen('summary');
    await window.client.case.submit(window.act);
  }

  /** Takes each invoice as the screen asks for it, up to this one, and holds it before the scanner. */
  async function take(upTo: number): Promise<void> {
    for (let place = 1; place <= upTo; place++) {
      await itemAtGate();
      await bench.bench.dispenser.take();
      await bench.bench.dispenser.holdUp();
    }
  }

  async function itemAtGate(): Promise<void> {
    for await (const { dispenser } of await bench.bench.watch()) {
      if (dispenser.item?.place === 'gate') return;
    }
  }

  async function end(): Promise<void> {
    await window.client.session.end({ requestId: crypto.randomUUID() });
    await window.screen('welcome');
  }

  async function counted(sales: number) {
    const figures = async () => (await city.readLedger()).filter(({ type }) => type === 'invoices_counted');
    await expect.poll(async () => (await figures()).length, { timeout: 30_000 }).toBe(sales);
    return (await figures()).at(-1);
  }

  const ledgers = () => compareLedgers({ stack, bench: bench.bench, city });

  it('a person whom the company has not named is told so, and gets nowhere', async () => {
    await actForCompany();
    await window.client.identification.nameCompany({ ...window.act, creditCode: '91310199MA0DEM003H' });
    await window.screen('identification', ({ problem }) => problem === 'credit_code_wrong');
    await window.client.identification.nameCompany({ ...window.act, creditCode: otherCompany });
    await window.screen('identification', ({ creditCode }) => creditCode === otherCompany);
    await bench.bench.card.lay({ personId: agent });
    await window.screen('identification', ({ problem }) => problem === 'agent_not_authorised');
    await bench.bench.card.lift();
    await end();
  });

  it('the clerk takes five invoices one by one -> five sold, five out, the company holds them', async () => {
    await identifyByLicence();
    await askFor('5');
    await take(5);
    const outcome = await window.screen('outcome', () => true, deliveryDeadlineMs);
    expect(outcome.deliverables).toMatchObject([
      { kind: 'invoice', state: 'done', pieces: { out: 5, count: 5, checked: 5 } },
      { kind: 'receipt', state: 'done' },
    ]);
    await end();
    expect(await counted(1)).toMatchObject({ handedOut: 5, unclear: 0, returned: 0 });
    expect(await ledgers()).toEqual([]);
  });

  it('a digital invoice -> on A4, its original behind the code on the screen, both with the same number', async () => {
    await identifyByLicence();
    await window.screen('item_list', ({ items }) =>
      items.some((item) => item.itemCode === digitalInvoice && !item.unavailable),
    );
    await window.client.item.choose({ ...window.act, itemCode: digitalInvoice });
    await window.screen('form');
    const values = {
      ...{ invoiceKind: 'blue', buyerName: '样本餐饮管理有限公司', buyerCreditCode: otherCompany },
      ...{ line1Name: '技术服务', line1Amount: '1000.50', line1Rate: '6' },
    };
    const wrong = { ...values, buyerCreditCode: '91310199MA0YANG05N' };
    await window.client.form.submit({ ...window.act, values: wrong });
    await window.screen('form', ({ problems }) => problems['buyerCreditCode'] === 'not_a_credit_code');
    await window.client.form.submit({ ...window.act, values });
    await window.screen('summary');
    await window.client.case.submit(window.act);
    const outcome = await window.screen('outcome', () => true, deliveryDeadlineMs);
    expect(outcome.deliverables).toMatchObject([{ kind: 'certificate', state: 'done' }, { kind: 'receipt' }]);
    const xml = await (await fetch(outcome.original?.url ?? '')).text();
    const issued = (await city.readLedger()).filter(({ type }) => type === 'digital_invoice_issued');
    expect(issued).toMatchObject([{ amountFen: 100_050, number: /<Number>(\d{20})</.exec(xml)?.[1] }]);
    expect((await bench.bench.readLedger()).filter(({ type }) => type === 'sheets_out')).toHaveLength(1);
    await end();
    expect(await ledgers()).toEqual([]);
  });

  it('more taken back than was invoiced -> refused with the reason, nothing issued, and no name or code in any log', async () => {
    const issued = async () =>
      (await city.readLedger()).flatMap((entry) => (entry.type === 'digital_invoice_issued' ? [entry] : []));
    const [original] = await issued();
    await identifyByLicence();
    await window.screen('item_list', ({ items }) => items.some((item) => item.itemCode === digitalInvoice));
    await window.client.item.choose({ ...window.act, itemCode: digitalInvoice });
    await window.screen('form');
    const buyer = { buyerName: '样本餐饮管理有限公司', buyerCreditCode: otherCompany };
    const values = {
      ...{ ...buyer, invoiceKind: 'red', originalNumber: original?.number ?? '' },
      ...{ line1Name: '技术服务', line1Amount: '1000.51', line1Rate: '6' },
    };
    const impossible = { ...values, line1Rate: '17' };
    await window.client.form.submit({ ...window.act, values: impossible });
    await window.screen('form', ({ problems }) => problems['line1Rate'] === 'not_an_option');
    await window.client.form.submit({ ...window.act, values });
    await window.screen('summary');
    await window.client.case.submit(window.act);
    const { acceptance } = await window.screen('outcome', () => true, deliveryDeadlineMs);
    expect(acceptance).toMatchObject({
      state: 'refused',
      reason: { zh: expect.stringContaining('红字金额超过原发票') },
    });
    await end();
    expect(await issued()).toHaveLength(1);
    const logs = ['terminal', 'city', 'bench'].map((name) =>
      readFileSync(join(stack.directory, 'logs', `${name}.log`), 'utf8'),
    );
    for (const secret of [...Object.values(buyer), company, '技术服务', '张测试', '310199198803150173']) {
      expect(logs.join()).not.toContain(secret);
    }
  });

  it('a jam after the third of five -> three are out, two went back, a person has the task, the ledgers agree', async () => {
    await actForCompany();
    await window.client.identification.nameCompany({ ...window.act, creditCode: company });
    await window.screen('identification', ({ creditCode }) => creditCode === company);
    await bench.bench.card.lay({ personId: agent });
    await window.screen('item_list');
    await bench.bench.card.lift();
    await askFor('5');
    await take(2);
    await itemAtGate();
    await bench.bench.dispenser.jam({ phase: 'feed' });
    await take(1);
    const outcome = await window.screen('outcome', ({ claim }) => claim !== null, deliveryDeadlineMs);
    expect(outcome.deliverables[0]).toMatchObject({
      kind: 'invoice',
      state: expect.stringMatching(/failed|unknown/),
      pieces: { out: 3, count: 5 },
    });
    await end();
    expect(await counted(2)).toMatchObject({ handedOut: 3, unclear: 0, returned: 2 });
    expect(await ledgers()).toEqual([]);
  });

  it('until somebody has counted what lies in the machine, it sells no more', async () => {
    await bench.bench.dispenser.clearJam();
    await identifyByLicence();
    await window.screen('item_list', (screen) =>
      screen.items.some((item) => item.itemCode === paperInvoices && !item.unavailable),
    );
    await window.client.item.choose({ ...window.act, itemCode: paperInvoices });
    await window.screen('item_list', ({ refusal }) => refusal !== null);
    await city.loadInvoices({ firstNumber: '10000010' });
    await bench.bench.dispenser.loadInvoices({ firstNumber: '10000010' });
    await window.client.item.choose({ ...window.act, itemCode: paperInvoices });
    await window.screen('form');
    await end();
  });

  it('a code that cannot be read holds nobody up; an invoice with another number stops the sale', async () => {
    await identifyByLicence();
    await askFor('3');
    await itemAtGate();
    await bench.bench.dispenser.take();
    await window.screen('delivery', ({ deliverables }) => deliverables[0]?.pieces?.toRead === true);
    await window.client.delivery.skipReading(window.act);
    await itemAtGate();
    // Somebody has put another roll in: what lies at the gate is not what was sold.
    await bench.bench.dispenser.loadInvoices({ firstNumber: '10000500' });
    await take(1);
    const outcome = await window.screen('outcome', ({ claim }) => claim !== null, deliveryDeadlineMs);
    expect(outcome.deliverables[0]).toMatchObject({
      state: 'failed',
      told: { zh: expect.stringContaining('号码不对') },
      pieces: { out: 1, count: 3, checked: 0 },
    });
    await end();
    expect(await counted(3)).toMatchObject({ handedOut: 1, unclear: 1, returned: 1 });
    expect(await ledgers()).toEqual([]);
  });
});
