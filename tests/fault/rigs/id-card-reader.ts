import { isDeepStrictEqual } from 'node:util';
import type { CardEvent } from '../../../contract/device-classes.ts';
import { disturbed, disturbedReports, LineDisturbance } from '../../../devices/disturbance/index.ts';
import {
  MiaxisDeviceSide,
  miaxisWrapper,
  SamVReader,
  SimulatedIdCardReader,
  wrapHidTransport,
} from '../../../devices/id-card-reader/index.ts';
import { fictionalPeople } from '../../../fixtures/index.ts';
import { nobody, startDevice, toldByStream, WrongThing } from '../device-under-test.ts';
import { hidBridgeLane, hidLane, memoryLane, serialLane, tcpLane } from '../lines.ts';
import type { Act, ActPhase, Crossing, FaultRig, Told } from '../rig.ts';
import type { RigOptions } from './options.ts';

/** Slow enough that a fault strikes in the middle of a record. */
const baudRate = 38_400;
const someOfTheRecord = 400;
const appendedAddress = '示例路2号';

/** Commands of the module, as they stand in a frame wherever it lies in a report. */
const commands = { find: '2001', select: '2002', read: '3001', readAddress: '3003' };

export async function idCardReaderRig({
  driver: name,
  time,
  setting,
  hostProgram,
}: RigOptions): Promise<FaultRig> {
  const { clock } = time;
  const person = fictionalPeople[0] ?? nobody();
  let reads = 0;
  const unit = new SimulatedIdCardReader({
    clock,
    baudRate,
    handMs: 0,
    appendedAddresses: [appendedAddress],
  });
  const disturbance = new LineDisturbance({ clock });
  const isHid = name === 'sam-v hid';
  const hosted = setting === 'hosted';
  const lane = await openLane();
  const config = { driver: 'sam-v', appendedAddresses: true };
  const device = await startDevice({
    deviceClass: 'id-card-reader',
    config,
    lane,
    hosted,
    hostProgram,
    makeDriver: (transport) =>
      new SamVReader({ transport: transport ?? nobody(), clock, appendedAddresses: true }),
  });
  const { driver, host } = device;

  async function openLane() {
    if (isHid) {
      const reports = disturbedReports(new MiaxisDeviceSide(unit), disturbance);
      if (hosted) return hidBridgeLane(reports);
      const lane = hidLane(reports);
      return { ...lane, way: wrapHidTransport(lane.way, miaxisWrapper, clock) };
    }
    const simulator = disturbed(unit, disturbance);
    if (setting === 'stepped') return memoryLane(simulator);
    return name === 'sam-v serial' ? serialLane(simulator) : tcpLane(simulator);
  }

  const judge = (event: CardEvent): Told | null => {
    if (event.type === 'read_failed') return { outcome: 'failed', fault: event.reason };
    if (event.type !== 'card_read') return null;
    // Half a record or another person's would be worse than none.
    if (!isDeepStrictEqual(event.card, { cardType: 'resident', ...person.card }))
      throw new WrongThing('another card');
    reads += 1;
    return { outcome: 'done', fault: null };
  };
  const lay = () => {
    if (!unit.cardPresent) unit.layCard(person.card);
  };
  const phase = (
    reached: (crossing: Crossing) => boolean,
    who: { lays: 'at_once' | 'meanwhile' },
  ): ActPhase => ({
    begin(): Act {
      const leaving = new AbortController();
      const { signal } = leaving;
      if (who.lays === 'at_once') lay();
      const stream =
        driver?.watchCards(signal) ?? host?.connect().watchCards(undefined, { signal }) ?? nobody();
      return {
        told: toldByStream(stream, judge),
        again: null,
        lookUp: null,
        leave: () => leaving.abort(),
      };
    },
    reached,
    effects: () => reads,
    // One watches at a time; the card already lies there.
    meeting: { first: 'failed', second: 'done', effects: 1 },
    ...(who.lays === 'meanwhile' ? { meanwhile: lay } : {}),
  });
  const asks = (crossing: Crossing, command: string) =>
    crossing?.direction === 'to_unit' && hexOf(crossing.bytes).includes(`0003${command}`);
  let record = 0;
  const inRecord = (crossing: Crossing) => {
    if (asks(crossing, commands.read)) record = 1;
    else if (record > 0 && crossing?.direction === 'from_unit') record += crossing.bytes.length;
    return record > someOfTheRecord;
  };
  return {
    ...device,
    time,
    disturbance,
    wrongBits: 0x04,
    cable: lane.cable,
    usual: 'selecting',
    phases: {
      looking: phase((crossing) => asks(crossing, commands.find), { lays: 'meanwhile' }),
      selecting: phase((crossing) => asks(crossing, commands.select), { lays: 'at_once' }),
      reading: phase(inRecord, { lays: 'at_once' }),
      reading_address: phase((crossing) => asks(crossing, commands.readAddress), { lays: 'at_once' }),
    },
    mischief: () => null,
    tryAgain: () => {
      unit.lift();
      lay();
    },
    async tidyUp() {
      unit.lift();
      // As long as a hand needs; the reader has to see that the card is gone.
      await time.pass(1500);
    },
  };
}

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
