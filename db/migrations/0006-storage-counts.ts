import type { Migration } from './migration.ts';

/**
 * A storage unit is filled to any count, not only with a whole new roll. Null, as earlier programs
 * noted it, means whole.
 */
export const storageCounts: Migration = {
  version: 6,
  name: 'storage-counts',
  up: 'ALTER TABLE refill ADD COLUMN count INTEGER CHECK (count >= 0);',
};
