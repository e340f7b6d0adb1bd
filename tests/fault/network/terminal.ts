import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { itemCodes, startTestCity, type TestCity } from '../../../city/test-city.ts';
import { type Clock, systemClock, systemRandom } from '../../../contract/clock.ts';
import type { CaseId } from '../../../contract/words.ts';
import { Journal, openDatabase, readJournalReport, Vault } from '../../../db/index.ts';
import { CaseRunner, type EffectPorts, findViolations } from '../../../main/core/cases/index.ts';
import { ModelDevices } from '../../../main/core/cases/model-devices.ts';
import { applicant, items, submissionFor } from '../../../main/core/cases/model-world.ts';
import { cityEffects, cityPayment, connectCity } from '../../../main/core/city/index.ts';
import { type FaultyLine, startFaultyLine } from './faulty-line.ts';

/** Back-offs of a minute pass in a second and a half. */
const speed = 40;
const fastClock: Clock = {
  wallMs: () => systemClock.wallMs() * speed,
  monotonicMs: () => systemClock.monotonicMs() * speed,
  after: (delayMs, callback) => systemClock.after(delayMs / speed, callback),
};
/** Of one call to the city, in true time. */
export const callTimeoutMs = 1000;

const notHere = (): Promise<never> => Promise.reject(new Error('no such device'));

/** The case engine with its journal, the embedded city, and a line between them on which things go wrong. */
export interface NetworkRig {
  runner: CaseRunner;
  line: FaultyLine;
  city: TestCity;
  failures: unknown[];
  /** A resident confirms an application that may wait. */
  beginCase(): CaseId;
  /** The same, and leaves at once. */
  leaveCase(): CaseId;
  report(): ReturnType<typeof readJournalReport>;
  violations(): Promise<unknown[]>;
  accepted(): Promise<string[]>;
  /** Whether anything that identifies the applicant lies on the disk in clear. */
  diskTells(text: string): boolean;
  stop(): Promise<void>;
}

export async function startNetworkRig(): Promise<NetworkRig> {
  const directory = mkdtempSync(join(tmpdir(), 'budayang-network-'));
  const city = await startTestCity();
  const line = await startFaultyLine(city.baseUrl);
  const opened = openDatabase(join(directory, 'journal.sqlite'));
  if (!opened.ok) throw new Error(opened.error.kind);
  const database = opened.value;
  const journal = new Journal(database);
  const devices = new ModelDevices(() => systemClock.wallMs());
  const connection = connectCity({ baseUrl: line.baseUrl, timeoutMs: callTimeoutMs });
  const failures: unknown[] = [];
  const runner = new CaseRunner({
    journal,
    vault: new Vault(crypto.getRandomValues(new Uint8Array(32))),
    ports: {
      ...cityEffects(connection, 'DEMO-0001'),
      payment: cityPayment(connection, 'DEMO-0001'),
      ...printerOnly(devices),
    },
    clock: fastClock,
    random: systemRandom,
    terminal: { terminalName: { zh: '试验终端', en: 'Test terminal' }, helpPhone: '12345' },
    claimCost: 2,
    onFailure: (error) => failures.push(error),
  });
  runner.start();
  const report = () => readJournalReport(database);
  const beginCase = () =>
    runner.beginCase({ item: items.application, submission: applicationOf(), language: 'zh' });
  return {
    runner,
    line,
    city,
    failures,
    beginCase,
    leaveCase() {
      const caseId = beginCase();
      runner.sessionEnded(caseId);
      return caseId;
    },
    report,
    violations: async () => findViolations(report(), devices.ledger, await city.control.readLedger()),
    accepted: async () =>
      (await city.control.readLedger()).flatMap((entry) =>
        entry.type === 'case_accepted' ? [entry.caseId] : [],
      ),
    diskTells: (text) =>
      readdirSync(directory).some((name) => readFileSync(join(directory, name)).includes(text)),
    async stop() {
      runner.stop();
      database.close();
      await line.stop();
      await city.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The embedded city takes a query without pictures; what it says to it matters nothing here. */
function applicationOf(): ReturnType<typeof submissionFor> {
  return {
    ...submissionFor('application'),
    itemCode: itemCodes.pension,
    applicant,
    form: { period: '12', purpose: 'own_records' },
  };
}

function printerOnly(
  devices: ModelDevices,
): Omit<EffectPorts, keyof ReturnType<typeof cityEffects> | 'payment'> {
  return {
    print: async (jobId, document) => devices.print(jobId, document),
    lookUpJob: async (jobId) => devices.lookUpJob(jobId),
    cancelJob: async (jobId) => devices.cancelJob(jobId),
    readCutCount: async () => devices.readCutCount(),
    powerSession: () => devices.powerSession,
    documentPrinterReady: () => false,
    openCell: notHere,
    lookUpOpening: notHere,
    readDoor: notHere,
    drawDocument: notHere,
    printPage: notHere,
    lookUpPage: notHere,
    readSheetCount: notHere,
    gateIsEmpty: notHere,
    readInvoiceCode: notHere,
    dispenseItem: notHere,
    captureItem: notHere,
    lookUpItem: notHere,
    readItemSensors: notHere,
    openDoor: notHere,
    lookUpDoor: notHere,
  };
}
