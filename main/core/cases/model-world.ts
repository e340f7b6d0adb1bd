import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServiceItem, serviceItemSchema } from '../../../contract/catalog.ts';
import { type Submission, submissionSchema } from '../../../contract/city.ts';
import { systemRandom } from '../../../contract/clock.ts';
import type { CaseId, IntentId } from '../../../contract/words.ts';
import { type Database, Journal, openDatabase, readJournalReport, Vault } from '../../../db/index.ts';
import { type Boundary, nameCalls, nameCommits } from '../boundaries/index.ts';
import type { CaseStart } from './case-desk.ts';
import { findViolations } from './invariants.ts';
import type { ActPorts } from './maintenance-acts.ts';
import { ModelCity } from './model-city.ts';
import { ModelClock } from './model-clock.ts';
import { ModelDevices } from './model-devices.ts';
import { ModelPayments } from './model-payments.ts';
import { ModelUnits } from './model-units.ts';
import { CaseRunner } from './runner.ts';

/** A program killed here leaves what it has written, also in memory; only a power cut needs a disk. */
const fastDirectory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Thrown through the dying program; whoever catches it is part of the test. */
export class Killed extends Error {}

interface Life {
  database: Database;
  runner: CaseRunner;
  start: CaseStart;
  alive: boolean;
}

/**
 * One terminal with its surroundings. The program lives one life after another over the same data
 * directory; city, devices and clock outlive it. A life can be ended at any boundary of a
 * transaction or of an effect, by number or by name.
 */
export class ModelWorld {
  readonly clock = new ModelClock();
  readonly city = new ModelCity(() => this.clock.wallMs());
  readonly devices = new ModelDevices(() => this.clock.wallMs());
  readonly payments = new ModelPayments(() => this.clock.wallMs());
  readonly units = new ModelUnits(() => this.clock.wallMs());
  readonly boundaries: string[] = [];
  readonly failures: unknown[] = [];
  readonly directory = mkdtempSync(join(fastDirectory, 'budayang-cases-'));
  /** Called at every boundary; true ends the life right there. */
  queueLimits = { cases: 5000, hours: 72 };
  touchedAtMs = Number.NEGATIVE_INFINITY;
  killAt: (name: string, index: number) => boolean = () => false;
  readonly #vaultKey = crypto.getRandomValues(new Uint8Array(32));
  #life: Life | null = null;

  get runner(): CaseRunner {
    if (!this.#life) throw new Error('the program is not running');
    return this.#life.runner;
  }

  get isRunning(): boolean {
    return this.#life !== null;
  }

  /** Starts the program; null if it is killed while starting. */
  start(): CaseStart | null {
    const opened = openDatabase(join(this.directory, 'terminal.db'));
    if (!opened.ok) throw new Error(`cannot open: ${JSON.stringify(opened.error)}`);
    const journal = new Journal(opened.value);
    const life: Partial<Life> & { alive: boolean } = { alive: true };
    const die = (): never => {
      life.alive = false;
      if (this.#life === life) this.kill();
      throw new Killed();
    };
    const boundary = (name: string) => {
      if (!life.alive) throw new Killed();
      this.boundaries.push(name);
      if (this.killAt(name, this.boundaries.length - 1)) die();
    };
    const runner = new CaseRunner({
      journal: mortal(nameCommits('journal', journal, boundary), () => life.alive),
      vault: new Vault(this.#vaultKey),
      ports: this.#ports(boundary, () => life.alive),
      clock: this.clock,
      random: systemRandom,
      terminal: { terminalName: { zh: '试验终端', en: 'Test terminal' }, helpPhone: '12345' },
      claimCost: 2,
      queueLimits: this.queueLimits,
      touchedAtMs: () => this.touchedAtMs,
      onFailure: (error) => {
        if (!(error instanceof Killed)) this.failures.push(error);
      },
    });
    try {
      const start = runner.start();
      start.settled.catch(() => {});
      this.#life = Object.assign(life, { database: opened.value, runner, start, alive: true });
      return start;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      opened.value.close();
      this.clock.skip(0);
      return null;
    }
  }

  /** Ends the program as `kill -9` does: nothing is told to anybody. */
  kill(): void {
    const life = this.#life;
    if (!life) return;
    life.alive = false;
    this.#life = null;
    life.database.close();
    this.clock.skip(0);
  }

  /** Lets everything happen that happens within `ms`. Ends early when the program was killed. */
  async run(ms: number): Promise<void> {
    const limitMs = this.clock.wallMs() + ms;
    do {
      await letPromisesSettle();
    } while (this.#fireNext(limitMs));
    this.clock.moveTo(limitMs);
  }

  /** Does one thing to the running program; being killed in the middle is part of it. */
  act(deed: (runner: CaseRunner) => void): void {
    if (!this.#life) return;
    try {
      deed(this.#life.runner);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }

  begin(kind: ItemKind): CaseId | null {
    let caseId: CaseId | null = null;
    this.act((runner) => {
      caseId = runner.beginCase({ item: items[kind], submission: submissionFor(kind), language: 'zh' });
    });
    return caseId;
  }

  report() {
    if (!this.#life) throw new Error('the program is not running');
    return readJournalReport(this.#life.database);
  }

  /** The middle of a sealed content, to be looked for on the disk. */
  sealedBytes(caseId: CaseId, kind: string): Uint8Array {
    if (!this.#life) throw new Error('the program is not running');
    const sealed = new Journal(this.#life.database).sealedContent(caseId, kind);
    if (!sealed) throw new Error(`no sealed ${kind}`);
    return sealed.ciphertext.subarray(0, 48);
  }

  violations() {
    const bench = [...this.devices.ledger, ...this.units.ledger];
    return findViolations(this.report(), bench, [...this.city.ledger, ...this.payments.ledger]);
  }

  close(): void {
    this.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }

  #fireNext(limitMs: number): boolean {
    try {
      return this.clock.fireNext(limitMs);
    } catch (error) {
      if (error instanceof Killed) return true;
      throw error;
    }
  }

  #ports(boundary: Boundary, isAlive: () => boolean): ActPorts {
    const { city, devices, payments, units } = this;
    const act = <Answer>(deed: () => Answer | Promise<Answer>) => Promise.resolve().then(deed);
    const outside: ActPorts = {
      submit: (submission) => act(() => city.submit(submission)),
      lookUpCase: (caseId) => act(() => city.lookUpCase(caseId)),
      countInvoices: (count) => act(() => city.countInvoices(count)),
      gateIsEmpty: (signal) => units.gateIsEmpty(signal),
      readInvoiceCode: (signal) => units.readInvoiceCode(signal),
      handOverParcel: (handover) => act(() => city.handOverParcel(handover)),
      rate: (rating) => act(() => city.rate(rating)),
      print: (jobId, document) => act(() => devices.print(jobId, document)),
      lookUpJob: (jobId) => act(() => devices.lookUpJob(jobId)),
      readCutCount: () => act(() => devices.readCutCount()),
      openCell: (commandId, cell) => act(() => devices.openCell(commandId, cell)),
      lookUpOpening: (commandId) => act(() => devices.lookUpOpening(commandId)),
      readDoor: (cell) => act(() => devices.readDoor(cell)),
      payment: {
        chargeByCode: (request, code) => act(() => payments.chargeByCode(request, code)),
        makeOrder: (request) => act(() => payments.makeOrder(request)),
        query: (orderNumber) => act(() => payments.query(orderNumber)),
        reverse: (request) => act(() => payments.reverse(request)),
        refund: (request) => act(() => payments.refund(request)),
      },
      openDoor: (commandId) => act(() => units.openDoor(commandId)),
      lookUpDoor: (commandId) => act(() => units.lookUp(commandId)),
      dispenseItem: (commandId) => act(() => units.dispenseItem(commandId)),
      captureItem: (commandId) => act(() => units.captureItem(commandId)),
      lookUpItem: ({ commandId }) => act(() => units.lookUp(commandId as IntentId)),
      readItemSensors: () => act(() => units.readItemSensors()),
      printPage: (jobId, { pages }) => act(() => units.printPage(jobId, pages)),
      lookUpPage: (jobId) => act(() => units.lookUp(jobId)),
      readSheetCount: () => act(() => units.readSheetCount()),
      lookUpDecision: (caseId) => act(() => city.lookUpDecision(caseId)),
      fetchLicence: (caseId) => act(() => city.fetchLicence(caseId)),
      notify: (caseId, subject) => act(() => city.notify(caseId, subject)),
      cancelJob: (jobId) => act(() => devices.cancelJob(jobId)),
      documentPrinterReady: () => units.hasDocumentPrinter,
      drawDocument: async () => ({ pdf: new Uint8Array(), pages: 2 }),
      powerSession: () => devices.powerSession,
    };
    const named = nameCalls(outside, boundary);
    return { ...mortalCalls(named, isAlive), payment: mortalCalls(named.payment, isAlive) };
  }
}

/** The journal of one life; a dead program reaches nothing of it. */
function mortal(journal: Journal, isAlive: () => boolean): Journal {
  return new Proxy(journal, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...input: unknown[]) => {
        if (!isAlive()) throw new Killed();
        return Reflect.apply(value, target, input);
      };
    },
  });
}

/** What a dead program asked is never answered. */
function mortalCalls<Port extends object>(port: Port, isAlive: () => boolean): Port {
  const never = () => new Promise<never>(() => {});
  const calls = Object.entries(port).map(([verb, value]) => {
    if (typeof value !== 'function') return [verb, value];
    const call = (...input: unknown[]): unknown => {
      if (!isAlive()) return never();
      const answer: unknown = Reflect.apply(value, port, input);
      if (!(answer instanceof Promise)) return answer;
      return answer.catch((error: unknown) => (error instanceof Killed ? never() : Promise.reject(error)));
    };
    return [verb, call];
  });
  return Object.fromEntries(calls);
}

async function letPromisesSettle(): Promise<void> {
  for (let round = 0; round < 3; round++) await new Promise((resolve) => setImmediate(resolve));
}

export type ItemKind = 'query' | 'application' | 'pickup' | 'paid' | 'card' | 'room' | 'invoices' | 'officer';

const common = {
  version: 1,
  department: { zh: '示范市政务服务局', en: 'Services office' },
  summary: { zh: '试验', en: 'Test' },
  icon: 'document',
  usualMinutes: 3,
  fields: [],
  materials: [],
  signature: false,
  next: { zh: '请等待短信通知。', en: 'Wait for a text message.' },
};

export const items: Record<ItemKind, ServiceItem> = {
  query: serviceItemSchema.parse({
    ...common,
    itemCode: '310000000001',
    kind: 'query',
    name: { zh: '缴费证明', en: 'Certificate' },
    network: 'required',
    deliverables: ['certificate'],
  }),
  application: serviceItemSchema.parse({
    ...common,
    itemCode: '310000000002',
    kind: 'application',
    name: { zh: '居住登记', en: 'Residence registration' },
    network: 'deferrable',
    deliverables: ['receipt'],
  }),
  pickup: serviceItemSchema.parse({
    ...common,
    itemCode: '310000000003',
    kind: 'pickup',
    name: { zh: '证件领取', en: 'Parcel pickup' },
    network: 'required',
    deliverables: ['parcel', 'receipt'],
  }),
  paid: serviceItemSchema.parse({
    ...common,
    itemCode: '310000000004',
    kind: 'query',
    name: { zh: '登记资料', en: 'Register extract' },
    network: 'required',
    deliverables: ['certificate', 'receipt'],
    fee: { amountFen: 1000, basis: { zh: '试验收费', en: 'Test fee' } },
  }),
  card: serviceItemSchema.parse({
    ...common,
    itemCode: '310000000006',
    kind: 'application',
    name: { zh: '敬老卡', en: 'Senior card' },
    network: 'required',
    deliverables: ['card', 'certificate', 'receipt'],
  }),
  invoices: serviceItemSchema.parse({
    ...common,
    itemCode: '310000000007',
    kind: 'application',
    applicant: 'company',
    name: { zh: '领用发票', en: 'Invoices' },
    network: 'required',
    deliverables: ['invoice', 'receipt'],
  }),
  officer: serviceItemSchema.parse({
    ...common,
    itemCode: '310000000008',
    kind: 'application',
    name: { zh: '远程办理', en: 'Handled from afar' },
    network: 'deferrable',
    handledBy: 'officer',
    deliverables: ['receipt'],
  }),
  room: serviceItemSchema.parse({
    ...common,
    itemCode: '310000000005',
    kind: 'pickup',
    name: { zh: '自助室', en: 'Self-service room' },
    network: 'required',
    deliverables: ['room', 'receipt'],
  }),
};

/** A fictional applicant whose number has a valid check character. */
export const applicant = { name: '张小试', idNumber: '310199199003077216' };

export function submissionFor(kind: ItemKind): Omit<Submission, 'caseId'> {
  return submissionSchema.omit({ caseId: true }).parse({
    terminalId: 'T-001',
    itemCode: items[kind].itemCode,
    itemVersion: 1,
    identification: 'id-card',
    applicant,
    form: {
      ...(kind === 'query' || kind === 'paid' ? { certificate: 'yes' } : {}),
      ...(kind === 'pickup' ? { parcel: 'yes' } : {}),
      ...(kind === 'card' || kind === 'officer' ? { rules: 'yes' } : {}),
      ...(kind === 'invoices' ? { quantity: '5' } : {}),
    },
    materials: [],
    document: null,
    signature: null,
    signedAt: '2026-11-20T01:00:00Z',
  });
}
