import { join, resolve } from 'node:path';
import type { ClockTrust } from '../../contract/clock-trust.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { TerminalConfig } from '../../contract/terminal-config.ts';
import type { MemoryTrouble } from '../../contract/terminal-trouble.ts';
import {
  AttendantStore,
  ChoreStore,
  ClockStore,
  type Database,
  freeBytes,
  Journal,
  KeyRing,
  type KeySealer,
  type OpenFailure,
  openDatabase,
  plainKeySealer,
  ReconciliationStore,
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
  reconciliation: ReconciliationStore;
}

export interface MemoryOptions {
  config: Pick<TerminalConfig, 'terminalId' | 'dataDirectory' | 'vault' | 'diskReserveMib'>;
  clockTrust(): ClockTrust;
  nowMs: number;
  askSafeStorage: AskSafeStorage;
}

/** `reason`: a technical word for log and technician. */
export interface MemoryFailure {
  trouble: MemoryTrouble;
  reason: string;
}

const troubles: Record<OpenFailure['kind'], MemoryTrouble> = {
  newer_than_program: 'database_newer',
  missing: 'database_missing',
  log_missing: 'database_log_missing',
  disk_full: 'disk_full',
  read_only: 'disk_read_only',
  corrupt: 'database_damaged',
  cannot_open: 'database',
  pragma_refused: 'database',
  migration_failed: 'database',
};

function troubleOf({ kind }: OpenFailure): MemoryFailure {
  return { trouble: troubles[kind], reason: `database ${kind}` };
}

/**
 * Opens what the terminal must not forget. After a failure the data is left as it is.
 */
export async function openMemory(options: MemoryOptions): Promise<Result<Memory, MemoryFailure>> {
  const { config, clockTrust, nowMs } = options;
  const dataDirectory = resolve(config.dataDirectory);
  if (isNearlyFull(config)) return err({ trouble: 'disk_full', reason: 'disk below its reserve' });
  const database = openDatabase(join(dataDirectory, 'journal.sqlite'));
  if (!database.ok) return err(troubleOf(database.error));
  const stamp = { terminalId: config.terminalId, clockTrust };
  const journal = new Journal(database.value, stamp);
  const opened = await openKeys(options, dataDirectory, journal.hasSealedContent(), nowMs);
  if (!opened.ok) {
    database.value.close();
    return err({ trouble: 'vault_locked', reason: `vault ${opened.error.kind}` });
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
    reconciliation: new ReconciliationStore(database.value),
  });
}

/** False where the room cannot be told: opening will say more. */
export function isNearlyFull({
  dataDirectory,
  diskReserveMib,
}: Pick<TerminalConfig, 'dataDirectory' | 'diskReserveMib'>): boolean {
  try {
    return freeBytes(resolve(dataDirectory)) < diskReserveMib * 1_048_576;
  } catch {
    return false;
  }
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
