import type { Clock } from '../../../contract/clock.ts';
import type { Journal, KeyRing } from '../../../db/index.ts';
import type { ChoreReport } from '../chores/index.ts';

const stepRows = 50;

/**
 * Brings everything sealed under the newest key and forgets the older ones. Kill-safe: the ring holds
 * old and new until no row needs the old, so that a cut run leaves only work for the next.
 */
export async function rewrapAll(
  keyRing: KeyRing,
  journal: Journal,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const { vault } = keyRing;
  if (vault.olderKeyIds.length === 0) return;
  let after = journal.rewrapSealed(vault, null, stepRows);
  while (after && !signal.aborted) {
    await new Promise((resolve) => setImmediate(resolve));
    after = journal.rewrapSealed(vault, after, stepRows);
  }
  if (signal.aborted) return;
  // Before the old key goes, for without one the next start has nothing to do and would not write it.
  const entry = { actor: 'terminal', action: 'vault_key_changed', itemCode: null } as const;
  journal.audit({ ...entry, caseId: null, effect: null, outcome: 'confirmed' }, clock.wallMs());
  // Pages of the log still hold rows wrapped by the old key; the key goes only after they are gone.
  journal.truncateLog();
  keyRing.dropOlderKeys();
}

/** A new key, and everything brought under it. */
export async function rotateKeys(
  keyRing: KeyRing,
  journal: Journal,
  clock: Clock,
  signal: AbortSignal,
): Promise<ChoreReport> {
  await keyRing.addKey(clock.wallMs());
  await rewrapAll(keyRing, journal, clock, signal);
  const { keyId, profile } = keyRing.vault;
  return { keyId, profile, sealedBy: keyRing.sealerName };
}
