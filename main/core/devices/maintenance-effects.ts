import type { Completion, Fault } from '../../../contract/device-common.ts';
import type { MaintenancePorts } from '../cases/index.ts';
import type { DeviceDirectory } from './device-directory.ts';

const hostAway: Fault = { code: 'device_away', nextAct: 'technician', vendorCode: null };
const notSent: Completion = { effect: 'none', fault: hostAway, evidence: {} };
const notKnown: Completion = { effect: 'unknown', fault: hostAway, evidence: {} };

/** Carries a technician's acts to the device hosts; questions about the past wait for their host. */
export function maintenanceEffects(devices: DeviceDirectory): MaintenancePorts {
  return {
    async openDoor(commandId, pulseMs, signal) {
      return (await devices.client('door')?.openDoor({ commandId, pulseMs }, { signal })) ?? notSent;
    },
    async lookUpDoor(commandId, signal) {
      const door = await devices.whenAttached('door', signal);
      return (await door?.lookUpOpening({ commandId }, { signal })) ?? notKnown;
    },
    async dispenseItem(commandId, signal) {
      return (await devices.client('dispenser')?.dispense({ commandId }, { signal })) ?? notSent;
    },
    async captureItem(commandId, signal) {
      return (await devices.client('dispenser')?.capture({ commandId }, { signal })) ?? notSent;
    },
    async lookUpItem(question, signal) {
      const dispenser = await devices.whenAttached('dispenser', signal);
      return (await dispenser?.lookUp(question, { signal })) ?? notKnown;
    },
    async readItemSensors(signal) {
      const dispenser = await devices.whenAttached('dispenser', signal);
      if (!dispenser) throw new Error('the dispenser host is away');
      return dispenser.readUnits(undefined, { signal });
    },
    async printPage(jobId, { pdf, pages }, signal) {
      const document = new Blob([new Uint8Array(pdf)], { type: 'application/pdf' });
      const printer = devices.client('document-printer');
      return (await printer?.print({ jobId, pdf: document, pages }, { signal })) ?? notSent;
    },
    async lookUpPage(jobId, pages, signal) {
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
