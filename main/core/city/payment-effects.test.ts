import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type CityControl,
  connectCityControl,
  prepareCitySetup,
  type RunningCity,
  startCity,
} from '../../../city/index.ts';
import { submissionSchema } from '../../../contract/city.ts';
import { orderNumberSchema } from '../../../contract/payment.ts';
import type { ChargeRequest, PaymentPort } from '../cases/index.ts';
import { connectCity } from './client.ts';
import { cityPayment } from './payment-effects.ts';
import { redactAnswer } from './redact-answer.ts';

let directory: string;
let city: RunningCity;
let control: CityControl;
let payment: PaymentPort;
let request: ChargeRequest;
const { signal } = new AbortController();

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'payment-'));
  const setup = await prepareCitySetup({
    ...{ port: 0, controlPort: 0, ledgerFile: join(directory, 'city.sqlite') },
  });
  if (!setup.ok) throw new Error(setup.error.join());
  city = await startCity(setup.value);
  control = connectCityControl(city.controlUrl);
  const connection = connectCity({ baseUrl: city.baseUrl, timeoutMs: 2000 });
  payment = cityPayment(connection, 'T-001');
  const submission = submissionSchema.parse({
    ...{ caseId: randomUUID(), terminalId: 'T-001', itemCode: '312000990003', itemVersion: 1 },
    ...{ identification: 'id-card', applicant: { name: '张测试', idNumber: '310199198803150173' } },
    ...{ form: { purpose: 'loan' }, materials: [], signature: null, signedAt: '2026-11-22T02:00:00.000Z' },
  });
  await connection.submitCase(submission);
  const { caseId, itemCode } = submission;
  const orderNumber = orderNumberSchema.parse(randomUUID().replaceAll('-', '').toUpperCase());
  request = { caseId, itemCode, amountFen: 1000, orderNumber };
});
afterEach(async () => {
  await city.stop();
  await rm(directory, { recursive: true });
});

const code = async () => (await control.showPaymentCode({ personId: 'zhang-ceshi' })).code;

describe('what the city answers about money', () => {
  it('a charge, and what it was afterwards', async () => {
    expect(await payment.chargeByCode(request, await code(), signal)).toMatchObject({
      kind: 'order',
      order: { status: 'paid' },
    });
    const refundNumber = orderNumberSchema.parse('E'.repeat(32));
    expect(await payment.refund({ ...request, refundNumber }, signal)).toMatchObject({ kind: 'refund' });
    expect(await payment.query(orderNumberSchema.parse('0'.repeat(32)), signal)).toEqual({
      kind: 'unknown_order',
    });
  });

  it.each([
    ['lost', { kind: 'unheard' }],
    ['server_error', { kind: 'unheard', detail: 'http_500' }],
    ['other_amount', { kind: 'order', order: { amountFen: 999_999 } }],
    ['other_order', { kind: 'order', order: { orderNumber: 'F'.repeat(32) } }],
  ] as const)('%s', async (mishap, answer) => {
    await control.setPaymentMishap({ mishap });
    expect(await payment.chargeByCode(request, await code(), signal)).toMatchObject(answer);
  });

  it.each(['unknown_status', 'nonsense'] as const)(
    '%s -> kept for a person, without the payer it names',
    async (mishap) => {
      await control.setPaymentMishap({ mishap });
      const answer = await payment.chargeByCode(request, await code(), signal);
      expect(answer).toMatchObject({ kind: 'nonsense', detail: 'contract_mismatch' });
      const kept = JSON.stringify(answer);
      expect(kept).not.toContain('张');
      expect(kept).not.toContain('19900000001');
      if (mishap === 'unknown_status') expect(kept).toContain('half_paid');
    },
  );

  it('nobody there -> it certainly did not arrive', async () => {
    await control.setConditions({ reachable: false });
    expect(await payment.reverse(request, signal)).toMatchObject({ kind: 'not_sent' });
  });
});

it('no number and no text of a person survives the cleaning, wherever it stands', () => {
  const secrets = fc.constantFrom('张测试', '19900000001', '310199198803150173', '130012345678901234');
  const leaf = fc.oneof(
    secrets,
    secrets.map(Number).filter(Number.isFinite),
    fc.boolean(),
    fc.integer({ max: 9 }),
  );
  const keys = fc.constantFrom(
    'status',
    'failure',
    'code',
    'amountFen',
    'orderNumber',
    'paidAt',
    'payer',
    '张测试',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(leaf, fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(keys, tie('tree'))),
  }));
  fc.assert(
    fc.property(tree, (answer) => {
      expect(redactAnswer(answer)).not.toMatch(/张测试|19900000001|310199198803150|13001234567890/);
    }),
  );
});
