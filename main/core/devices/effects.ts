import { readInvoiceCode } from '../../../contract/company.ts';
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
  | 'gateIsEmpty'
  | 'readInvoiceCode'
>;

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
    ...locker(devices),
    ...documentPrinter(devices),
    ...gate(devices),
    ...scanner(devices),
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

function documentPrinter(devices: DeviceDirectory): Pick<DeviceEffects, 'documentPrinterReady'> {
  return {
    documentPrinterReady() {
      const status = devices.status('document-printer');
      if (status?.state !== 'online' || status.coverOpen) return false;
      return status.paper !== 'out' && status.paper !== 'jammed' && status.toner !== 'out';
    },
  };
}

function gate(devices: DeviceDirectory): Pick<DeviceEffects, 'gateIsEmpty'> {
  return {
    async gateIsEmpty(signal) {
      for await (const { dispenser } of devices.statuses.follow(signal)) {
        if (dispenser?.gate === 'empty') return;
      }
    },
  };
}

function scanner(devices: DeviceDirectory): Pick<DeviceEffects, 'readInvoiceCode'> {
  return {
    async readInvoiceCode(signal) {
      const client = devices.isOnline('code-scanner') ? devices.client('code-scanner') : null;
      if (!client) return null;
      for await (const { text } of await client.watchCodes(undefined, { signal })) {
        const read = readInvoiceCode(text);
        if (read) return read;
      }
      return null;
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
