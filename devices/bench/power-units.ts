import type { DeviceSimulator } from '../simulator.ts';
import type { LineDevice } from './config.ts';
import { UnitPower, type UnitPowerOptions } from './unit-power.ts';
import type { DispenserUnit } from './units/dispenser-unit.ts';
import type { DocumentPrinterUnit } from './units/document-printer-unit.ts';
import type { PrinterUnit } from './units/printer-unit.ts';

/** Every unit behind its power, with what each of them loses when it goes. */
export function powerUnits(
  units: { printer: PrinterUnit; documentPrinter: DocumentPrinterUnit; dispenser: DispenserUnit },
  simulators: Record<LineDevice, DeviceSimulator>,
  options: Pick<UnitPowerOptions, 'clock' | 'bootMs' | 'onChange'>,
): Record<LineDevice, UnitPower> {
  const { printer, documentPrinter, dispenser } = units;
  const of = (device: LineDevice, onPower?: (on: boolean) => void) =>
    new UnitPower({ ...options, simulator: simulators[device], onPower });
  return {
    'id-card-reader': of('id-card-reader'),
    'code-scanner': of('code-scanner'),
    'receipt-printer': of('receipt-printer', (on) => printer.simulator.setPower(on)),
    'pickup-locker': of('pickup-locker'),
    'document-printer': of('document-printer', (on) => on && documentPrinter.simulator.restart()),
    door: of('door'),
    dispenser: of('dispenser', (on) => on && dispenser.simulator.restart()),
    'signature-pad': of('signature-pad'),
    'power-relay': of('power-relay'),
  };
}
