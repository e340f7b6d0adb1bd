import { join, resolve } from 'node:path';
import type { ClockTrust } from '../../contract/clock-trust.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { TerminalConfig } from '../../contract/terminal-config.ts';
import {
  AttendantStore,
  ChoreStore,
  ClockStore,
  type Database,
  Journal,
  KeyRing,
  type KeySealer,
  openDatabase,
  plainKeySealer,
  RetentionStore,
  shellKeySealer,
  systemdKeySealer,
  type Vault,
} from '../../db/index.ts';
import type { AskSafeStorage } from '../../link/index.ts';

export interface Memory {
  database: Database;
  journal: Journal;
  vault: Vault;
  keyRing: KeyRing;
  attendance: AttendantStore;
  clocks: ClockStore;
  chores: ChoreStore;
  retention: RetentionStore;
}

export interface MemoryOptions {
  config: Pick<TerminalConfig, 'terminalId' | 'dataDirectory' | 'vault'>;
  clockTrust(): ClockTrust;
  nowMs: number;
  askSafeStorage: AskSafeStorage;
}

/**
 * Opens what the terminal must not forget. The reason of a failure is a technical word for log and
 * technician; the data is left as it is.
 */
export async function openMemory(options: MemoryOptions): Promise<Result<Memory, string>> {
  const { config, clockTrust, nowMs } = options;
  const dataDirectory = resolve(config.dataDirectory);
  const database = openDatabase(join(dataDirectory, 'journal.sqlite'));
  if (!database.ok) return err(`database ${database.error.kind}`);
  const stamp = { terminalId: config.terminalId, clockTrust };
  const journal = new Journal(database.value, stamp);
  const opened = await openKeys(options, dataDirectory, journal.hasSealedContent(), nowMs);
  if (!opened.ok) {
    database.value.close();
    return err(`vault ${opened.error.kind}`);
  }
  return ok({
    database: database.value,
    journal,
    vault: opened.value.vault,
    keyRing: opened.value,
    attendance: new AttendantStore(database.value, stamp),
    clocks: new ClockStore(database.value),
    chores: new ChoreStore(database.value),
    retention: new RetentionStore(database.value),
  });
}

async function openKeys(
  { config, askSafeStorage }: MemoryOptions,
  dataDirectory: string,
  keyExpected: boolean,
  nowMs: number,
) {
  const shell = shellKeySealer(askSafeStorage);
  const sealers = [plainKeySealer, systemdKeySealer, shell];
  return KeyRing.open({
    path: resolve(config.vault.keyFile ?? join(`${dataDirectory}.keys`, 'ring.json')),
    dataDirectory,
    profile: config.vault.profile,
    sealer: await chooseSealer(config.vault.keysSealedBy, sealers, shell),
    formerSealers: sealers,
    keyExpected,
    nowMs,
  });
}

async function chooseSealer(
  wish: TerminalConfig['vault']['keysSealedBy'],
  sealers: readonly KeySealer[],
  shell: KeySealer,
): Promise<KeySealer> {
  const wished = sealers.find(({ name }) => name === wish);
  if (wished) return wished;
  const isThere = await shell.seal(new Uint8Array(1)).then(
    () => true,
    () => false,
  );
  return isThere ? shell : plainKeySealer;
}
