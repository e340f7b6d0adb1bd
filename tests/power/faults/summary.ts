import type { Violation } from '../../../main/core/cases/index.ts';
import type { PersonalDataFinding } from './personal-data.ts';

/** What a run found, in the words of the invariants. Everything but the first and the time has to be 0. */
export interface Counts {
  kills: number;
  /** I1. */
  lostCases: number;
  /** I3. */
  doubleEffects: number;
  /** I2. */
  effectsWithoutIntent: number;
  /** I4. */
  openIntentsWithoutTask: number;
  /** I5, in fen, of all cases whose money does not come out even. */
  moneyDifference: number;
  /** I6: from a kill to a screen that serves or names why not. */
  maxRecoveryMs: number;
  /** I7. */
  personalDataFindings: number;
  /** Ratings and hand-overs that the city has not noted as the journal intended them. */
  errandDifferences: number;
  /** The core ended, or stood still, without having been killed. */
  unplannedEnds: number;
  /** Residents for whom nothing went on any more. */
  stuckVisits: number;
}

export const recoveryBudgetMs = 3000;

/** One way back to a screen that serves. */
export interface Recovery {
  ms: number;
  /** Which life, and where it ended. */
  kill: string;
  /** The shell and all other processes had been killed with it. */
  wholeTerminal: boolean;
}

export interface Found {
  kills: number;
  recoveries: readonly Recovery[];
  violations: readonly Violation[];
  personalData: readonly PersonalDataFinding[];
  unplannedEnds: number;
  stuckVisits: number;
}

export function countFindings(found: Found): Counts {
  const of = (...invariants: Violation['invariant'][]) =>
    found.violations.filter(({ invariant }) => invariants.includes(invariant));
  return {
    kills: found.kills,
    lostCases: of('I1').length,
    doubleEffects: of('I3').length,
    effectsWithoutIntent: of('I2').length,
    openIntentsWithoutTask: of('I4').length,
    moneyDifference: of('I5').reduce((fen, { differenceFen }) => fen + (differenceFen ?? 0), 0),
    maxRecoveryMs: Math.round(Math.max(0, ...found.recoveries.map(({ ms }) => ms))),
    personalDataFindings: found.personalData.length,
    errandDifferences: of('rating', 'parcel').length,
    unplannedEnds: found.unplannedEnds,
    stuckVisits: found.stuckVisits,
  };
}

export function holds({ kills: _, maxRecoveryMs, ...counts }: Counts): boolean {
  return maxRecoveryMs < recoveryBudgetMs && Object.values(counts).every((count) => count === 0);
}

const slowestTold = 5;

/** Where the time of coming back goes: half and nearly all of them within so many ms, and the slowest with their kills. */
export function describeRecoveries(recoveries: readonly Recovery[]) {
  const slowestFirst = [...recoveries].sort((left, right) => right.ms - left.ms);
  const withinMs = (share: number) => slowestFirst[Math.floor((1 - share) * slowestFirst.length)]?.ms ?? null;
  return { medianMs: withinMs(0.5), p99Ms: withinMs(0.99), slowest: slowestFirst.slice(0, slowestTold) };
}
