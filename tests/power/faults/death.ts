import type { Boundary } from '../../../main/core/boundaries/index.ts';
import { deathMark, noteBoundary, noteDeath, readPlan, writePlan } from './plan.ts';

/** Ends this process with SIGKILL at the boundary that the plan in this directory names. */
export function dieAsPlanned(directory: string): Boundary {
  let awaitedKill = 0;
  let passed = 0;
  return (boundary) => {
    noteBoundary(directory, boundary);
    const [next, ...later] = readPlan(directory);
    if (!next || (next.boundary !== null && next.boundary !== boundary)) return;
    if (next.kill !== awaitedKill) passed = 0;
    awaitedKill = next.kill;
    passed += 1;
    if (passed < next.occurrence) return;
    writePlan(directory, later);
    noteDeath(directory, { kill: next.kill, boundary, pid: process.pid, atMs: Date.now() });
    noteBoundary(directory, deathMark);
    for (const pid of next.withPids) killIfThere(pid);
    process.kill(process.pid, 'SIGKILL');
  };
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in this moment.
  }
}
