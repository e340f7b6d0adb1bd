import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceItem } from '../../../contract/catalog.ts';
import { submissionSchema } from '../../../contract/city.ts';
import { systemClock, systemRandom } from '../../../contract/clock.ts';
import { type Database, Journal, KeyRing, openDatabase, plainKeySealer } from '../../../db/index.ts';
import type { EffectPorts } from './ports.ts';
import { CaseRunner } from './runner.ts';

/** A fictional applicant with a valid check character, known to the embedded city. */
const applicant = { name: '张测试', idNumber: '310199198803150173' };

const item = {
  itemCode: submissionSchema.shape.itemCode.parse('312000990001'),
  version: 1,
  name: { zh: '养老保险缴费情况', en: 'Pension contributions' },
  department: { zh: '人社局', en: 'Social security' },
  next: { zh: '请等待短信。', en: 'Wait for a text.' },
  network: 'deferrable',
  deliverables: ['receipt'],
} as unknown as ServiceItem;

const away = async () => ({ kind: 'unreachable', detail: 'bench' }) as const;
const notHere = (): Promise<never> => Promise.reject(new Error('no device here'));

const ports = {
  submit: away,
  lookUpCase: away,
  rate: away,
  notify: away,
  readCutCount: notHere,
  cancelJob: notHere,
  powerSession: () => 'bench',
  documentPrinterReady: () => false,
} as unknown as EffectPorts;

async function runnerOver(database: Database, directory: string): Promise<CaseRunner> {
  const journal = new Journal(database);
  const keys = await KeyRing.open({
    path: join(`${directory}.keys`, 'ring.json'),
    dataDirectory: directory,
    profile: 'aes-256-gcm',
    sealer: plainKeySealer,
    formerSealers: [],
    keyExpected: journal.hasSealedContent(),
    nowMs: systemClock.wallMs(),
  });
  if (!keys.ok) throw new Error(keys.error.kind);
  return new CaseRunner({
    journal,
    vault: keys.value.vault,
    ports,
    clock: systemClock,
    random: systemRandom,
    terminal: { terminalName: { zh: '终端', en: 'Terminal' }, helpPhone: '12345' },
    onFailure: (error) => {
      throw error;
    },
  });
}

/** Leaves so many cases waiting for the city in the terminal's data directory, each of a resident who has gone. */
export async function fillQueue(directory: string, cases: number): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const opened = openDatabase(join(directory, 'journal.sqlite'));
  if (!opened.ok) throw new Error(opened.error.kind);
  // Only what is measured afterwards has to be durable at every step.
  opened.value.pragma('synchronous = OFF');
  const runner = await runnerOver(opened.value, directory);
  runner.start();
  for (let count = 0; count < cases; count++) {
    const caseId = runner.beginCase({
      item,
      submission: {
        terminalId: submissionSchema.shape.terminalId.parse('DEMO-0001'),
        itemCode: item.itemCode,
        itemVersion: 1,
        identification: 'id-card',
        applicant,
        company: null,
        form: { period: '12', purpose: 'own_records' },
        materials: [],
        document: null,
        signature: null,
        signedAt: '2026-11-22T02:00:00.000Z',
      },
      language: 'zh',
    });
    runner.sessionEnded(caseId);
    if (count % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  runner.stop();
  opened.value.close();
}

/** In SQL: a random id of the shape of a UUID, and an instant for the n-th case. */
const uuid = "lower(hex(randomblob(4)) || '-0000-4000-8000-' || hex(randomblob(6)))";
const atMs = '1795000000000 + n * 1000';

/** Fills a journal with closed cases of the usual shape, six events and three intents each. */
export function fillJournal(directory: string, cases: number): void {
  mkdirSync(directory, { recursive: true });
  const opened = openDatabase(join(directory, 'journal.sqlite'));
  if (!opened.ok) throw new Error(opened.error.kind);
  const database = opened.value;
  database.pragma('synchronous = OFF');
  const state = JSON.stringify({ name: 'case_closed', itemName: item.name, deliverables: [], errands: [] });
  database
    .prepare(
      `WITH RECURSIVE one (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM one WHERE n < ?)
       INSERT INTO case_record SELECT ${uuid}, '312000990001', 1, 'case_closed', ?, ${atMs}, ${atMs} FROM one`,
    )
    .run(cases, state.padEnd(600));
  database.exec(`
    INSERT INTO journal_event (case_id, at, type, data_json)
      SELECT case_id, '2026-11-20T01:00:00.000Z', type, '{"intentId":"0b000000-0000-4000-8000-000000000001"}'
      FROM case_record, (
        SELECT column1 AS type FROM (VALUES ('case_begun'), ('submission_accepted'), ('effect_prepared'),
          ('effect_confirmed'), ('rating_given'), ('resident_left'))
      );
    INSERT INTO intent SELECT ${uuid}, case_id, kind, case_id, '{"cutCount":4711}', created_ms, 'confirmed'
      FROM case_record, (SELECT column1 AS kind FROM (VALUES ('submit'), ('print_receipt'), ('rate')));
    INSERT INTO outcome SELECT intent_id, '2026-11-20T01:00:00.000Z', 'confirmed',
      '{"acceptanceNumber":"20261122-310199-0042-7"}' FROM intent;
  `);
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}

/** From opening the journal to a runner that serves, in milliseconds. */
export async function measureStart(directory: string): Promise<number> {
  const begunAtMs = systemClock.monotonicMs();
  const opened = openDatabase(join(directory, 'journal.sqlite'));
  if (!opened.ok) throw new Error(opened.error.kind);
  const runner = await runnerOver(opened.value, directory);
  runner.start();
  const startMs = systemClock.monotonicMs() - begunAtMs;
  runner.stop();
  opened.value.close();
  return startMs;
}
