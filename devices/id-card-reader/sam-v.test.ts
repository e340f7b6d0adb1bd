import { afterEach, describe, expect, it } from 'vitest';
import { fictionalPeople } from '../../fixtures/people.ts';
import { putSimulatorOnTcp } from '../simulator-on-tcp.ts';
import { makeTransport } from '../transport/index.ts';
import { idCardReaderConformance } from './conformance.ts';
import {
  SamVReader,
  type SamVReaderOptions,
  SimulatedIdCardReader,
  type SimulatedIdCardReaderOptions,
} from './index.ts';

const [first, second] = fictionalPeople.map((person) => person.card);
if (!first || !second) throw new Error('two fictional people are needed');
const cards = [first, second] as const;

async function makeRig(
  options: SimulatedIdCardReaderOptions = {},
  settings: Pick<SamVReaderOptions, 'appendedAddresses' | 'fingerprints'> = {},
) {
  const simulator = new SimulatedIdCardReader({ handMs: 150, ...options });
  const unit = await putSimulatorOnTcp(simulator);
  const transport = makeTransport({ kind: 'tcp', host: '127.0.0.1', port: unit.port });
  const reader = new SamVReader({ transport, pollIntervalMs: 40, ...settings });
  reader.start();
  return {
    simulator,
    unit,
    reader,
    cards,
    lay: async (...card: Parameters<SimulatedIdCardReader['layCard']>) => simulator.layCard(...card),
    lift: async () => simulator.lift(),
    dwell: async () => {
      const after = simulator.findCount + 4;
      await expect.poll(() => simulator.findCount).toBeGreaterThanOrEqual(after);
    },
    unplug: unit.unplug,
    plug: unit.plug,
    freeze: async () => unit.freeze(),
    end: async () => {
      await reader.stop();
      await unit.close();
    },
  };
}

idCardReaderConformance('SAM_V that falls silent after select', () => makeRig({ findAfterSelect: 'silent' }));
idCardReaderConformance('SAM_V that goes on answering', () => makeRig({ findAfterSelect: 'answers' }));

describe('SAM_V reader', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  async function start(...args: Parameters<typeof makeRig>) {
    const rig = await makeRig(...args);
    ends.push(rig.end);
    await expect.poll(() => rig.reader.status.value.state).toBe('online');
    return rig;
  }

  it('from the last byte on the line to the data: under 20 ms', async () => {
    let sentAtMs = 0;
    const rig = await start({ onCardTextSent: () => (sentAtMs = performance.now()) });
    rig.simulator.layCard(first);
    for await (const event of rig.reader.watchCards(AbortSignal.timeout(10_000))) {
      if (event.type === 'card_read') break;
    }
    expect(performance.now() - sentAtMs).toBeLessThan(20);
  });

  it('nobody watches -> the reader is not asked for cards', async () => {
    const rig = await start();
    const controller = new AbortController();
    for await (const event of rig.reader.watchCards(controller.signal)) {
      if (event.type === 'waiting') break;
    }
    await expect.poll(() => rig.simulator.findCount).toBeGreaterThan(0);
    rig.simulator.layCard(first);
    const { findCount } = rig.simulator;
    const statuses: string[] = [];
    rig.reader.status.subscribe((status) => statuses.push(status.state));
    rig.simulator.setSelfTest('failed');
    await expect.poll(() => statuses).toEqual(['online', 'hardware_error']);
    expect(rig.simulator.findCount).toBe(findCount);
  });

  it('self-test fails -> the technician is named with the code of the unit; passes again -> online by itself', async () => {
    const rig = await start();
    rig.simulator.setSelfTest('not_authorised');
    await expect
      .poll(() => rig.reader.status.value)
      .toMatchObject({
        state: 'hardware_error',
        fault: { code: 'not_authorised', nextAct: 'technician', vendorCode: 'SW3 66' },
      });
    rig.simulator.setSelfTest('passed');
    await expect.poll(() => rig.reader.status.value.state).toBe('online');
  });

  it('cable pulled in the middle of a read -> reader_fault, not a silent screen', async () => {
    const rig = await start({ baudRate: 9600 });
    rig.simulator.layCard(first);
    for await (const event of rig.reader.watchCards(AbortSignal.timeout(10_000))) {
      if (event.type === 'card_found') await rig.unit.unplug();
      if (event.type !== 'read_failed') continue;
      expect(event.reason).toBe('reader_fault');
      break;
    }
  });

  it('damage on every read -> three failures, then the card has to be lifted', async () => {
    const rig = await start({ findAfterSelect: 'answers' });
    const reasons: string[] = [];
    const controller = new AbortController();
    rig.simulator.layCard(first, 'not_authentic');
    let laidAgain = false;
    for await (const event of rig.reader.watchCards(controller.signal)) {
      if (event.type === 'read_failed') reasons.push(event.reason);
      if (reasons.length === 3 && !laidAgain) {
        laidAgain = true;
        rig.simulator.lift();
      }
      if (event.type === 'waiting' && laidAgain) rig.simulator.layCard(second);
      if (event.type === 'card_read') break;
    }
    expect(reasons).toEqual(Array(3).fill('card_not_authentic'));
  });

  it('shows the number of its security module', async () => {
    const rig = await start();
    await expect.poll(() => rig.reader.status.value.samId).toBe('05.03-20170315-0001234567-1234567890');
  });

  it.each([0, 512, 1024] as const)(
    'a consumer wants the blocks, card with %i bytes of fingerprints -> handed over as they are',
    async (fingerprintBytes) => {
      const rig = await start({ fingerprintBytes }, { fingerprints: true });
      rig.simulator.layCard(first);
      for await (const event of rig.reader.watchCards(AbortSignal.timeout(10_000), { withBlocks: true })) {
        if (event.type !== 'card_read') continue;
        expect(event.card).toMatchObject({ idNumber: first.idNumber });
        expect(Buffer.from(event.blocks?.photo ?? '', 'base64')).toHaveLength(1024);
        const fingerprints = event.blocks?.fingerprints;
        if (fingerprintBytes === 0) expect(fingerprints).toBeNull();
        else expect(Buffer.from(fingerprints ?? '', 'base64')).toHaveLength(fingerprintBytes);
        break;
      }
    },
  );

  it('nobody asks for the blocks, or the site forbids fingerprints -> they do not leave the reader', async () => {
    const rig = await start({}, { fingerprints: false });
    for (const [card, withBlocks] of [
      [first, false],
      [second, true],
    ] as const) {
      rig.simulator.layCard(card);
      for await (const event of rig.reader.watchCards(AbortSignal.timeout(10_000), { withBlocks })) {
        if (event.type !== 'card_read') continue;
        if (withBlocks) expect(event.blocks).toEqual({ photo: expect.any(String), fingerprints: null });
        else expect(event).not.toHaveProperty('blocks');
        break;
      }
    }
  });

  it.each([
    ['two newer addresses', ['上海市示例区新路2号', '上海市示例区新路3号']],
    ['none, which is no failure', []],
  ])('the terminal reads appended addresses: %s', async (_name, appendedAddresses) => {
    const rig = await start({ appendedAddresses }, { appendedAddresses: true });
    rig.simulator.layCard(first);
    for await (const event of rig.reader.watchCards(AbortSignal.timeout(10_000))) {
      expect(event.type).not.toBe('read_failed');
      if (event.type !== 'card_read') continue;
      expect(event.appendedAddresses).toEqual(appendedAddresses);
      break;
    }
  });
});
