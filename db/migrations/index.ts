import { caseJournal } from './0001-case-journal.ts';
import { maintenance } from './0002-maintenance.ts';
import { safekeeping } from './0003-safekeeping.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [caseJournal, maintenance, safekeeping];
export type { Migration };
