import type { DocumentFaultCode } from './fault-texts.ts';

/**
 * `blocks`: without a suffix the printer does not print; `warns`: it goes on; `breaks`: it blocks, and the
 * hardware itself is at fault.
 */
export type Weight = 'breaks' | 'blocks' | 'warns';

type Row = readonly [reason: string, code: DocumentFaultCode, weight: Weight];

/**
 * Keywords of `printer-state-reasons` (RFC 8011 section 5.4.12, PWG 5100.9, the IANA registry, and those of
 * CUPS queues). What must be put right first stands first: paper behind an open door cannot be loaded.
 */
const rows: readonly Row[] = [
  ['media-jam', 'media_jam', 'breaks'],
  ['fuser-over-temp', 'fuser_over_temp', 'breaks'],
  ['opc-life-over', 'drum_worn_out', 'breaks'],
  ['door-open', 'door_open', 'blocks'],
  ['cover-open', 'cover_open', 'blocks'],
  ['interlock-open', 'interlock_open', 'blocks'],
  ['input-tray-missing', 'input_tray_missing', 'blocks'],
  ['output-tray-missing', 'output_tray_missing', 'blocks'],
  ['media-empty', 'media_empty', 'blocks'],
  ['media-needed', 'media_needed', 'blocks'],
  ['input-manual-input-request', 'media_needed', 'blocks'],
  ['output-area-full', 'output_area_full', 'blocks'],
  ['toner-empty', 'toner_empty', 'blocks'],
  ['marker-supply-empty', 'marker_supply_empty', 'blocks'],
  ['marker-waste-full', 'marker_waste_full', 'blocks'],
  ['developer-empty', 'developer_empty', 'blocks'],
  ['fuser-under-temp', 'fuser_under_temp', 'blocks'],
  ['spool-area-full', 'spool_area_full', 'blocks'],
  ['paused', 'paused', 'blocks'],
  ['moving-to-paused', 'paused', 'blocks'],
  ['shutdown', 'shut_down', 'blocks'],
  ['power-down', 'shut_down', 'blocks'],
  ['timed-out', 'no_answer', 'blocks'],
  ['connecting-to-device', 'no_answer', 'blocks'],
  ['offline', 'no_answer', 'blocks'],
  ['hold-new-jobs', 'not_accepting_jobs', 'blocks'],
  ['deactivated', 'not_accepting_jobs', 'blocks'],
  ['stopped-partly', 'stopped_partly', 'warns'],
  ['stopping', 'stopped', 'warns'],
  ['output-area-almost-full', 'output_area_almost_full', 'warns'],
  ['media-low', 'media_low', 'warns'],
  ['toner-low', 'toner_low', 'warns'],
  ['marker-supply-low', 'marker_supply_low', 'warns'],
  ['marker-waste-almost-full', 'marker_waste_almost_full', 'warns'],
  ['developer-low', 'developer_low', 'warns'],
  ['opc-near-eol', 'drum_near_end', 'warns'],
];

export const knownReasons: readonly string[] = rows.map(([reason]) => reason);

export interface NamedReason {
  code: DocumentFaultCode;
  weight: Weight;
  /** As the printer sent it. */
  reason: string;
  /** Lower comes first. */
  rank: number;
}

/** Names one reason. Its suffix, where there is one, says whether the printer goes on. Unknown ones are kept. */
export function nameReason(reason: string): NamedReason {
  const [, keyword = reason, suffix] = /^(.*)-(error|warning|report)$/.exec(reason) ?? [];
  const rank = rows.findIndex(([known]) => known === keyword);
  const [, code, ownWeight]: Row = rows[rank] ?? [keyword, 'unknown_code', 'warns'];
  return { code, reason, weight: weigh(ownWeight, suffix), rank: rank === -1 ? rows.length : rank };
}

function weigh(ownWeight: Weight, suffix: string | undefined): Weight {
  if (suffix === undefined) return ownWeight;
  if (suffix !== 'error') return 'warns';
  return ownWeight === 'breaks' ? 'breaks' : 'blocks';
}
