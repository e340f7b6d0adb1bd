import { afterEach, describe, expect, it } from 'vitest';
import { putSimulatorsOnHid } from '../simulator-on-hid.ts';
import { HidTransport } from '../transport/index.ts';
import { signaturePadConformance, twoStrokes } from './conformance.ts';
import { SimulatedStuPad } from './simulator.ts';
import { describePad, faultOfResult, statusOfStu } from './status.ts';
import { stuReports, stuStatusCode } from './stu-codec.ts';
import { type StuModelName, stuModels, wacomVendorId } from './stu-models.ts';
import { WacomStuPad } from './wacom-stu.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function makeRig(model: StuModelName, simulator = new SimulatedStuPad({ model })) {
  const info = {
    vendorId: wacomVendorId,
    productId: stuModels[model].productId,
    usagePage: null,
    usage: null,
  };
  const bus = putSimulatorsOnHid(info, [simulator]);
  const { vendorId, productId } = info;
  const pad = new WacomStuPad({ transport: new HidTransport({ vendorId, productId, library: bus.library }) });
  pad.start();
  return {
    simulator,
    pad,
    write: async (strokes: Parameters<SimulatedStuPad['write']>[0]) => simulator.write(strokes),
    visibleStrokes: () => simulator.ink.length,
    unplug: bus.unplug,
    plug: bus.plug,
    freeze: async () => bus.freeze(),
    end: () => pad.stop(),
  };
}

signaturePadConformance('STU-430, time and sequence', async () => makeRig('stu-430'));
signaturePadConformance('STU-300, neither', async () => makeRig('stu-300'));
signaturePadConformance('STU-520, time, and slow to clear', async () => makeRig('stu-520'));

function startRig(model: StuModelName, simulator?: SimulatedStuPad) {
  const rig = makeRig(model, simulator);
  ends.push(rig.end);
  const told = (state: string) => expect.poll(() => rig.pad.status.value.state).toBe(state);
  return { ...rig, told };
}

describe('STU pad', () => {
  it('tells its model and the shape of its field, so that nothing is drawn out of shape', async () => {
    const { pad, told } = startRig('stu-430');
    await told('online');
    expect(pad.status.value.pad).toEqual({ model: 'STU-430', firmware: '1.04', aspectRatio: 1.6 });
  });

  it('an encrypted session another program left open -> ended, and names are taken', async () => {
    const simulator = new SimulatedStuPad({ model: 'stu-430' });
    simulator.sayStatus(stuStatusCode.capture);
    const { pad, told } = startRig('stu-430', simulator);
    await told('online');
    expect((await pad.clear()).effect).toBe('done');
  });

  it('a pad that cannot be wiped -> is no place to sign; wiped again -> it is', async () => {
    const { pad, simulator, told } = startRig('stu-430');
    await told('online');
    const watching = new AbortController();
    ends.push(async () => watching.abort());
    const running = (async () => {
      for await (const _event of pad.watchInk(watching.signal));
    })();
    await expect.poll(() => simulator.inking).toBe(true);
    simulator.write(twoStrokes);
    simulator.clearStuck = true;
    watching.abort();
    await running;
    await told('hardware_error');
    expect(pad.status.value.fault?.code).toBe('not_wiped');
    expect(simulator.inking).toBe(false);
    simulator.clearStuck = false;
    await told('online');
    expect(simulator.ink).toEqual([]);
  });

  it('a status nobody knows -> shown with its code and not used; gone -> back in service', async () => {
    const { pad, simulator, told } = startRig('stu-430');
    await told('online');
    simulator.sayStatus(0x42);
    await told('hardware_error');
    expect(pad.status.value.fault).toEqual({
      code: 'unknown_code',
      nextAct: 'technician',
      vendorCode: 'status 42',
    });
    simulator.sayStatus(stuStatusCode.ready);
    await told('online');
  });

  it('the program ends while somebody signs -> the pad is wiped all the same', async () => {
    const { pad, simulator, told } = startRig('stu-430');
    await told('online');
    const watched = pad.watchInk(new AbortController().signal);
    expect((await watched.next()).value).toEqual({ type: 'blank' });
    await expect.poll(() => simulator.inking).toBe(true);
    simulator.write(twoStrokes);
    expect(simulator.ink).toHaveLength(2);
    await pad.stop();
    expect(simulator.ink).toHaveLength(0);
    expect(simulator.inking).toBe(false);
  });

  it('something else under the ids of a pad -> told as unreadable, not as well', async () => {
    const simulator = new SimulatedStuPad({ model: 'stu-430' });
    const nonsense = new Proxy(simulator, {
      get: (target, key) =>
        key === 'attach'
          ? (line: Parameters<SimulatedStuPad['attach']>[0]) =>
              target.attach({
                ...line,
                onFeatureRequest: (_answer) => line.onFeatureRequest(() => Uint8Array.of(1, 2)),
              })
          : Reflect.get(target, key),
    });
    const { pad, told } = startRig('stu-430', nonsense);
    await told('hardware_error');
    expect(pad.status.value.fault?.code).toBe('answer_unreadable');
  });
});

describe('what a pad says', () => {
  it('a field without extent or pressure -> no description, since nothing could be placed on it', () => {
    const { capability } = stuModels['stu-430'];
    const named = { modelName: new Uint8Array(9), firmwareMajor: 1, firmwareMinor: 4 };
    const information = { ...named, secureIc: 0, secureIcVersion: new Uint8Array(4) };
    expect(describePad(information, { ...capability, maxY: 0 })).toBeNull();
    expect(describePad(information, { ...capability, maxX: 0 })).toBeNull();
    expect(describePad(information, { ...capability, maxPressure: 0 })).toBeNull();
    expect(describePad(information, capability)?.aspectRatio).toBe(1.6);
  });

  it.each([
    [0x00, 'online'],
    [0x01, 'online'],
    [0x02, 'online'],
    [0x03, 'online'],
    [0x04, 'offline'],
    [0x05, 'online'],
    [0xff, 'offline'],
    [0x77, 'hardware_error'],
  ])('status %i -> %s', (statusCode, state) => {
    expect(statusOfStu({ statusCode, lastResult: 0, word: 0 }).state).toBe(state);
  });

  it('every result but 0 is a named fault that keeps the code', () => {
    expect(faultOfResult(0)).toBeNull();
    for (let result = 1; result < 256; result++) {
      expect(faultOfResult(result)?.vendorCode).toBe(`result ${result.toString(16).padStart(2, '0')}`);
    }
    expect(stuReports.status.length).toBe(5);
  });
});
