import type { Migration } from './migration.ts';

/**
 * Counts of every storage unit, not of the receipt printer's roll alone: a unit is named by device class
 * and unit, and what was moved until then is counted in papers, sheets or items. A null count is a unit
 * filled to whatever it holds.
 */
export const storageCounts: Migration = {
  version: 5,
  name: 'storage-counts',
  up: `
    ALTER TABLE refill ADD COLUMN count INTEGER;
    ALTER TABLE refill RENAME COLUMN printed_before TO moved_before;
    UPDATE refill SET storage_unit = 'receipt-printer/roll' WHERE storage_unit = 'receipt_paper';
  `,
};
