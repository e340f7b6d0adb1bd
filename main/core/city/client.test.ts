import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type CityControl,
  connectCityControl,
  prepareCitySetup,
  type RunningCity,
  startCity,
} from '../../../city/index.ts';
import { type Submission, submissionSchema } from '../../../contract/city.ts';
import { type CityConnection, connectCity } from './index.ts';

const terminalId = submissionSchema.shape.terminalId.parse('DEMO-0001');
const pickup = submissionSchema.shape.itemCode.parse('312000990002');
const zhang = { name: '张测试', idNumber: '310199198803150173' };

function makeSubmission(): Submission {
  return submissionSchema.parse({
    caseId: randomUUID(),
    terminalId,
    itemCode: '312000990001',
    itemVersion: 1,
    identification: 'id-card',
    applicant: zhang,
    form: { period: '12', purpose: 'own_records' },
    materials: [],
    signature: null,
    signedAt: '2026-11-22T02:00:00.000Z',
  });
}

describe('with the embedded city', () => {
  let directory: string;
  let city: RunningCity;
  let control: CityControl;
  let connection: CityConnection;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'city-'));
    const ledgerFile = join(directory, 'city.sqlite');
    const setup = await prepareCitySetup({ port: 0, controlPort: 0, ledgerFile });
    if (!setup.ok) throw new Error(setup.error.join('\n'));
    city = await startCity(setup.value);
    control = connectCityControl(city.controlUrl);
    connection = connectCity({ baseUrl: city.baseUrl, timeoutMs: 5000 });
  });
  afterAll(async () => {
    await city.stop();
    await rm(directory, { recursive: true });
  });
  beforeEach(() => control.setConditions({ reachable: true }));

  it('every call of the contract has its answer', async () => {
    const { code } = await control.showCodeOnPhone({ personId: 'zhang-ceshi' });
    expect(await connection.exchangeCityCode({ code, terminalId, purpose: 'identification' })).toMatchObject({
      kind: 'answer',
      value: zhang,
    });
    const prefill = await connection.prefill({ itemCode: pickup, idNumber: zhang.idNumber, terminalId });
    const parcelId = prefill.kind === 'answer' ? prefill.value.options.parcel?.[0]?.value : undefined;
    if (!parcelId) throw new Error('no parcel was offered');
    const submission = { ...makeSubmission(), itemCode: pickup, form: { parcel: parcelId } };
    const { caseId } = submission;
    const accepted = await connection.submitCase(submission);
    expect(accepted).toMatchObject({ kind: 'answer', value: { parcel: { parcelId } } });
    expect(await connection.lookUpCase({ caseId })).toEqual(accepted);
    const openedAt = '2026-11-22T02:01:00.000Z';
    expect(await connection.handOverParcel({ parcelId, caseId, openedAt })).toEqual({
      kind: 'answer',
      value: { handedOver: true },
    });
    expect(await connection.rate({ caseId, terminalId, level: 5, ratedAt: openedAt })).toEqual({
      kind: 'answer',
      value: { recorded: true },
    });
    expect(await connection.health()).toEqual({ kind: 'answer', value: { status: 'ok' } });
  });

  it('errors of the contract -> values with their data', async () => {
    expect(await connection.lookUpCase({ caseId: makeSubmission().caseId })).toMatchObject({
      kind: 'declared',
      code: 'CASE_UNKNOWN',
    });
    const prefill = await connection.prefill({
      itemCode: pickup,
      idNumber: '310199199511020240',
      terminalId,
    });
    expect(prefill).toMatchObject({
      kind: 'declared',
      code: 'ITEM_REFUSED',
      data: { reason: { zh: expect.stringContaining('没有') } },
    });
  });

  it('a picture of 8 MB -> arrives whole', async () => {
    const picture = Buffer.alloc(8 * 1024 * 1024, 0x5a);
    const submission: Submission = {
      ...makeSubmission(),
      itemCode: submissionSchema.shape.itemCode.parse('312000083000'),
      form: { residenceAddress: '测试路18号', mobilePhone: '19900000001' },
      signature: {
        drawnOn: 'screen',
        aspectRatio: 2,
        strokes: [
          [
            { x: 0, y: 0, pressure: 0.5, timeMs: 0 },
            { x: 1, y: 1, pressure: 0.5, timeMs: 9 },
          ],
        ],
      },
      materials: [
        {
          materialCode: 'HOUSEHOLD-REGISTER-PAGE',
          sha256: createHash('sha256').update(picture).digest('hex'),
          precheck: 'match',
          imageBase64: picture.toString('base64'),
        },
      ],
    };
    expect(await connection.submitCase(submission)).toMatchObject({ kind: 'answer' });
  });

  it('nobody listens -> unreachable, so certainly nothing arrived', async () => {
    await control.setConditions({ reachable: false });
    expect(await connection.submitCase(makeSubmission())).toEqual({
      kind: 'unreachable',
      detail: 'ECONNREFUSED',
    });
  });

  it('an answer too late -> timeout, and asking afterwards finds what was accepted', async () => {
    await control.setConditions({ reachable: true, delayMs: 60_000 });
    const submission = makeSubmission();
    expect(await connection.submitCase(submission, { timeoutMs: 300 })).toEqual({
      kind: 'timeout',
      detail: 'deadline',
    });
    await control.setConditions({ reachable: true });
    const found = await connection.lookUpCase({ caseId: submission.caseId });
    expect(found.kind).toBe('answer');
    expect(await connection.submitCase(submission)).toEqual(found);
  });

  it('the line cut before the answer -> timeout, because it may have arrived', async () => {
    await control.setConditions({ reachable: true, delayMs: 60_000 });
    const before = (await control.readLedger()).length;
    const reply = connection.submitCase(makeSubmission());
    await expect.poll(async () => (await control.readLedger()).length).toBe(before + 1);
    await control.setConditions({ reachable: false });
    expect((await reply).kind).toBe('timeout');
  });

  it('the resident leaves -> the call ends at once', async () => {
    await control.setConditions({ reachable: true, delayMs: 60_000 });
    const leaving = new AbortController();
    const reply = connection.health({ signal: leaving.signal });
    leaving.abort();
    expect(await reply).toEqual({ kind: 'cancelled' });
    expect(await connection.health({ signal: leaving.signal })).toEqual({ kind: 'cancelled' });
  });

  it('the city goes and comes back -> the watch tells it, a failing call sooner than its own turn', async () => {
    const told: { reachable: boolean; atMs: number }[] = [];
    const stop = connection.watchReachability((reachable) =>
      told.push({ reachable, atMs: performance.now() }),
    );
    await expect.poll(() => told.map(({ reachable }) => reachable)).toEqual([true]);
    const goneAtMs = performance.now();
    await control.setConditions({ reachable: false });
    await connection.health();
    await expect.poll(() => told.length).toBe(2);
    expect((told[1]?.atMs ?? 0) - goneAtMs).toBeLessThan(1500);
    await control.setConditions({ reachable: true });
    await expect.poll(() => told.length).toBe(3);
    stop();
    expect(told.map(({ reachable }) => reachable)).toEqual([true, false, true]);
  });
});

describe('with something else at the address of the city', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function ask(listener: RequestListener) {
    const other = createServer(listener);
    server = other;
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const connection = connectCity({ baseUrl: `http://127.0.0.1:${port}`, timeoutMs: 5000 });
    return connection.lookUpCase({ caseId: makeSubmission().caseId });
  }
  const json = { 'content-type': 'application/json' };

  it.each<{ what: string; kind: string; detail: string; listener: RequestListener }>([
    {
      what: 'a log-in page of a hotel network',
      kind: 'nonsense',
      detail: 'not_json',
      listener: (_request, response) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    },
    {
      what: 'a redirect',
      kind: 'nonsense',
      detail: 'not_json',
      listener: (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    },
    {
      what: 'an acceptance without a number',
      kind: 'nonsense',
      detail: 'contract_mismatch',
      listener: (_request, response) => response.writeHead(200, json).end('{"acceptedAt":"now"}'),
    },
    {
      what: 'half a message',
      kind: 'nonsense',
      detail: 'not_json',
      listener: (_request, response) => response.writeHead(200, json).end('{"acceptanceNu'),
    },
    {
      what: 'an error nobody declared',
      kind: 'nonsense',
      detail: 'http_404',
      listener: (_request, response) =>
        response.writeHead(404, json).end('{"defined":true,"code":"GONE_FISHING","status":404,"message":""}'),
    },
    {
      what: 'a bug of the city',
      kind: 'nonsense',
      detail: 'http_500',
      listener: (_request, response) => response.writeHead(500, json).end('{"code":"INTERNAL_SERVER_ERROR"}'),
    },
    {
      what: 'a gateway whose service is away',
      kind: 'timeout',
      detail: 'http_503',
      listener: (_request, response) =>
        response.writeHead(503, { 'content-type': 'text/html' }).end('<html>'),
    },
    {
      what: 'a line cut at once',
      kind: 'timeout',
      detail: 'UND_ERR_SOCKET',
      listener: (request) => request.socket.destroy(),
    },
    {
      what: 'a line cut in the middle of the answer',
      kind: 'timeout',
      detail: 'UND_ERR_SOCKET',
      listener: (request, response) => {
        response.writeHead(200, { ...json, 'content-length': 1000 });
        response.write('{"acceptanceNumber":', () => request.socket.destroy());
      },
    },
  ])('$what -> $kind ($detail)', async ({ listener, kind, detail }) => {
    expect(await ask(listener)).toMatchObject({ kind, detail });
  });
});
