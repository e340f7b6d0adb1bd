import { caseJournal } from './0001-case-journal.ts';
import { maintenance } from './0002-maintenance.ts';
import { benchCommands } from './0003-bench-commands.ts';
import { safekeeping } from './0004-safekeeping.ts';
import { money } from './0005-money.ts';
import { storageCounts } from './0006-storage-counts.ts';
import { claimsAndQueue } from './0007-claims-and-queue.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [
  caseJournal,
  maintenance,
  benchCommands,
  safekeeping,
  money,
  storageCounts,
  claimsAndQueue,
];
export type { Migration };
