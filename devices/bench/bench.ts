import { randomInt } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BenchState } from '../../contract/bench.ts';
import { systemClock } from '../../contract/clock.ts';
import type { DeviceClass } from '../../contract/device-common.ts';
import type { FictionalPerson } from '../../contract/fictional-person.ts';
import { Feed } from '../../link/index.ts';
import { disturbed, LineDisturbance } from '../disturbance/index.ts';
import { SimulatorOnHidBridge } from '../simulator-on-hid-bridge.ts';
import { CityOutside } from './city-outside.ts';
import { type BenchConfig, type LineDevice, lineDevices } from './config.ts';
import { DevicePort } from './device-port.ts';
import { Ledger } from './ledger.ts';
import { Pictures } from './pictures.ts';
import { powerUnits } from './power-units.ts';
import { handsOf } from './script/hands.ts';
import { ScriptDesk } from './script/script-desk.ts';
import { CameraUnit } from './units/camera-unit.ts';
import { CardReaderUnit } from './units/card-reader-unit.ts';
import { DispenserUnit } from './units/dispenser-unit.ts';
import { DocumentPrinterUnit } from './units/document-printer-unit.ts';
import { DoorUnit } from './units/door-unit.ts';
import { LockerUnit } from './units/locker-unit.ts';
import { PowerRelayUnit } from './units/power-relay-unit.ts';
import { PrinterUnit } from './units/printer-unit.ts';
import { ScannerUnit } from './units/scanner-unit.ts';
import { SignaturePadUnit } from './units/signature-pad-unit.ts';
import { noteFault } from './units/unit-context.ts';

/** All simulated units of one terminal behind their plugs, and the people around them. */
export interface Bench {
  people: readonly FictionalPerson[];
  pictures: Pictures;
  /** The snapshot at once and after every change. */
  watch(signal: AbortSignal | undefined): AsyncGenerator<BenchState>;
  ledger: Ledger;
  ledgerFile: string;
  city: CityOutside;
  cardReader: CardReaderUnit;
  scanner: ScannerUnit;
  printer: PrinterUnit;
  locker: LockerUnit;
  door: DoorUnit;
  camera: CameraUnit;
  dispenser: DispenserUnit;
  documentPrinter: DocumentPrinterUnit;
  signaturePad: SignaturePadUnit;
  ports: Record<LineDevice, DevicePort>;
  /** What goes wrong by itself. */
  script: ScriptDesk;
  readState(): BenchState;
  unplug(device: DeviceClass): Promise<void>;
  plug(device: DeviceClass): Promise<void>;
  /** False for the camera, which is a file. */
  hang(device: DeviceClass): boolean;
  close(): Promise<void>;
}

/** Puts every unit behind its plug. Rejects when a port is taken or the output directory cannot be written. */
export async function openBench(config: BenchConfig, people: readonly FictionalPerson[]): Promise<Bench> {
  const directory = resolve(config.outputDirectory);
  const ptyDirectory = join(directory, 'pty');
  await mkdir(config.pseudoTerminals ? ptyDirectory : directory, { recursive: true });

  const version = new Feed(0);
  const ledgerFile = join(directory, 'ledger.jsonl');
  const ledger = new Ledger(ledgerFile, systemClock);
  const context = { ledger, changed: () => version.set(version.value + 1) };
  const pictures = new Pictures();
  const { pace } = config;

  const disturbances: Record<LineDevice, LineDisturbance> = {
    'id-card-reader': new LineDisturbance(),
    'code-scanner': new LineDisturbance(),
    'receipt-printer': new LineDisturbance(),
    'pickup-locker': new LineDisturbance(),
    'document-printer': new LineDisturbance(),
    door: new LineDisturbance(),
    dispenser: new LineDisturbance(),
    'signature-pad': new LineDisturbance(),
    'power-relay': new LineDisturbance(),
  };
  const cardReader = new CardReaderUnit(context, {
    baudRate: pace.cardReaderBaudRate,
    housing: config.cardReader.housing,
    disturbance: disturbances['id-card-reader'],
  });
  const scanner = new ScannerUnit(context, {
    ...config.scanner,
    disturbance: disturbances['code-scanner'],
  });
  const printer = new PrinterUnit(context, { speedMmPerS: pace.printerSpeedMmPerS });
  const locker = new LockerUnit(context, config.locker);
  const door = new DoorUnit(context, config.door);
  const dispenser = new DispenserUnit(context, config.dispenser);
  const camera = new CameraUnit(context, {
    file: join(directory, 'camera.y4m'),
    emptyDesk: await pictures.emptyDesk(),
  });
  await camera.plug();
  const signaturePad = new SignaturePadUnit(context, {
    ...config.signaturePad,
    disturbance: disturbances['signature-pad'],
  });
  const powerRelay = new PowerRelayUnit(context, config.powerRelay);
  const documentPrinter = new DocumentPrinterUnit(context, { sheetMs: pace.documentSheetMs });

  const simulators = {
    'id-card-reader': cardReader.simulator,
    'code-scanner': scanner.simulator,
    'receipt-printer': printer.simulator,
    'pickup-locker': locker.simulator,
    'document-printer': documentPrinter.simulator,
    door: door.simulator,
    dispenser: dispenser.simulator,
    'signature-pad': signaturePad.simulator,
    'power-relay': powerRelay.simulator,
  };
  const isOnHidBridge = (device: LineDevice) => simulators[device] instanceof SimulatorOnHidBridge;
  // Neither HTTP nor HID reports have a serial line.
  const hasSerialLine = (device: LineDevice) => device !== 'document-printer' && !isOnHidBridge(device);
  const powers = powerUnits({ printer, documentPrinter, dispenser }, simulators, {
    clock: systemClock,
    bootMs: pace.bootMs,
    onChange: context.changed,
  });
  const powerOf = (device: DeviceClass) => (device === 'document-camera' ? null : powers[device]);
  powerRelay.onPower = (device, on) => powerOf(device)?.setPower(on);
  const openPort = (device: LineDevice) =>
    DevicePort.open({
      device,
      // Reports are disturbed behind the bridge, not the frames it carries them in.
      simulator: isOnHidBridge(device) ? powers[device] : disturbed(powers[device], disturbances[device]),
      tcpPort: config.devicePorts[device],
      ptyLink: config.pseudoTerminals && hasSerialLine(device) ? join(ptyDirectory, device) : null,
      onChange: context.changed,
    });
  const ports: Record<LineDevice, DevicePort> = {
    'id-card-reader': await openPort('id-card-reader'),
    'code-scanner': await openPort('code-scanner'),
    'receipt-printer': await openPort('receipt-printer'),
    'pickup-locker': await openPort('pickup-locker'),
    'document-printer': await openPort('document-printer'),
    door: await openPort('door'),
    dispenser: await openPort('dispenser'),
    'signature-pad': await openPort('signature-pad'),
    'power-relay': await openPort('power-relay'),
  };
  const plugOf = (device: DeviceClass) => (device === 'document-camera' ? camera : ports[device]);

  const readState = (): BenchState => ({
    devices: [
      ...lineDevices.map((device) => {
        const { plugged, attached, tcpPort } = ports[device];
        const address = `${isOnHidBridge(device) ? 'hid-bridge ' : ''}127.0.0.1:${tcpPort}`;
        const { state: power, isHung: hung } = powers[device];
        return { device, plugged, attached, power, hung, address };
      }),
      {
        device: 'document-camera' as const,
        plugged: camera.plugged,
        attached: false,
        power: 'on' as const,
        hung: false,
        address: camera.file,
      },
    ],
    people: people.map(({ personId, card, note }) => ({ personId, name: card.name, note })),
    cardOnReader: cardReader.cardOnReader,
    pictures: pictures.list(),
    pictureUnderCamera: camera.pictureUnderCamera,
    printer: printer.state,
    locker: locker.state,
    scannerTriggered: scanner.triggered,
    documentPrinter: documentPrinter.state,
    door: door.state,
    dispenser: dispenser.state,
    signaturePad: signaturePad.state,
    script: script.state,
  });
  const unplug = async (device: DeviceClass) => {
    const plug = plugOf(device);
    if (!plug.plugged) return;
    await plug.unplug();
    noteFault(context, device, 'unplugged');
  };
  const plug = async (device: DeviceClass) => {
    const its = plugOf(device);
    if (its.plugged) return;
    await its.plug();
    noteFault(context, device, 'plugged');
  };
  const script = new ScriptDesk({
    clock: systemClock,
    disturbances,
    handle: handsOf({
      ...{ printer, documentPrinter, dispenser, locker, door, cardReader, scanner },
      ...{ plug, unplug, disturbances },
    }),
    onChange: context.changed,
    onFailure: (error) => console.error(error),
    drawSeed: () => randomInt(2 ** 32),
  });
  ledger.onAppended = (entry) => {
    if (entry.type !== 'fault_made') script.onEvent(entry.type);
  };

  return {
    people,
    pictures,
    ledger,
    ledgerFile,
    city: new CityOutside(config.cityControlUrl),
    cardReader,
    scanner,
    printer,
    locker,
    door,
    camera,
    dispenser,
    documentPrinter,
    signaturePad,
    ports,
    readState,
    async *watch(signal) {
      for await (const _version of version.follow(signal)) yield readState();
    },
    script,
    unplug,
    plug,
    hang(device) {
      const unit = powerOf(device);
      if (unit?.state !== 'on') return false;
      unit.hang();
      noteFault(context, device, 'hung');
      return true;
    },
    async close() {
      await script.stop();
      await Promise.all([camera.unplug(), ...lineDevices.map((device) => ports[device].unplug())]);
      ledger.close();
    },
  };
}
