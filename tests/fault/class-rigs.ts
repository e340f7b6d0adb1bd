import { isDeepStrictEqual } from 'node:util';
import type { CardEvent, ScannedCode } from '../../contract/device-classes.ts';
import type { Completion, DeviceStatus } from '../../contract/device-common.ts';
import type { ReceiptDocument } from '../../contract/receipt-document.ts';
import { SerialScanner, SimulatedCodeScanner } from '../../devices/code-scanner/index.ts';
import { SamVReader, SimulatedIdCardReader } from '../../devices/id-card-reader/index.ts';
import { Board8aLocker, SimulatedPickupLocker } from '../../devices/pickup-locker/index.ts';
import { EscPosPrinter, SimulatedReceiptPrinter } from '../../devices/receipt-printer/index.ts';
import type { DeviceSimulator } from '../../devices/simulator.ts';
import { putSimulatorOnTcp } from '../../devices/simulator-on-tcp.ts';
import { TcpTransport } from '../../devices/transport/tcp.ts';
import { fictionalPeople } from '../../fixtures/index.ts';
import { DisturbedSimulator } from './disturbed-simulator.ts';
import { HostedDevice } from './hosted-device.ts';
import type { FaultRig, Outcome } from './rig.ts';
import type { TestedClass } from './table.ts';

interface Driver {
  status: { value: DeviceStatus };
  start(): void;
  stop(): Promise<void>;
}

/** The unit on its cable, and the driver in this process or in a host of its own. */
async function connect<Class extends TestedClass, TheDriver extends Driver>(options: {
  deviceClass: Class;
  config: object;
  simulator: DeviceSimulator;
  hosted: boolean;
  makeDriver: (transport: TcpTransport) => TheDriver;
}) {
  const line = new DisturbedSimulator(options.simulator);
  const cable = await putSimulatorOnTcp(line);
  const address = { host: '127.0.0.1', port: cable.port };
  if (options.hosted) {
    const transport = { kind: 'tcp', ...address };
    const host = new HostedDevice(options.deviceClass, { ...options.config, transport });
    await host.ready();
    const end = async () => {
      await host.stop();
      await cable.close();
    };
    return { line, cable, host, driver: null, end };
  }
  const driver = options.makeDriver(new TcpTransport(address));
  driver.start();
  const end = async () => {
    await driver.stop();
    await cable.close();
  };
  return { line, cable, host: null, driver, end };
}

const isAway = ({ state }: DeviceStatus) => state === 'offline' || state === 'no_device';
const nobody = async (): Promise<never> => {
  throw new Error('neither a driver nor a host');
};

/** What a host says now; a host that is away is a status too. */
async function firstOf(stream: Promise<AsyncIterable<DeviceStatus>> | undefined): Promise<DeviceStatus> {
  for await (const status of (await stream) ?? []) return status;
  return { state: 'unknown', fault: null };
}

/** A host that dies in the middle of a call leaves its effect open. */
async function effectOf(call: Promise<Completion>): Promise<Outcome> {
  return call.then(
    ({ effect }) => effect,
    () => 'unknown',
  );
}

/** Follows a stream to the first event that `judge` has a word for. */
async function outcomeOf<Event>(
  stream: Promise<AsyncIterable<Event>> | AsyncIterable<Event>,
  judge: (event: Event) => Outcome | null,
): Promise<Outcome> {
  try {
    for await (const event of await stream) {
      const outcome = judge(event);
      if (outcome) return outcome;
    }
    return 'failed';
  } catch {
    return 'failed';
  }
}

const slip = (jobId: string): ReceiptDocument => ({
  documentId: jobId,
  title: '办理回执',
  blocks: [
    { kind: 'text', text: '不打烊自助服务终端', align: 'center', size: 1, bold: false },
    { kind: 'qr', data: `budayang:${jobId}`, caption: null },
    { kind: 'pair', label: '办理事项', value: '居住证签注' },
  ],
});

export async function printerRig(hosted: boolean): Promise<FaultRig> {
  const qrTexts: string[] = [];
  const unit = new SimulatedReceiptPrinter({
    speedMmPerS: 60,
    onPaperCut: (paper) => {
      if (paper.complete) qrTexts.push(...paper.qrTexts);
    },
  });
  const connected = await connect({
    deviceClass: 'receipt-printer',
    config: { driver: 'esc-pos' },
    simulator: unit,
    hosted,
    makeDriver: (transport) => new EscPosPrinter({ transport }),
  });
  const { driver, host } = connected;
  return {
    ...connected,
    underWay: () => unit.state.linesHanging > 0,
    effects: () => qrTexts.length,
    tidyUp: () => {},
    mechanism: {
      power_off: { make: () => unit.setPower(false), cure: () => unit.setPower(true), told: isAway },
      jam: {
        make: () => unit.jam(),
        cure: () => {
          unit.clearJam();
        },
        told: ({ fault }) => fault?.code === 'paper_jam',
      },
      cover_open: {
        make: () => unit.setCover(true),
        cure: () => unit.setCover(false),
        told: ({ fault }) => fault?.code === 'cover_open',
      },
      no_paper: {
        make: () => unit.setPaper('out'),
        cure: () => unit.setPaper('full'),
        told: ({ fault }) => fault?.code === 'paper_out',
      },
    },
    use() {
      const leaving = new AbortController();
      const { signal } = leaving;
      const jobId = crypto.randomUUID();
      const job = { jobId, document: slip(jobId) };
      const client = host?.connect();
      return {
        leave: () => leaving.abort(),
        readStatus: async () => driver?.status.value ?? firstOf(client?.watchStatus()),
        act: () => effectOf(driver?.print(job, signal) ?? client?.print(job, { signal }) ?? nobody()),
      };
    },
  };
}

const boards = [{ address: 1, cells: 8, feedback: 'shorted_when_locked' as const }];
const cell = { board: 1, cell: 3 };

export async function lockerRig(hosted: boolean): Promise<FaultRig> {
  let opened = 0;
  const unit = new SimulatedPickupLocker({
    boards,
    onDoorOpened: () => {
      opened += 1;
    },
  });
  const connected = await connect({
    deviceClass: 'pickup-locker',
    config: { driver: 'board-8a', boards },
    simulator: unit,
    hosted,
    makeDriver: (transport) => new Board8aLocker({ transport, boards }),
  });
  const { driver, host } = connected;
  return {
    ...connected,
    underWay: () => unit.openCommands > 0,
    effects: () => opened,
    tidyUp: () => unit.closeDoor(cell),
    mechanism: {
      jam: { make: () => unit.setStuck(cell, true), cure: () => unit.setStuck(cell, false) },
    },
    use() {
      const leaving = new AbortController();
      const { signal } = leaving;
      const opening = { ...cell, commandId: crypto.randomUUID() };
      const client = host?.connect();
      return {
        leave: () => leaving.abort(),
        readStatus: async () => driver?.status.value ?? firstOf(client?.watchStatus()),
        act: () =>
          effectOf(driver?.openCell(opening, signal) ?? client?.openCell(opening, { signal }) ?? nobody()),
      };
    },
  };
}

/** Slow enough that a fault strikes in the middle of a record. */
const readerBaudRate = 38_400;

export async function readerRig(hosted: boolean): Promise<FaultRig> {
  const person = fictionalPeople[0];
  if (!person) throw new Error('a fictional person is needed');
  let read = 0;
  let found = false;
  const unit = new SimulatedIdCardReader({ baudRate: readerBaudRate, handMs: 0 });
  const connected = await connect({
    deviceClass: 'id-card-reader',
    config: { driver: 'sam-v' },
    simulator: unit,
    hosted,
    makeDriver: (transport) => new SamVReader({ transport }),
  });
  const { driver, host } = connected;
  const judge = (event: CardEvent): Outcome | null => {
    found ||= event.type === 'card_found';
    if (event.type === 'read_failed') return 'failed';
    if (event.type !== 'card_read') return null;
    // Half a record or another person's would be worse than none.
    if (!isDeepStrictEqual(event.card, { cardType: 'resident', ...person.card }))
      throw new Error('another card');
    read += 1;
    return 'done';
  };
  return {
    ...connected,
    underWay: () => found,
    effects: () => read,
    tidyUp: () => unit.lift(),
    mechanism: {},
    use() {
      const leaving = new AbortController();
      const { signal } = leaving;
      const client = host?.connect();
      return {
        leave: () => leaving.abort(),
        readStatus: async () => driver?.status.value ?? firstOf(client?.watchStatus()),
        act: () => {
          unit.layCard(person.card);
          const stream = driver?.watchCards(signal) ?? client?.watchCards(undefined, { signal });
          return outcomeOf(stream ?? nobody(), judge);
        },
      };
    },
  };
}

export async function scannerRig(hosted: boolean): Promise<FaultRig> {
  let read = 0;
  const unit = new SimulatedCodeScanner({ decodeMs: 400 });
  const connected = await connect({
    deviceClass: 'code-scanner',
    config: { driver: 'serial-scanner' },
    simulator: unit,
    hosted,
    makeDriver: (transport) => new SerialScanner({ transport, trigger: 'honeywell', suffix: 'cr' }),
  });
  const { driver, host } = connected;
  return {
    ...connected,
    underWay: () => unit.triggered,
    effects: () => read,
    tidyUp: () => unit.hideCode(),
    mechanism: {},
    use() {
      const leaving = new AbortController();
      const { signal } = leaving;
      const code = `CODE-${crypto.randomUUID()}`;
      const judge = ({ text }: ScannedCode): Outcome | null => {
        if (text !== code) return null;
        read += 1;
        return 'done';
      };
      const client = host?.connect();
      return {
        leave: () => leaving.abort(),
        readStatus: async () => driver?.status.value ?? firstOf(client?.watchStatus()),
        act: () => {
          unit.showCode(code);
          const stream = driver?.watchCodes(signal) ?? client?.watchCodes(undefined, { signal });
          return outcomeOf(stream ?? nobody(), judge);
        },
      };
    },
  };
}
