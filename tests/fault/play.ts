import { expect } from 'vitest';
import type { Act, ActPhase, Crossing, FaultRig, Mischief, Told } from './rig.ts';
import { limitMs, occupyPort, strike } from './strike.ts';
import type { FaultName, FaultRow } from './table.ts';

/** How long a fault stays at least. */
const staysMs = 1500;
/** A person who was told nothing tries again, and leaves in the end. */
const patienceMs = 3000;
const longestActMs = 40_000;
/** What was believed never to have happened does not happen behind one's back. */
const afterwardsMs = 1000;

export async function playRow({ fault, phase }: FaultRow, rig: FaultRig): Promise<void> {
  await backInService(rig, 5000);
  if (phase === 'idle') await playIdle(fault, rig);
  else if (fault === 'busy') await playMeeting(phaseOf(rig, phase), rig);
  else await playInAct(fault, phase, rig);
}

function phaseOf(rig: FaultRig, name: string): ActPhase {
  const phase = rig.phases[name];
  if (!phase) throw new Error(`this rig knows no phase ${name}`);
  return phase;
}

/** The fault comes while nobody uses the device: told in time, gone in time, and the next act works. */
async function playIdle(fault: FaultName, rig: FaultRig): Promise<void> {
  const usual = phaseOf(rig, rig.usual);
  const isHeld = fault === 'busy' && rig.mischief(fault, 'idle') === null;
  const { told, cure } = isHeld ? await occupyPort(rig) : strike(fault, 'idle', rig);
  await tellFault(rig, told);
  if (!rig.host) await rig.time.pass(staysMs);
  await cure();
  await backInService(rig, limitOf(rig));
  expect(usual.effects()).toBe(0);
  await expectActWorks(rig);
}

/** The fault comes in this phase of an act: its outcome is true, and the next act works. */
async function playInAct(fault: FaultName, phaseName: string, rig: FaultRig): Promise<void> {
  const { time } = rig;
  const phase = phaseOf(rig, phaseName);
  const { act, struck } = await strikeAt(phase, rig, () => strike(fault, phaseName, rig));
  const outcome = settled(act.told);
  await time.pass(100);
  phase.meanwhile?.();
  const slowMs = rig.slowPhases?.[phaseName] ?? 0;
  await tellFault(rig, struck.told, slowMs);
  if (!rig.host) await time.pass(staysMs);
  await struck.cure();
  await backInService(rig, limitOf(rig) + slowMs);
  const first = await theEnd(outcome, act, rig);
  if (struck.told?.by === 'completion') expect(first.fault).toBe(struck.told.code);
  agrees(first, phase.effects());
  await time.pass(afterwardsMs);
  agrees(first, phase.effects());
  // A host that was started anew does not know the command any more: then nobody may give it again.
  const again = rig.host ? null : act.again;
  for (const ask of [act.lookUp, again, act.lookUp]) {
    if (!ask) continue;
    const later = settled(ask());
    await time.until('an answer about the act', () => later.value !== null, longestActMs);
    if (later.value) agrees(later.value, phase.effects());
    // What is known to have happened stays known to the host that saw it.
    if (first.outcome === 'done' && !rig.host) expect(later.value?.outcome).toBe('done');
  }
  expect(phase.effects()).toBeLessThanOrEqual(1);
  await rig.tidyUp();
  await backInService(rig, limitOf(rig));
  await expectActWorks(rig);
}

/** A second user comes in the middle of an act. */
async function playMeeting(phase: ActPhase, rig: FaultRig): Promise<void> {
  let second: Act | null = null;
  const { act } = await strikeAt(phase, rig, () => null);
  second = await phase.begin();
  const outcomes = [settled(act.told), settled(second.told)];
  phase.meanwhile?.();
  await rig.time.until('both ended', () => outcomes.every(({ value }) => value !== null), longestActMs);
  expect(outcomes.map(({ value }) => value?.outcome)).toEqual([phase.meeting.first, phase.meeting.second]);
  expect(phase.effects()).toBe(phase.meeting.effects);
}

/** Begins the act and does `make` in the very moment it comes to the phase. */
async function strikeAt<Made>(
  phase: ActPhase,
  rig: FaultRig,
  make: () => Made,
): Promise<{ act: Act; struck: Made }> {
  let struck: { made: Made } | null = null;
  let armed = true;
  const look = (crossing: Crossing) => {
    if (!armed || !phase.reached(crossing)) return false;
    armed = false;
    struck = { made: make() };
    return true;
  };
  rig.disturbance.onCrossing = (direction, bytes) => void look({ direction, bytes });
  const act = await phase.begin();
  await rig.time.until('the act comes to this phase', () => !armed || look(null), 10_000);
  rig.disturbance.onCrossing = () => {};
  if (!struck) throw new Error('the act never came to this phase');
  return { act, struck: (struck as { made: Made }).made };
}

async function tellFault({ time, readStatus }: FaultRig, told: Mischief['told'], slowMs = 0): Promise<void> {
  if (told?.by !== 'status') return;
  const withinMs = (told.withinMs ?? limitMs) + slowMs + (time.isReal ? limitMs : 0);
  await time.until('the status names the fault', async () => told.is(await readStatus()), withinMs);
}

/** Under a stepped clock to the millisecond; the machine of a real line or process may be busy. */
function limitOf({ time }: FaultRig): number {
  return time.isReal ? 2 * limitMs : limitMs;
}

/** Serves again, and no status speaks of a fault that is over. */
async function backInService({ time, readStatus }: FaultRig, withinMs: number): Promise<void> {
  await time.until(
    'the device is back',
    async () => {
      const { state, fault } = await readStatus();
      return state === 'online' && fault === null;
    },
    withinMs,
  );
}

async function theEnd(outcome: { value: Told | null }, act: Act, rig: FaultRig): Promise<Told> {
  const { time } = rig;
  const ended = () => outcome.value !== null;
  await time.until('the act ends', ended, patienceMs).catch(() => {});
  if (!ended() && rig.tryAgain) {
    rig.tryAgain();
    await time.until('the act ends', ended, patienceMs).catch(() => {});
  }
  await time.until('the act ends', ended, longestActMs).catch(() => act.leave());
  await time.until('the act ends when it is left', ended, longestActMs);
  if (!outcome.value) throw new Error('ended without an outcome');
  return outcome.value;
}

/** What is said of the act is what happened in the world. */
function agrees({ outcome }: Told, effects: number): void {
  if (outcome === 'done') expect(effects).toBe(1);
  else if (outcome === 'none' || outcome === 'failed') expect(effects).toBe(0);
  else expect(effects).toBeLessThanOrEqual(1);
}

async function expectActWorks(rig: FaultRig): Promise<void> {
  const usual = phaseOf(rig, rig.usual);
  const before = usual.effects();
  const act = await usual.begin();
  const outcome = settled(act.told);
  usual.meanwhile?.();
  await rig.time.until('the next act ends', () => outcome.value !== null, longestActMs);
  expect(outcome.value).toMatchObject({ outcome: 'done' });
  expect(usual.effects()).toBe(before + 1);
}

/** A promise one can look at. What it throws is thrown at the next look. */
function settled(promise: Promise<Told>): { readonly value: Told | null } {
  let value: Told | null = null;
  let failure: { error: unknown } | null = null;
  promise.then(
    (result) => {
      value = result;
    },
    (error: unknown) => {
      failure = { error };
    },
  );
  return {
    get value() {
      if (failure) throw (failure as { error: unknown }).error;
      return value;
    },
  };
}
