import { disturbedReports, LineDisturbance } from '../../devices/disturbance/index.ts';
import { SimulatedStuPad, WacomStuPad } from '../../devices/signature-pad/index.ts';
import { reportsMedium } from './media.ts';
import { lineFaults, type Scenario, scenariosOf } from './stage.ts';

const stroke = [
  { x: 0.25, y: 0.5, pressure: 0.2 },
  { x: 0.5, y: 0.25, pressure: 0.6 },
];

const make = scenariosOf({
  deviceClass: 'signature-pad',
  driver: 'wacom-stu',
  medium: reportsMedium,
  makeUnit: (clock) => {
    const pad = new SimulatedStuPad({ clock });
    const line = new LineDisturbance({ clock });
    return { unit: { pad, line }, simulator: disturbedReports(pad, line) };
  },
  makeDriver: (transport, clock) => new WacomStuPad({ transport, clock }),
});

export const signaturePadScenarios: Scenario[] = [
  ...lineFaults(make, {
    setSilent: ({ line }, silent) => line.set({ dead: silent }),
    holdable: true,
  }),
  make(
    'not_now',
    async (pad, stage) => {
      stage.world((unit) => {
        unit.pad.clearStuck = true;
      });
      const { effect, fault } = await stage.settle(pad.clear());
      return { effect, code: fault?.code };
    },
    { effect: 'none', code: 'not_now' },
  ),
  make(
    'not_wiped',
    async (pad, stage) => {
      const ending = new AbortController();
      stage.world((unit) => {
        unit.pad.clearStuck = true;
      });
      const ink = pad.watchInk(ending.signal);
      await stage.settle(ink.next());
      ending.abort();
      await ink.next();
      await stage.until(() => pad.status.value.fault !== null);
      const { state, fault } = pad.status.value;
      return { state, code: fault?.code };
    },
    { state: 'hardware_error', code: 'not_wiped' },
  ),
  make(
    'answer_unreadable',
    async (pad, stage) => {
      stage.world(({ line }) => line.set({ wrongBits: 0xff }));
      await stage.until(() => pad.status.value.fault !== null);
      return pad.status.value.fault?.code;
    },
    'answer_unreadable',
  ),
  make(
    'starting',
    async (pad, stage) => {
      stage.world((unit) => unit.pad.sayStatus(0x04));
      await stage.until(() => pad.status.value.fault !== null);
      return pad.status.value.fault?.code;
    },
    'starting',
  ),
  make(
    'unknown_code',
    async (pad, stage) => {
      stage.world((unit) => unit.pad.sayStatus(0x77));
      await stage.until(() => pad.status.value.fault !== null);
      return pad.status.value.fault;
    },
    { code: 'unknown_code', nextAct: 'technician', vendorCode: 'status 77' },
  ),
  make(
    'line_lost_while_written',
    async (pad, stage) => {
      const ending = new AbortController();
      const events: string[] = [];
      const watching = (async () => {
        for await (const { type } of pad.watchInk(ending.signal)) events.push(type);
      })();
      await stage.until(() => events.includes('blank'));
      stage.world((unit) => unit.pad.write([stroke]));
      await stage.until(() => events.includes('pen_lifted'));
      stage.world((_unit, cable) => void cable.unplug());
      await stage.until(() => pad.status.value.state === 'no_device');
      stage.world((_unit, cable) => void cable.plug());
      await stage.until(() => events.filter((type) => type === 'blank').length === 2);
      ending.abort();
      await watching;
      return events;
    },
    ['blank', 'ink', 'pen_lifted', 'blank'],
  ),
];
