import type { CardEvent } from '../../contract/device-classes.ts';
import { disturbed, disturbedReports, LineDisturbance } from '../../devices/disturbance/index.ts';
import {
  MiaxisDeviceSide,
  miaxisWrapper,
  SamVReader,
  SimulatedIdCardReader,
  wrapHidTransport,
} from '../../devices/id-card-reader/index.ts';
import { fictionalPeople } from '../../fixtures/index.ts';
import { bytesMedium, reportsMedium } from './media.ts';
import { lineFaults, type Scenario, type Stage, scenariosOf } from './stage.ts';

type ReaderStage = Stage<Unit>;
interface Unit {
  reader: SimulatedIdCardReader;
  line: LineDisturbance;
}

const serial = scenariosOf({
  deviceClass: 'id-card-reader',
  driver: 'sam-v',
  medium: bytesMedium,
  makeUnit: (clock) => {
    const reader = new SimulatedIdCardReader({ clock });
    const line = new LineDisturbance({ clock });
    return { unit: { reader, line }, simulator: disturbed(reader, line) };
  },
  makeDriver: (transport, clock) => new SamVReader({ transport, clock }),
});
const miaxis = scenariosOf({
  deviceClass: 'id-card-reader',
  driver: 'sam-v-miaxis',
  medium: reportsMedium,
  makeUnit: (clock) => {
    const reader = new SimulatedIdCardReader({ clock });
    const housing = new MiaxisDeviceSide(reader);
    const line = new LineDisturbance({ clock });
    return { unit: { reader, line, housing }, simulator: disturbedReports(housing, line) };
  },
  makeDriver: (transport, clock) =>
    new SamVReader({ transport: wrapHidTransport(transport, miaxisWrapper, clock), clock }),
});
const silence = {
  setSilent: ({ line }: Unit, silent: boolean) => line.set({ dead: silent }),
  holdable: true,
};

function card() {
  const person = fictionalPeople[0];
  if (!person) throw new Error('a fictional person is needed');
  return person.card;
}

/** Watches for a card until one attempt ended; the names of the events and the reason of a failure. */
async function watch(
  reader: SamVReader,
  stage: Pick<ReaderStage, 'until'>,
  during: (events: readonly CardEvent[]) => Promise<void> = async () => {},
): Promise<string[]> {
  const ending = new AbortController();
  const events: CardEvent[] = [];
  const watching = (async () => {
    for await (const event of reader.watchCards(ending.signal)) events.push(event);
  })();
  const happened = during(events);
  await stage.until(() => events.some(({ type }) => type === 'card_read' || type === 'read_failed'));
  await happened;
  ending.abort();
  await watching;
  return events.map((event) => (event.type === 'read_failed' ? event.reason : event.type));
}

function manner(fault: string, lay: (unit: SimulatedIdCardReader) => void): Scenario {
  return serial(
    fault,
    async (reader, stage) => {
      stage.world((unit) => lay(unit.reader));
      return watch(reader, stage);
    },
    ['waiting', 'card_found', fault],
  );
}

function selfTest(fault: string, result: 'failed' | 'not_authorised' | 'odd_code'): Scenario {
  return serial(
    fault,
    async (reader, { world, until }) => {
      world((unit) => unit.reader.setSelfTest(result));
      await until(() => reader.status.value.fault !== null);
      return { state: reader.status.value.state, code: reader.status.value.fault?.code };
    },
    { state: 'hardware_error', code: fault },
  );
}

export const idCardReaderScenarios: Scenario[] = [
  manner('card_moved', (unit) => unit.layCard(card(), 'pulled_away')),
  manner('frame_damaged', (unit) => unit.layCard(card(), 'wrong_checksum')),
  manner('frame_incomplete', (unit) => unit.layCard(card(), 'half_frame')),
  manner('card_not_authentic', (unit) => unit.layCard(card(), 'not_authentic')),
  manner('card_type_unsupported', (unit) => unit.layCard(card(), 'unknown_type')),
  manner('card_unreadable', (unit) => unit.layCard(new Uint8Array(256).fill(0x20))),
  selfTest('self_test_failed', 'failed'),
  selfTest('not_authorised', 'not_authorised'),
  selfTest('unknown_code', 'odd_code'),
  serial(
    'reader_fault',
    async (reader, stage) =>
      watch(reader, stage, async (events) => {
        stage.world((unit) => unit.reader.layCard(card()));
        await stage.until(() => events.some(({ type }) => type === 'card_found'));
        stage.world((_unit, cable) => void cable.unplug());
      }),
    ['waiting', 'card_found', 'reader_fault'],
  ),
  ...lineFaults(serial, silence),
  ...lineFaults(miaxis, silence),
  miaxis(
    'frame_incomplete',
    async (reader, stage) => {
      stage.world((unit) => {
        unit.housing.lostPackets.add(3);
        unit.reader.layCard(card());
      });
      return watch(reader, stage);
    },
    ['waiting', 'card_found', 'frame_incomplete'],
  ),
  miaxis(
    'card_moved',
    async (reader, stage) => {
      stage.world((unit) => unit.reader.layCard(card(), 'pulled_away'));
      return watch(reader, stage);
    },
    ['waiting', 'card_found', 'card_moved'],
  ),
];
