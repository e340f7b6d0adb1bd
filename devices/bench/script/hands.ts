import type { DeviceClass } from '../../../contract/device-common.ts';
import { unreachable } from '../../../contract/result.ts';
import { type LineDisturbance, type LineTroubles, noTroubles } from '../../disturbance/index.ts';
import type { LineDevice } from '../config.ts';
import type { CardReaderUnit } from '../units/card-reader-unit.ts';
import type { DispenserUnit } from '../units/dispenser-unit.ts';
import type { DocumentPrinterUnit } from '../units/document-printer-unit.ts';
import type { DoorUnit } from '../units/door-unit.ts';
import type { LockerUnit } from '../units/locker-unit.ts';
import type { PrinterUnit } from '../units/printer-unit.ts';
import type { ScannerUnit } from '../units/scanner-unit.ts';
import type { Misfortune } from './script.ts';
import type { Deed } from './script-run.ts';

/** In every byte of a line that tells wrong; checksums and the fixed bits of slip printers notice them. */
const wrongBits = 0x91;
const fullTray = 250;
const fullHopper = 100;

/** What a script can lay hands on. */
interface Hands {
  printer: PrinterUnit;
  documentPrinter: DocumentPrinterUnit;
  dispenser: DispenserUnit;
  locker: LockerUnit;
  door: DoorUnit;
  cardReader: CardReaderUnit;
  scanner: ScannerUnit;
  plug(device: DeviceClass): Promise<void>;
  unplug(device: DeviceClass): Promise<void>;
  disturbances: Record<LineDevice, LineDisturbance>;
}

/** What the bench does for each misfortune, and how it puts it right. */
export function handsOf(bench: Hands): (misfortune: Misfortune) => Deed {
  return (misfortune) => {
    if ('unplug' in misfortune) {
      const { unplug: device } = misfortune;
      const line = device === 'document-camera' ? null : bench.disturbances[device];
      return {
        says: `${device} is unplugged`,
        make() {
          // At once: what is about to cross does not cross any more.
          line?.set({ dead: true });
          return bench.unplug(device);
        },
        undo() {
          line?.set({ dead: false });
          return bench.plug(device);
        },
      };
    }
    if ('power_off' in misfortune) return powerOff(bench, misfortune.power_off);
    if ('line' in misfortune) return disturbLine(bench, misfortune);
    if ('jam' in misfortune) return jam(bench, misfortune);
    if ('no_paper' in misfortune) return noPaper(bench, misfortune.no_paper);
    if ('cover_open' in misfortune) return openCover(bench, misfortune.cover_open);
    if ('stuck' in misfortune) return stick(bench, misfortune);
    if ('card' in misfortune) {
      return { says: 'card is pulled away', make: () => bench.cardReader.lift(), undo: () => {} };
    }
    return { says: 'code is hidden', make: () => bench.scanner.hide(), undo: () => {} };
  };
}

function powerOff({ disturbances, ...units }: Hands, device: LineDevice): Deed {
  const setPower = (on: boolean) => {
    disturbances[device].set({ dead: !on });
    if (device === 'receipt-printer') units.printer.setPower(on);
    else if (device === 'document-printer' && on) units.documentPrinter.restart();
    else if (device === 'dispenser') units.dispenser.setPower(on);
    else if (device === 'door') units.door.setPower(on);
  };
  return { says: `${device} loses its power`, make: () => setPower(false), undo: () => setPower(true) };
}

function disturbLine(
  { disturbances }: Hands,
  { line, ...told }: Extract<Misfortune, { line: LineDevice }>,
): Deed {
  const troubles: Partial<LineTroubles> = {
    ...(told.dead === undefined ? {} : { dead: told.dead }),
    ...(told.mute === undefined ? {} : { mute: told.mute }),
    ...(told.wrong === undefined ? {} : { wrongBits: told.wrong ? wrongBits : 0 }),
    ...(told.delay === undefined ? {} : { delayMs: told.delay }),
    ...(told.pieces === undefined ? {} : { pieceBytes: told.pieces }),
    ...(told.gap === undefined ? {} : { pieceGapMs: told.gap }),
    ...(told.lose === undefined ? {} : { lostShare: told.lose }),
    ...(told.echo === undefined ? {} : { echo: told.echo }),
    ...(told.noise === undefined ? {} : { noiseBytes: told.noise }),
  };
  const names = Object.entries(told).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${value}`],
  );
  return {
    says: `line of ${line}: ${names.join(', ')}`,
    make: () => disturbances[line].set(troubles),
    undo: () => {
      const healed = Object.keys(troubles).map((name) => [name, noTroubles[name as keyof LineTroubles]]);
      disturbances[line].set(Object.fromEntries(healed));
    },
  };
}

function jam(bench: Hands, misfortune: Extract<Misfortune, { jam: string }>): Deed {
  const says = `${misfortune.jam} jams`;
  switch (misfortune.jam) {
    case 'receipt-printer':
      return { says, make: () => bench.printer.jam(), undo: () => bench.printer.clearJam() };
    case 'document-printer':
      return { says, make: () => bench.documentPrinter.jam(0), undo: () => bench.documentPrinter.clearJam() };
    case 'dispenser':
      return {
        says: `${says} at ${misfortune.phase}`,
        make: () => bench.dispenser.jamAt(misfortune.phase),
        undo: () => bench.dispenser.clearJam(),
      };
    default:
      return unreachable(misfortune);
  }
}

function noPaper(bench: Hands, device: Extract<Misfortune, { no_paper: string }>['no_paper']): Deed {
  const says = `${device} is empty`;
  switch (device) {
    case 'receipt-printer':
      return {
        says,
        make: () => bench.printer.setPaper('out'),
        undo: () => bench.printer.setPaper('full'),
      };
    case 'document-printer':
      return {
        says,
        make: () => bench.documentPrinter.setPaper(0),
        undo: () => bench.documentPrinter.setPaper(fullTray),
      };
    case 'dispenser':
      return {
        says,
        make: () => bench.dispenser.setItems(0),
        undo: () => bench.dispenser.setItems(fullHopper),
      };
    default:
      return unreachable(device);
  }
}

function openCover(bench: Hands, device: 'receipt-printer' | 'document-printer'): Deed {
  const setOpen = (open: boolean) =>
    device === 'receipt-printer' ? bench.printer.setCover(open) : bench.documentPrinter.setDoor(open);
  return { says: `${device} is opened`, make: () => setOpen(true), undo: () => setOpen(false) };
}

function stick(bench: Hands, misfortune: Extract<Misfortune, { stuck: string }>): Deed {
  if (misfortune.stuck === 'door') {
    return {
      says: 'relay of the door sticks',
      make: () => bench.door.setStuck(true),
      undo: () => bench.door.setStuck(false),
    };
  }
  const [board = 0, cell = 0] = misfortune.cell.split('-').map(Number);
  const setStuck = (stuck: boolean) => {
    if (bench.locker.has({ board, cell })) bench.locker.setStuck({ board, cell }, stuck);
  };
  return {
    says: `lock of cell ${misfortune.cell} sticks`,
    make: () => setStuck(true),
    undo: () => setStuck(false),
  };
}
