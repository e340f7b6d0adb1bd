import { join } from 'node:path';
import { err, ok, type Result } from '../../contract/result.ts';
import {
  AttendantStore,
  Journal,
  openDatabase,
  openVault,
  ReconciliationStore,
  type Vault,
} from '../../db/index.ts';

/**
 * Opens what the terminal must not forget. The reason of a failure is a technical word for log and
 * technician; the data is left as it is.
 */
export function openMemory(
  dataDirectory: string,
): Result<
  { journal: Journal; vault: Vault; attendance: AttendantStore; reconciliation: ReconciliationStore },
  string
> {
  const database = openDatabase(join(dataDirectory, 'journal.sqlite'));
  if (!database.ok) return err(`database ${database.error.kind}`);
  const journal = new Journal(database.value);
  const vault = openVault(dataDirectory, journal.hasSealedContent());
  if (!vault.ok) return err(`vault ${vault.error.kind}`);
  return ok({
    journal,
    vault: vault.value,
    attendance: new AttendantStore(database.value),
    reconciliation: new ReconciliationStore(database.value),
  });
}
