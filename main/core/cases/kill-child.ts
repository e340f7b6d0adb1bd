import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchLedgerEntry, benchLedgerEntrySchema } from '../../../contract/bench.ts';
import { type CityLedgerEntry, cityLedgerEntrySchema } from '../../../contract/city.ts';
import { type Clock, systemClock, systemRandom } from '../../../contract/clock.ts';
import type { Completion } from '../../../contract/device-common.ts';
import { Journal, KeyRing, openDatabase, plainKeySealer } from '../../../db/index.ts';
import { filePayment } from './kill-child-payment.ts';
import type { ActPorts } from './maintenance-acts.ts';
import { modelCodes } from './model-payments.ts';
import { items, submissionFor } from './model-world.ts';
import { CaseRunner } from './runner.ts';

/**
 * A program that is really killed: `kill-child.ts <directory> live` handles one case after another
 * for ever, `settle` only brings to an end what was left open. What happens in its world it writes
 * to files that outlive it, and a line to its output for each.
 */

const [directory = '', mode = ''] = process.argv.slice(2);

/** Twenty times faster than life. */
const clock: Clock = {
  wallMs: () => systemClock.wallMs() * 20,
  monotonicMs: () => systemClock.monotonicMs() * 20,
  after: (delayMs, callback) => systemClock.after(delayMs / 20, callback),
};
const { terminalId } = submissionFor('pickup');
const now = () => new Date().toISOString();

function read(file: string): string[] {
  const path = join(directory, file);
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
}
function write(file: string, entry: BenchLedgerEntry | CityLedgerEntry): void {
  appendFileSync(join(directory, file), `${JSON.stringify(entry)}\n`);
  process.stdout.write(`${entry.type}\n`);
}
const benchLedger = () => read('bench.jsonl').map((line) => benchLedgerEntrySchema.parse(JSON.parse(line)));
const cityLedger = () => read('city.jsonl').map((line) => cityLedgerEntrySchema.parse(JSON.parse(line)));
const soon = () => new Promise<void>((resolve) => setImmediate(resolve));
const nothingKnown: Completion = { effect: 'unknown', fault: null, evidence: {} };
const done: Completion = { effect: 'done', fault: null, evidence: {} };

function findAcceptance(caseId: string) {
  const found = cityLedger().find((entry) => entry.type === 'case_accepted' && entry.caseId === caseId);
  if (found?.type !== 'case_accepted') return null;
  const { acceptanceNumber } = found;
  const parcel = {
    board: 1,
    cell: 1,
    parcelId: caseId,
    description: { zh: '证件', en: 'Permit' },
    terminalId,
  };
  const accepted = {
    caseId: found.caseId,
    acceptanceNumber,
    acceptedAt: found.at,
    decision: null,
    invoices: null,
    original: null,
  };
  if (found.itemCode !== items.paid.itemCode) {
    return { ...accepted, certificate: null, parcel };
  }
  const certificate = {
    ...{ title: '登记资料', certificateNumber: caseId, issuer: '示范市', issuedAt: found.at, rows: [] },
    ...{ table: null, verificationUrl: 'https://city.example/verify' },
  };
  return { ...accepted, certificate, parcel: null };
}
const cuts = () => benchLedger().filter(({ type }) => type === 'paper_cut').length;

const notHere = (): Promise<never> => Promise.reject(new Error('a parcel needs none of this'));

const ports: ActPorts = {
  async submit({ caseId, itemCode }) {
    await soon();
    if (!findAcceptance(caseId)) {
      const acceptanceNumber = `CASE-${caseId.slice(0, 8).toUpperCase()}`;
      write('city.jsonl', { type: 'case_accepted', at: now(), caseId, itemCode, acceptanceNumber });
    }
    await soon();
    const acceptance = findAcceptance(caseId);
    return acceptance ? { kind: 'accepted', acceptance } : { kind: 'unreachable', detail: 'unreadable' };
  },
  async lookUpCase(caseId) {
    await soon();
    const acceptance = findAcceptance(caseId);
    return acceptance ? { kind: 'accepted', acceptance } : { kind: 'unknown_case' };
  },
  countInvoices: async () => ({ kind: 'recorded' }),
  gateIsEmpty: async () => {},
  readInvoiceCode: async () => null,
  async handOverParcel({ caseId, parcelId }) {
    await soon();
    const known = cityLedger().some(
      (entry) => entry.type === 'parcel_handed_over' && entry.caseId === caseId,
    );
    if (!known) write('city.jsonl', { type: 'parcel_handed_over', at: now(), caseId, parcelId });
    await soon();
    return { kind: 'recorded' };
  },
  async rate({ caseId, level }) {
    await soon();
    const known = cityLedger().some((entry) => entry.type === 'case_rated' && entry.caseId === caseId);
    if (!known) write('city.jsonl', { type: 'case_rated', at: now(), caseId, level });
    await soon();
    return { kind: 'recorded' };
  },
  async print(_jobId, { blocks }) {
    await soon();
    const qrTexts = blocks.flatMap((block) => (block.kind === 'qr' ? [block.data] : []));
    const paper = { paperId: cuts() + 1, qrTexts, lines: blocks.length, complete: true };
    write('bench.jsonl', { type: 'paper_cut', at: now(), ...paper });
    await soon();
    return done;
  },
  lookUpJob: async () => nothingKnown,
  readCutCount: async () => cuts(),
  async openCell(_commandId, cell) {
    await soon();
    write('bench.jsonl', { type: 'door_opened', at: now(), ...cell, cause: 'command' });
    await soon();
    return done;
  },
  lookUpOpening: async () => nothingKnown,
  readDoor: async () => 'closed',
  payment: filePayment({
    ...{ directory, soon },
    ledger: cityLedger,
    write: (entry) => write('city.jsonl', entry),
  }),
  cancelJob: async () => nothingKnown,
  powerSession: () => 'the only one',
  notify: async () => ({ kind: 'recorded' }),
  documentPrinterReady: () => false,
  lookUpDecision: notHere,
  fetchLicence: notHere,
  drawDocument: notHere,
  openDoor: async () => nothingKnown,
  lookUpDoor: async () => nothingKnown,
  dispenseItem: async () => nothingKnown,
  captureItem: async () => nothingKnown,
  lookUpItem: async () => nothingKnown,
  readItemSensors: async () => ({ gate: 'unknown', path: 'unknown', storage: [] }),
  printPage: async () => nothingKnown,
  lookUpPage: async () => nothingKnown,
  readSheetCount: async () => null,
};

const opened = openDatabase(join(directory, 'terminal.db'));
if (!opened.ok) throw new Error(`cannot open: ${opened.error.kind}`);
const journal = new Journal(opened.value);
const keys = await KeyRing.open({
  path: join(directory, 'keys', 'ring.json'),
  dataDirectory: directory,
  profile: 'aes-256-gcm',
  sealer: plainKeySealer,
  formerSealers: [],
  keyExpected: journal.hasSealedContent(),
  nowMs: systemClock.wallMs(),
});
if (!keys.ok) throw new Error(keys.error.kind);
const runner = new CaseRunner({
  journal,
  vault: keys.value.vault,
  ports,
  clock,
  random: systemRandom,
  terminal: { terminalName: { zh: '试验终端', en: 'Test terminal' }, helpPhone: '12345' },
  onFailure: (error) => {
    throw error;
  },
});
const { settled } = runner.start();
process.stdout.write('up\n');

for (let number = 0; mode === 'live'; number++) {
  const kind = number % 2 === 0 ? 'paid' : 'pickup';
  const caseId = runner.beginCase({ item: items[kind], submission: submissionFor(kind), language: 'zh' });
  process.stdout.write('case_begun\n');
  await new Promise<void>((resolve) => {
    const leave = runner.watch(caseId, ({ phase, payment }) => {
      if (phase === 'paying' && payment?.standing === 'due') {
        queueMicrotask(() => runner.payByCode(caseId, modelCodes.sufficient));
      }
      if (phase === 'finished') queueMicrotask(() => resolve(leave()));
    });
  });
  runner.rate(caseId, 5);
  runner.sessionEnded(caseId);
}
await settled;
for (const { caseId } of journal.unfinishedCases()) runner.sessionEnded(caseId);
const waits = (urgent: boolean) => journal.earliestErrandMs(urgent) !== null;
while (waits(true) || waits(false) || journal.openActs().length > 0) await soon();
runner.stop();
opened.value.close();
