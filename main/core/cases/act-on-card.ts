import type { DispenserLookUp, DispenserSensors } from '../../../contract/device-classes.ts';
import { gateStateSchema } from '../../../contract/device-classes.ts';
import { err, ok } from '../../../contract/result.ts';
import type { CaseId, IntentId } from '../../../contract/words.ts';
import type { Evidence } from '../../../db/index.ts';
import { type DeliveryTools, look, type Preparation } from './acts.ts';
import { askWithin } from './asking.ts';
import { decideItem, type Verdict, verdictOf } from './evidence.ts';

const dispenseTimeoutMs = 30_000;

/** Brings one card or invoice out of the dispenser. `more`: what else is known of it. */
export async function prepareItem(
  tools: DeliveryTools,
  kind: 'dispense_card' | 'dispense_invoice',
  more: Evidence = {},
): Promise<Preparation> {
  const { ports, random } = tools;
  const sensors = await look(tools, (signal) => ports.readItemSensors(signal));
  if (!sensors.ok) return err(sensors.error.kind === 'stopped' ? 'stopped' : 'dispenser_away');
  const { gate, storage } = sensors.value;
  if (storage.some((unit) => unit.kind !== 'retained' && unit.level === 'empty'))
    return err('dispenser_empty');
  const intentId = random.uuid() as IntentId;
  return ok({
    kind,
    intentId,
    evidenceBefore: { gate, binCount: binCountOf(sensors.value), ...more },
    timeoutMs: dispenseTimeoutMs,
    perform: (signal) => ports.dispenseItem(intentId, signal),
  });
}

function binCountOf({ storage }: DispenserSensors): number | null {
  return storage.find(({ kind }) => kind === 'retained')?.count ?? null;
}

/** What the dispenser is asked about an act whose completion was lost. */
export function dispenserQuestion(
  act: 'dispense' | 'capture',
  commandId: IntentId,
  { gate, binCount }: Evidence,
): DispenserLookUp {
  const gateBefore = gateStateSchema.safeParse(gate);
  if (!gateBefore.success) return { commandId };
  const count = typeof binCount === 'number' ? binCount : null;
  return { commandId, before: { act, gate: gateBefore.data, binCount: count } };
}

/** The resident of a dispensed card has gone: takes it back if it is still at the gate. */
export async function lookAfterCard(tools: DeliveryTools, caseId: CaseId): Promise<void> {
  const { book, ports, random, clock, stop } = tools;
  const sensors = await look(tools, (signal) => ports.readItemSensors(signal));
  if (stop.aborted) return;
  const gate = sensors.ok ? sensors.value.gate : 'unknown';
  if (!sensors.ok || gate === 'unknown') {
    book.dispatch(caseId, { type: 'card_unclear' });
    return;
  }
  if (gate === 'empty') {
    book.dispatch(caseId, { type: 'card_taken' });
    return;
  }
  const intentId = random.uuid() as IntentId;
  const evidenceBefore = { gate, binCount: binCountOf(sensors.value) };
  if (!book.dispatch(caseId, { type: 'card_left_behind', intentId, evidenceBefore })) return;
  const completion = await askWithin(clock, stop, dispenseTimeoutMs, (signal) =>
    ports.captureItem(intentId, signal),
  );
  if (stop.aborted) return;
  const verdict: Verdict =
    completion.ok && completion.value.effect !== 'unknown'
      ? verdictOf(completion.value, 'completion')
      : await decideItem(tools, dispenserQuestion('capture', intentId, evidenceBefore));
  if (!verdict || stop.aborted) return;
  const { effect, evidence } = verdict;
  const at = new Date(clock.wallMs()).toISOString();
  if (effect === 'done') {
    book.dispatch(caseId, { type: 'effect_confirmed', intentId, evidence, errandId: intentId, at });
  } else {
    book.dispatch(caseId, {
      type: effect === 'none' ? 'effect_missed' : 'effect_unknown',
      intentId,
      evidence,
    });
  }
}
