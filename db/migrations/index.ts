import { caseJournal } from './0001-case-journal.ts';
import { maintenance } from './0002-maintenance.ts';
import { money } from './0003-money.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [caseJournal, maintenance, money];
export type { Migration };
