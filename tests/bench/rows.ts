/** One measured budget. `peer` is what else was measured in the same run, to weigh the figure. */
export interface BenchRow {
  name: string;
  value: number;
  unit: 'ms' | 'ratio' | 'MB' | '%';
  /** Upper bound in `unit`. */
  budget: number;
  withinBudget: boolean;
  peer: string | null;
  peerValue: number | null;
  /** value / peerValue */
  ratio: number | null;
}

export function row(measured: {
  name: string;
  value: number;
  unit: BenchRow['unit'];
  budget: number;
  peer?: { name: string; value: number };
}): BenchRow {
  const { name, unit, budget, peer } = measured;
  const value = round(measured.value);
  return {
    name,
    value,
    unit,
    budget: round(budget),
    withinBudget: measured.value <= budget,
    peer: peer?.name ?? null,
    peerValue: peer ? round(peer.value) : null,
    ratio: peer ? round(measured.value / peer.value) : null,
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** The value below which the given share of the samples lies (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((left, right) => left - right);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}
