import { caseJournal } from './0001-case-journal.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [caseJournal];
export type { Migration };
