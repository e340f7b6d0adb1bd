import type { Completion, Fault } from '../../../contract/device-common.ts';
import type { EffectPorts } from '../cases/index.ts';
import type { DeviceDirectory } from './device-directory.ts';

/** The part of a case's effects that devices carry out. */
export type DeviceEffects = Pick<
  EffectPorts,
  | 'print'
  | 'lookUpJob'
  | 'cancelJob'
  | 'readCutCount'
  | 'openCell'
  | 'lookUpOpening'
  | 'readDoor'
  | 'documentPrinterReady'
  | 'printDocument'
  | 'lookUpDocument'
  | 'readSheetCount'
  | 'dispense'
  | 'captureItem'
  | 'lookUpDispenser'
  | 'readDispenser'
  | 'openDoor'
  | 'lookUpDoorOpening'
>;

/** Long enough for a slow person to reach the door. */
const doorPulseMs = 5000;

const hostAway: Fault = { code: 'device_away', nextAct: 'technician', vendorCode: null };

/** Nothing was sent, so nothing happened. */
const notSent: Completion = { effect: 'none', fault: hostAway, evidence: {} };

/** The host that would know is away. */
const notKnown: Completion = { effect: 'unknown', fault: hostAway, evidence: {} };

/**
 * Carries effects to the device hosts. A host lost in the middle of a call rejects it: effect unknown.
 * Questions about the past wait for their host, since they are asked when the core has just started.
 */
export function deviceEffects(devices: DeviceDirectory): DeviceEffects {
  return {
    ...receiptPrinting(devices),
    ...documentPrinting(devices),
    ...locker(devices),
    ...handingOut(devices),
  };
}

function receiptPrinting(
  devices: DeviceDirectory,
): Pick<DeviceEffects, 'print' | 'lookUpJob' | 'cancelJob' | 'readCutCount'> {
  return {
    async print(jobId, document, signal) {
      return (await devices.client('receipt-printer')?.print({ jobId, document }, { signal })) ?? notSent;
    },
    async lookUpJob(jobId, signal) {
      const printer = await devices.whenAttached('receipt-printer', signal);
      return (await printer?.lookUpJob({ jobId }, { signal })) ?? notKnown;
    },
    async cancelJob(jobId, signal) {
      const printer = await devices.whenAttached('receipt-printer', signal);
      return (await printer?.cancelJob({ jobId }, { signal })) ?? notKnown;
    },
    async readCutCount(signal) {
      const printer = await devices.whenAttached('receipt-printer', signal);
      const answer = await printer?.readCutCount(undefined, { signal });
      return answer?.cutCount ?? null;
    },
  };
}

function documentPrinting(
  devices: DeviceDirectory,
): Pick<DeviceEffects, 'documentPrinterReady' | 'printDocument' | 'lookUpDocument' | 'readSheetCount'> {
  return {
    documentPrinterReady() {
      const status = devices.status('document-printer');
      if (status?.state !== 'online' || status.coverOpen) return false;
      return status.paper !== 'out' && status.paper !== 'jammed' && status.toner !== 'out';
    },
    async printDocument(jobId, { pdf, pages }, signal) {
      const blob = new Blob([Uint8Array.from(pdf)], { type: 'application/pdf' });
      const printer = devices.client('document-printer');
      return (await printer?.print({ jobId, pdf: blob, pages }, { signal })) ?? notSent;
    },
    async lookUpDocument(jobId, pages, signal) {
      const printer = await devices.whenAttached('document-printer', signal);
      return (await printer?.lookUpJob({ jobId, pages }, { signal })) ?? notKnown;
    },
    async readSheetCount(signal) {
      const printer = await devices.whenAttached('document-printer', signal);
      const answer = await printer?.readSheetCount(undefined, { signal });
      return answer?.sheetCount ?? null;
    },
  };
}

function locker(devices: DeviceDirectory): Pick<DeviceEffects, 'openCell' | 'lookUpOpening' | 'readDoor'> {
  return {
    async openCell(commandId, cell, signal) {
      return (await devices.client('pickup-locker')?.openCell({ ...cell, commandId }, { signal })) ?? notSent;
    },
    async lookUpOpening(commandId, cell, signal) {
      const host = await devices.whenAttached('pickup-locker', signal);
      return (await host?.lookUpOpening({ ...cell, commandId }, { signal })) ?? notKnown;
    },
    async readDoor({ board, cell }, signal) {
      for await (const { 'pickup-locker': status } of devices.statuses.follow(signal)) {
        const known = status?.cells.find((each) => each.board === board && each.cell === cell);
        if (known) return known.door;
      }
      return 'unknown';
    },
  };
}

function handingOut(
  devices: DeviceDirectory,
): Pick<
  DeviceEffects,
  'dispense' | 'captureItem' | 'lookUpDispenser' | 'readDispenser' | 'openDoor' | 'lookUpDoorOpening'
> {
  return {
    async dispense(commandId, signal) {
      return (await devices.client('dispenser')?.dispense({ commandId }, { signal })) ?? notSent;
    },
    async captureItem(commandId, signal) {
      return (await devices.client('dispenser')?.capture({ commandId }, { signal })) ?? notSent;
    },
    async lookUpDispenser(question, signal) {
      const dispenser = await devices.whenAttached('dispenser', signal);
      return (await dispenser?.lookUp(question, { signal })) ?? notKnown;
    },
    async readDispenser(signal) {
      const dispenser = await devices.whenAttached('dispenser', signal);
      if (!dispenser) throw new Error('the dispenser host is away');
      return dispenser.readUnits(undefined, { signal });
    },
    async openDoor(commandId, signal) {
      const door = devices.client('door');
      return (await door?.openDoor({ commandId, pulseMs: doorPulseMs }, { signal })) ?? notSent;
    },
    async lookUpDoorOpening(commandId, signal) {
      const door = await devices.whenAttached('door', signal);
      return (await door?.lookUpOpening({ commandId }, { signal })) ?? notKnown;
    },
  };
}
