import type { BenchLedgerEntry } from '../../../contract/bench.ts';

export type EventName = Exclude<BenchLedgerEntry['type'], 'fault_made'>;

/** What a script can wait for: everything in the ledger but its own doings. */
export const eventNames = [
  'card_laid',
  'card_lifted',
  'card_read',
  'code_shown',
  'picture_laid',
  'paper_cut',
  'paper_taken',
  'door_opened',
  'door_closed',
  'parcel_taken',
  'sheets_out',
  'sheets_taken',
  'door_release_began',
  'door_released',
  'entrance_moved',
  'item_dispensed',
  'item_taken',
  'item_captured',
] as const satisfies readonly EventName[];
