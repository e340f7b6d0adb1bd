import { err, ok } from '../../../contract/result.ts';
import type { CaseId, IntentId } from '../../../contract/words.ts';
import { acceptedFacts, type DeliveryTools, look, type Preparation } from './acts.ts';

const openTimeoutMs = 20_000;
/** Long enough for a slow person to reach the door. */
const doorPulseMs = 5000;

/** Opens the cell in which the parcel of this case lies. */
export async function prepareCell(tools: DeliveryTools, caseId: CaseId): Promise<Preparation> {
  const { book, ports, random } = tools;
  const parcel = acceptedFacts(book.get(caseId)?.state)?.parcel;
  if (!parcel) return err('content_missing');
  const cell = { board: parcel.board, cell: parcel.cell };
  const door = await look(tools, (signal) => ports.readDoor(cell, signal));
  if (!door.ok) return err(door.error.kind === 'stopped' ? 'stopped' : 'locker_away');
  const intentId = random.uuid() as IntentId;
  return ok({
    kind: 'open_cell',
    intentId,
    evidenceBefore: { ...cell, doorBefore: door.value },
    timeoutMs: openTimeoutMs,
    perform: (signal) => ports.openCell(intentId, cell, signal),
  });
}

/** Lets the lock of the room go. */
export function prepareDoor({ ports, random }: DeliveryTools): Preparation {
  const intentId = random.uuid() as IntentId;
  return ok({
    kind: 'open_door',
    intentId,
    evidenceBefore: {},
    timeoutMs: openTimeoutMs,
    perform: (signal) => ports.openDoor(intentId, doorPulseMs, signal),
  });
}
