import { z } from 'zod';
import { type CityLedgerEntry, cityLedgerEntrySchema } from '../contract/city.ts';
import type { CityDatabase } from './database.ts';

/** What happened at the city, in the order it happened. Append inside the transaction of the act itself. */
export interface CityLedger {
  append(entry: CityLedgerEntry): void;
  read(): CityLedgerEntry[];
}

export function createLedger(database: CityDatabase): CityLedger {
  const insert = database.prepare<[string]>('INSERT INTO ledger (entry) VALUES (?)');
  const select = database.prepare<[], { entry: string }>('SELECT entry FROM ledger ORDER BY sequence');
  return {
    append: (entry) => {
      insert.run(JSON.stringify(entry));
    },
    read: () => z.array(cityLedgerEntrySchema).parse(select.all().map((row) => JSON.parse(row.entry))),
  };
}
