import type { CellAddress, DispenserLookUp } from '../../../contract/device-classes.ts';
import type { Completion } from '../../../contract/device-common.ts';
import type { ReceiptDocument } from '../../../contract/receipt-document.ts';
import { unreachable } from '../../../contract/result.ts';
import type { IntentId } from '../../../contract/words.ts';
import type { Evidence, MaintenanceAct, MaintenanceKind } from '../../../db/index.ts';
import { type DecisionTools, decideByMemory, decideOpening, decidePrint, type Verdict } from './evidence.ts';
import type { MaintenancePorts, TestPage } from './maintenance-ports.ts';
import type { EffectPorts } from './ports.ts';

/** Something a technician does to the world by a device. */
export type TechnicianAct =
  /** `compose` is given the id that the slip must carry in a QR code `budayang:<id>:…`. */
  | { kind: 'print_test_slip'; compose(documentId: IntentId): ReceiptDocument }
  | { kind: 'open_cell'; cell: CellAddress }
  /** A multiple of 100 ms. */
  | { kind: 'open_door'; pulseMs: number }
  | { kind: 'dispense_item' }
  | { kind: 'capture_item' }
  | { kind: 'print_test_page'; page: TestPage };

export type ActPorts = EffectPorts & MaintenancePorts;

/** How an act is done: what is read before it is promised, then the act itself under its id. */
export interface ActPlan {
  timeoutMs: number;
  readBefore(signal: AbortSignal): Promise<Evidence>;
  prepare(actId: IntentId): (signal: AbortSignal) => Promise<Completion>;
}

const printTimeoutMs = 60_000;
/** Doors and cells answer at once, an item travels for some seconds. */
const moveTimeoutMs = 20_000;

export function planOf(act: TechnicianAct, ports: ActPorts): ActPlan {
  switch (act.kind) {
    case 'print_test_slip':
      return {
        timeoutMs: printTimeoutMs,
        readBefore: async (signal) => ({ cutCount: await ports.readCutCount(signal) }),
        prepare: (actId) => {
          const document = act.compose(actId);
          return (signal) => ports.print(actId, document, signal);
        },
      };
    case 'open_cell': {
      const { board, cell } = act.cell;
      return {
        timeoutMs: moveTimeoutMs,
        readBefore: async (signal) => ({ board, cell, doorBefore: await ports.readDoor(act.cell, signal) }),
        prepare: (actId) => (signal) => ports.openCell(actId, { board, cell }, signal),
      };
    }
    case 'open_door':
      return {
        timeoutMs: moveTimeoutMs,
        readBefore: async () => ({ pulseMs: act.pulseMs }),
        prepare: (actId) => (signal) => ports.openDoor(actId, act.pulseMs, signal),
      };
    case 'dispense_item':
    case 'capture_item':
      return {
        timeoutMs: moveTimeoutMs,
        readBefore: async (signal) => {
          const { gate, storage } = await ports.readItemSensors(signal);
          return { gate, binCount: storage.find(({ kind }) => kind === 'retained')?.count ?? null };
        },
        prepare: (actId) => (signal) =>
          act.kind === 'dispense_item' ? ports.dispenseItem(actId, signal) : ports.captureItem(actId, signal),
      };
    case 'print_test_page': {
      const { pages } = act.page;
      return {
        timeoutMs: printTimeoutMs,
        readBefore: async (signal) => ({ pages, sheetCount: await ports.readSheetCount(signal) }),
        prepare: (actId) => (signal) => ports.printPage(actId, act.page, signal),
      };
    }
    default:
      return unreachable(act);
  }
}

/** What came of an act whose completion was lost, by the memory of its device and the evidence before it. */
export function decideAct(
  tools: DecisionTools & { ports: ActPorts },
  { actId, kind, evidenceBefore }: MaintenanceAct,
): Promise<Verdict> {
  const { ports } = tools;
  const { board, cell, doorBefore, cutCount, pages } = evidenceBefore;
  switch (kind) {
    case 'print_test_slip':
      return decidePrint(tools, actId, typeof cutCount === 'number' ? cutCount : null);
    case 'open_cell': {
      if (typeof board !== 'number' || typeof cell !== 'number')
        throw new Error(`act ${actId} names no cell`);
      return decideOpening(tools, actId, { board, cell }, typeof doorBefore === 'string' ? doorBefore : null);
    }
    case 'open_door':
      return decideByMemory(tools, (signal) => ports.lookUpDoor(actId, signal));
    case 'dispense_item':
    case 'capture_item': {
      const question = itemQuestion(actId, kind === 'dispense_item' ? 'dispense' : 'capture', evidenceBefore);
      return decideByMemory(tools, (signal) => ports.lookUpItem(question, signal));
    }
    case 'print_test_page':
      return decideByMemory(tools, (signal) =>
        ports.lookUpPage(actId, typeof pages === 'number' ? pages : 1, signal),
      );
    default:
      return unreachable(kind);
  }
}

function itemQuestion(
  commandId: IntentId,
  act: 'dispense' | 'capture',
  { gate, binCount }: Evidence,
): DispenserLookUp {
  const known = gate === 'empty' || gate === 'item_present' ? gate : 'unknown';
  return {
    commandId,
    before: { act, gate: known, binCount: typeof binCount === 'number' ? binCount : null },
  };
}

/** Acts that move the same device wait for one another. */
export const deviceOfAct = {
  print_test_slip: 'receipt-printer',
  open_cell: 'pickup-locker',
  open_door: 'door',
  dispense_item: 'dispenser',
  capture_item: 'dispenser',
  print_test_page: 'document-printer',
} as const satisfies Record<MaintenanceKind, string>;
