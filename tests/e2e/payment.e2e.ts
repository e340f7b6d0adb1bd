import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../resident/browser.ts';
import { compareLedgers } from '../resident/ledgers.ts';
import { reachPayment } from '../resident/scenarios.ts';
import { type Stage, setStage } from '../resident/stage.ts';

const run = promisify(execFile);

describe('paying', () => {
  let stage: Stage;
  let page: Page;

  beforeAll(async () => {
    stage = await setStage({});
    page = await stage.openWindow();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    await stage.city.setPaymentMishap({ mishap: 'none' });
    await stage.city.setConditions({ reachable: true, delayMs: 0 });
    await stage.bench.printer.setPaper({ paper: 'full' });
    await stage.bench.scanner.hide();
    await stage.bench.card.lift();
    await endSession(page);
    await page.locator('[data-network="online"]').waitFor();
  });

  const problem = (name: string) => page.locator(`[data-pay-problem="${name}"]`).waitFor({ timeout: 15_000 });
  const outcome = (name: string) => page.locator(`[data-payment="${name}"]`).waitFor({ timeout: 20_000 });
  const money = async () =>
    (await stage.city.readLedger()).flatMap((entry) =>
      entry.type === 'payment_taken' || entry.type === 'payment_returned' ? [entry.type] : [],
    );
  const seenOnPhone = async () =>
    (await stage.city.readLedger()).flatMap((entry) => (entry.type === 'phone_notified' ? [entry.saw] : []));

  it('too little on the account -> nothing taken, another code pays, and the paper comes out', async () => {
    const before = await money();
    const resident = stage.resident(page, 'li-shili');
    await reachPayment(resident);
    await resident.showPaymentCode('insufficient');
    await problem('insufficient_balance');
    await resident.payByCode();
    await resident.collect();
    await resident.rate(null);
    expect((await money()).slice(before.length)).toEqual(['payment_taken']);
    expect(await compareLedgers(stage)).toEqual([]);
  });

  it('the phone asks for a password -> the screen says so; entered -> paid', async () => {
    const resident = stage.resident(page, 'li-shili');
    await reachPayment(resident);
    await resident.showPaymentCode('needs_password');
    await page.locator('[data-pay-phase="confirmOnPhone"]').waitFor({ timeout: 15_000 });
    await stage.bench.phone.answerPasswordQuestion({ personId: 'li-shili', agree: true });
    await resident.waitFor('delivery', 'outcome');
    await resident.collect();
    await resident.rate(null);
    expect((await seenOnPhone()).slice(-2)).toEqual(['password_asked', 'paid']);
    expect(await compareLedgers(stage)).toEqual([]);
  });

  it('a code that is no payment code -> told so, nothing asked of the city', async () => {
    const before = await money();
    const resident = stage.resident(page, 'zhang-ceshi');
    await reachPayment(resident);
    await stage.bench.phone.showCityCode({ personId: 'zhang-ceshi' });
    await problem('not_a_payment_code');
    await resident.touch('pay-decline');
    await resident.waitFor('outcome');
    await outcome('unpaid');
    await resident.rate(null);
    expect(await money()).toEqual(before);
    expect(await compareLedgers(stage)).toEqual([]);
  });

  it('the QR shown, then the other way -> the QR can no longer be paid', async () => {
    const resident = stage.resident(page, 'li-shili');
    await reachPayment(resident);
    const text = await resident.askForQr();
    await resident.touch('pay-code');
    await page.locator('[data-pay-phase="code"]').waitFor({ timeout: 15_000 });
    await expect(resident.scanQr(text)).rejects.toThrow('cannot be paid');
    await resident.payByCode();
    await resident.collect();
    await resident.rate(null);
    expect(await compareLedgers(stage)).toEqual([]);
  });

  it('another amount from the city -> nothing handed out, a slip to claim with, and a person has the task', async () => {
    const resident = stage.resident(page, 'wang-yangben');
    await reachPayment(resident);
    await stage.city.setPaymentMishap({ mishap: 'other_amount' });
    await resident.showPaymentCode('sufficient');
    await outcome('unclear');
    await page.locator('[data-payment="unclear"]', { hasText: '付款单号' }).waitFor();
    await resident.rate(null);
    expect(await compareLedgers(stage)).toEqual([]);
  });

  it('paid, and the printer is dead -> the money goes back, and screen, phone and ledgers say so', async () => {
    const before = await money();
    const resident = stage.resident(page, 'zhang-ceshi');
    await reachPayment(resident);
    const text = await resident.askForQr();
    await stage.bench.printer.setPaper({ paper: 'out' });
    await resident.scanQr(text);
    await page.locator('[data-suspension="printer_out_of_paper"]').waitFor({ timeout: 15_000 });
    await resident.touch('delivery-leave');
    await resident.waitFor('outcome');
    await outcome('returned');
    await resident.rate(null);
    expect((await money()).slice(before.length)).toEqual(['payment_taken', 'payment_returned']);
    expect((await seenOnPhone()).at(-1)).toBe('returned');
    expect(await compareLedgers(stage)).toEqual([]);
  });

  it('answers about money lost -> asked, not charged again; the paper comes out once', async () => {
    const before = await money();
    const resident = stage.resident(page, 'li-shili');
    await reachPayment(resident);
    await stage.city.setPaymentMishap({ mishap: 'lost', answers: 2 });
    await resident.payByCode();
    await resident.collect();
    await resident.rate(null);
    expect((await money()).slice(before.length)).toEqual(['payment_taken']);
    expect(await compareLedgers(stage)).toEqual([]);
  });

  it('core killed while the QR is shown -> the order is closed, nothing can be taken by it', async () => {
    const resident = stage.resident(page, 'li-shili');
    await reachPayment(resident);
    const text = await resident.askForQr();
    const pid = stage.stack.corePid();
    process.kill(pid, 'SIGKILL');
    await stage.stack.nextCoreReady(pid);
    await resident.waitFor('interrupted');
    await resident.touch('interrupted-identify');
    await resident.waitFor('identification');
    await resident.identifyByCityCode('resumable');
    await resident.touch('case-resume');
    await resident.waitFor('payment');
    await problem('timed_out');
    await expect(resident.scanQr(text)).rejects.toThrow('cannot be paid');
    expect(await compareLedgers(stage)).toEqual([]);
  });

  it('the day reconciled by hand -> journal and city agree but for the answer nobody believed', async () => {
    const entry = 'main/core/reconciliation/cli.ts';
    const parameters = [entry, '--config', stage.stack.configPath, '--json'];
    const compared = await run(process.execPath, parameters).catch((error: { stdout: string }) => error);
    expect(JSON.parse(compared.stdout)).toMatchObject({
      findings: [{ kind: 'only_theirs', line: 'payment', theirFen: 1000 }],
    });
  });
});
