import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { submissionSchema } from '../../../contract/city.ts';
import { cityEffects, connectCity, sessionCity } from './index.ts';

const caseId = submissionSchema.shape.caseId.parse('7d5f3a4e-9c0b-4f5e-8a86-1d2c3b4a5968');
const itemCode = submissionSchema.shape.itemCode.parse('312000990002');
const signal = new AbortController().signal;
const reason = { zh: '理由', en: 'reason' };
const submission = submissionSchema.parse({
  caseId,
  terminalId: 'DEMO-01',
  itemCode,
  itemVersion: 1,
  identification: 'id-card',
  applicant: { name: '张测试', idNumber: '310199198803150173' },
  form: {},
  materials: [],
  signature: null,
  signedAt: '2026-11-22T02:00:00.000Z',
});

/** A city that gives the same prepared answer to everything. */
const next = { status: 200, body: {} as unknown };
const server = createServer((_request, response) => {
  response.writeHead(next.status, { 'content-type': 'application/json' }).end(JSON.stringify(next.body));
});
let effects: ReturnType<typeof cityEffects>;
let session: ReturnType<typeof sessionCity>;

function prepare(status: number, code: string, data?: unknown): void {
  next.status = status;
  next.body = { defined: true, code, status, message: code, data };
}

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const city = connectCity({ baseUrl: `http://127.0.0.1:${port}`, timeoutMs: 5000 });
  effects = cityEffects(city, 'DEMO-01');
  session = sessionCity(city, 'DEMO-01');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => prepare(503, 'SERVICE_UNAVAILABLE'));

describe("the city's answers in the words of a case", () => {
  it('a refusal keeps its reason; another content under the id is a conflict', async () => {
    prepare(422, 'CASE_REFUSED', { reason });
    expect(await effects.submit(submission, signal)).toEqual({ kind: 'refused', reason });
    prepare(409, 'CASE_ID_CONFLICT');
    expect(await effects.submit(submission, signal)).toEqual({ kind: 'conflict' });
  });

  it('a case the city never got -> unknown, so it may be sent', async () => {
    prepare(404, 'CASE_UNKNOWN');
    expect(await effects.lookUpCase(caseId, signal)).toEqual({ kind: 'unknown_case' });
  });

  it('a 404 of something that is not the city -> not heard, so the case is not taken for unknown', async () => {
    prepare(404, 'NOT_FOUND');
    expect(await effects.lookUpCase(caseId, signal)).toEqual({ kind: 'unreachable', detail: 'http_404' });
  });

  it('a parcel another case took -> rejected for good', async () => {
    prepare(409, 'PARCEL_TAKEN_BY_OTHER');
    const handover = { caseId, parcelId: 'P-1', openedAt: '2026-11-22T02:00:00.000Z' };
    expect(await effects.handOverParcel(handover, signal)).toEqual({
      kind: 'rejected',
      detail: 'PARCEL_TAKEN_BY_OTHER',
    });
  });

  it('a gateway whose city is away -> every errand is kept for later', async () => {
    const rating = { caseId, level: 5, ratedAt: '2026-11-22T02:00:00.000Z' };
    const notHeard = { kind: 'unreachable', detail: 'http_503' };
    expect(await effects.rate(rating, signal)).toEqual(notHeard);
    expect(await effects.submit(submission, signal)).toEqual(notHeard);
  });
});

const zhang = { idNumber: '310199198803150173', creditCode: null };

describe("the city's answers in the words of a session", () => {
  it.each([
    [410, 'CITY_CODE_EXPIRED', 'code_expired'],
    [409, 'CITY_CODE_REPLAYED', 'code_replayed'],
    [404, 'CITY_CODE_UNKNOWN', 'code_unknown'],
  ])('%i %s -> %s', async (status, code, problem) => {
    prepare(status, code);
    expect(await session.exchangeCityCode('SSM1', signal)).toEqual({ kind: 'refused', problem });
  });

  it('an item refused for this person -> the reason the city gave', async () => {
    prepare(422, 'ITEM_REFUSED', { reason });
    expect(await session.prefill(itemCode, zhang, signal)).toEqual({
      kind: 'refused',
      reason,
    });
  });

  it('a city that is away -> unreachable', async () => {
    expect(await session.exchangeCityCode('SSM1', signal)).toEqual({ kind: 'unreachable' });
    expect(await session.prefill(itemCode, zhang, signal)).toEqual({ kind: 'unreachable' });
  });
});
