import { join } from 'node:path';
import { boundaryNames } from '../../../main/core/boundaries/index.ts';
import { Lane, type LaneResult } from './lane.ts';
import { buildMortalCore, MortalTerminal } from './mortal-terminal.ts';
import { type Counts, countFindings, describeRecoveries, holds } from './summary.ts';

export interface FaultRunOptions {
  kills: number;
  seed: number;
  /** Terminals that live at the same time. */
  lanes: number;
  /** Emptied first. */
  directory: string;
  /** Every life ends at this boundary. */
  onlyBoundary: string | null;
  say(line: string): void;
  /** Ends the run early, with a report of what was done. */
  stop: AbortSignal;
}

export interface FaultReport extends Counts {
  ok: boolean;
  seed: number;
  /** How many lives ended at each boundary. */
  boundaries: Record<string, number>;
  neverReached: string[];
  secondsPerKill: number;
  recoveries: ReturnType<typeof describeRecoveries>;
  findings: string[];
}

/**
 * Several terminals side by side, each with a share of the kills and of the seed, so that one works while another
 * waits.
 */
export async function runFaults(options: FaultRunOptions): Promise<FaultReport> {
  const { kills, seed, lanes, directory, onlyBoundary, stop } = options;
  const begunAt = performance.now();
  const terminals: MortalTerminal[] = [];
  const corePath = await buildMortalCore();
  try {
    // One after another, because each looks for free ports.
    for (let lane = 1; lane <= lanes; lane++) {
      const hopperHolds = lane % 2 === 0 ? 'invoices' : 'cards';
      terminals.push(await MortalTerminal.start(join(directory, `lane-${lane}`), corePath, hopperHolds));
    }
    const results = terminals.map((terminal, index) => {
      const name = `${seed}/${index + 1}`;
      const share = Math.floor((kills + index) / lanes);
      const say = (line: string) => options.say(`${name}: ${line}`);
      return new Lane(terminal, { kills: share, seedText: name, onlyBoundary, say, stop }).run();
    });
    return reportOf(seed, await Promise.all(results), performance.now() - begunAt);
  } finally {
    await Promise.all(terminals.map((terminal) => terminal.stop()));
  }
}

function reportOf(seed: number, lanes: readonly LaneResult[], tookMs: number): FaultReport {
  const found = lanes.map((lane) => lane.found);
  const sum = (of: (one: LaneResult['found']) => number) => found.reduce((total, one) => total + of(one), 0);
  const recoveries = found.flatMap((one) => one.recoveries);
  const counts = countFindings({
    kills: sum(({ kills }) => kills),
    recoveries,
    violations: found.flatMap(({ violations }) => violations),
    personalData: found.flatMap(({ personalData }) => personalData),
    unplannedEnds: sum(({ unplannedEnds }) => unplannedEnds),
    stuckVisits: sum(({ stuckVisits }) => stuckVisits),
  });
  const boundaries: Record<string, number> = {};
  for (const { boundary } of lanes.flatMap(({ deaths }) => deaths)) {
    boundaries[boundary] = (boundaries[boundary] ?? 0) + 1;
  }
  return {
    ...counts,
    ok: holds(counts),
    seed,
    boundaries,
    neverReached: boundaryNames.filter((name) => !(name in boundaries)),
    secondsPerKill: Number((tookMs / 1000 / Math.max(counts.kills, 1)).toFixed(2)),
    recoveries: describeRecoveries(recoveries),
    findings: lanes.flatMap(({ findings }) => findings),
  };
}
