import type { CardEvent } from '../../contract/device-classes.ts';
import { SamVReader, SimulatedIdCardReader } from '../../devices/id-card-reader/index.ts';
import { fictionalPeople } from '../../fixtures/index.ts';
import { type Scenario, type Stage, scenario, settleMs } from './stage.ts';

type ReaderStage = Stage<SimulatedIdCardReader>;

function readerScenario(
  fault: string,
  play: (reader: SamVReader, stage: ReaderStage) => Promise<unknown>,
  expected: unknown,
): Scenario {
  return scenario({
    deviceClass: 'id-card-reader',
    driver: 'sam-v',
    fault,
    makeSimulator: (clock) => new SimulatedIdCardReader({ clock }),
    makeDriver: (transport, clock) => new SamVReader({ transport, clock }),
    play: async (reader, stage) => {
      await stage.until(() => reader.status.value.state === 'online');
      await stage.pass(settleMs);
      return play(reader, stage);
    },
    expected,
  });
}

function card() {
  const person = fictionalPeople[0];
  if (!person) throw new Error('a fictional person is needed');
  return person.card;
}

/** Watches for a card until one attempt ended; the names of the events and the reason of a failure. */
async function watch(
  reader: SamVReader,
  stage: ReaderStage,
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
  return readerScenario(
    fault,
    async (reader, stage) => {
      stage.world(lay);
      return watch(reader, stage);
    },
    ['waiting', 'card_found', fault],
  );
}

function selfTest(fault: string, result: 'failed' | 'not_authorised'): Scenario {
  return readerScenario(
    fault,
    async (reader, { world, until }) => {
      world((unit) => unit.setSelfTest(result));
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
  readerScenario(
    'reader_fault',
    async (reader, stage) =>
      watch(reader, stage, async (events) => {
        stage.world((unit) => unit.layCard(card()));
        await stage.until(() => events.some(({ type }) => type === 'card_found'));
        stage.world((_unit, cable) => cable.unplug());
      }),
    ['waiting', 'card_found', 'reader_fault'],
  ),
  readerScenario(
    'no_answer',
    async (reader, { world, until }) => {
      world((_unit, cable) => cable.unplug());
      await until(() => reader.status.value.state === 'no_device');
      world((_unit, cable) => cable.plug());
      await until(() => reader.status.value.state === 'online');
      return reader.status.value.recovery?.rung;
    },
    null,
  ),
];
