import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { cityContract, type Submission, submissionSchema } from '../contract/city.ts';
import { officerContract } from '../contract/officer.ts';
import { prepareCitySetup } from './config.ts';
import { type CityControl, connectCityControl } from './control-client.ts';
import { type CityPorts, type RunningCity, startCity } from './start-city.ts';

export const zhang = { name: '张测试', idNumber: '310199198803150173' };
export const li = { name: '李示例', idNumber: '310199199511020240' };
/** Ninety years old, long retired. */
export const wang = { name: '王样本', idNumber: '310199193606080310' };

export const officerToken = 'officers-of-the-test-city-0123456789';

export const terminalId = submissionSchema.shape.terminalId.parse('DEMO-0001');
export const itemCodes = {
  pension: submissionSchema.shape.itemCode.parse('312000990001'),
  residence: submissionSchema.shape.itemCode.parse('312000083000'),
  pickup: submissionSchema.shape.itemCode.parse('312000990002'),
  seniorCard: submissionSchema.shape.itemCode.parse('312000990004'),
};

export type CityClient = ContractRouterClient<typeof cityContract>;

export interface TestCity extends RunningCity {
  client: CityClient;
  control: CityControl;
  failures: unknown[];
  /** The same ledger in a new city, as after a power cut. */
  restart(): Promise<TestCity>;
}

export function connectClient(baseUrl: string): CityClient {
  return createORPCClient(new OpenAPILink(cityContract, { url: baseUrl }));
}

/** The desk of officers with this token. */
export function connectOfficers(
  baseUrl: string,
  token = officerToken,
): ContractRouterClient<typeof officerContract> {
  const headers = { authorization: `Bearer ${token}` };
  return createORPCClient(new OpenAPILink(officerContract, { url: baseUrl, headers }));
}

/** A city on free ports with a ledger of its own, removed by `stop`. */
export async function startTestCity(ports: Partial<CityPorts> = {}, folder?: string): Promise<TestCity> {
  const directory = folder ?? (await mkdtemp(join(tmpdir(), 'city-')));
  const ledgerFile = join(directory, 'city.sqlite');
  const setup = await prepareCitySetup({ port: 0, controlPort: 0, ledgerFile, officerToken });
  if (!setup.ok) throw new Error(setup.error.join('\n'));
  const failures: unknown[] = [];
  const city = await startCity(setup.value, { onFailure: (error) => failures.push(error), ...ports });
  return {
    ...city,
    client: connectClient(city.baseUrl),
    control: connectCityControl(city.controlUrl),
    failures,
    async stop() {
      await city.stop();
      await rm(directory, { recursive: true });
    },
    async restart() {
      await city.stop();
      return startTestCity(ports, directory);
    },
  };
}

export function makeSubmission(change: Partial<Submission> = {}): Submission {
  return {
    caseId: submissionSchema.shape.caseId.parse(randomUUID()),
    terminalId,
    itemCode: itemCodes.pension,
    itemVersion: 1,
    identification: 'id-card',
    applicant: zhang,
    company: null,
    form: { period: '12', purpose: 'own_records' },
    materials: [],
    document: null,
    signature: null,
    signedAt: '2026-11-22T02:00:00.000Z',
    ...change,
  };
}

export function makeResidenceSubmission(change: Partial<Submission> = {}): Submission {
  const page = Buffer.from('a picture of a page');
  return makeSubmission({
    itemCode: itemCodes.residence,
    form: {
      applicantName: zhang.name,
      idNumber: zhang.idNumber,
      residenceAddress: '样板路66弄5号1101室',
      mobilePhone: '19900000001',
      housingKind: 'rented',
    },
    materials: [
      {
        materialCode: 'HOUSEHOLD-REGISTER-PAGE',
        sha256: createHash('sha256').update(page).digest('hex'),
        precheck: 'match',
        imageBase64: page.toString('base64'),
      },
    ],
    signature: {
      drawnOn: 'screen',
      aspectRatio: 2,
      strokes: [
        [
          { x: 0.1, y: 0.2, pressure: 0.5, timeMs: 0 },
          { x: 0.3, y: 0.4, pressure: 0.5, timeMs: 16 },
        ],
      ],
    },
    ...change,
  });
}
