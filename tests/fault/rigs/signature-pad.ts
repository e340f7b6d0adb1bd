import type { InkEvent } from '../../../contract/device-classes.ts';
import { disturbedReports, LineDisturbance } from '../../../devices/disturbance/index.ts';
import { SimulatedStuPad, WacomStuPad } from '../../../devices/signature-pad/index.ts';
import { nobody, startDevice, toldByStream, WrongThing } from '../device-under-test.ts';
import { hidBridgeLane, hidLane } from '../lines.ts';
import type { Act, ActPhase, Crossing, FaultRig, Told } from '../rig.ts';
import type { RigOptions } from './options.ts';

/** One stroke, slow enough that a fault strikes in the middle of it. */
const places = Array.from({ length: 20 }, (_, index) => ({ x: 0.1 + index * 0.04, y: 0.5, pressure: 0.8 }));
const betweenPlacesMs = 20;
const clearScreen = 0x20;

export async function signaturePadRig({ time, setting, hostProgram }: RigOptions): Promise<FaultRig> {
  const { clock } = time;
  const unit = new SimulatedStuPad({ clock });
  const disturbance = new LineDisturbance({ clock });
  const reports = disturbedReports(unit, disturbance);
  const hosted = setting === 'hosted';
  const lane = hosted ? await hidBridgeLane(reports) : hidLane(reports);
  const device = await startDevice({
    deviceClass: 'signature-pad',
    config: { driver: 'wacom-stu' },
    lane,
    hosted,
    hostProgram,
    makeDriver: (transport) => new WacomStuPad({ transport: transport ?? nobody(), clock }),
  });
  const { driver, host } = device;
  let signatures = 0;
  let hand = 0;
  let placesWritten = 0;

  /** A person writes from the beginning whenever the pad is blank. */
  const write = () => {
    hand += 1;
    const mine = hand;
    placesWritten = 0;
    const go = () => {
      if (mine !== hand) return;
      const place = places[placesWritten];
      placesWritten += 1;
      if (place) {
        unit.movePen(place);
        clock.after(betweenPlacesMs, go);
      } else unit.liftPen();
    };
    clock.after(betweenPlacesMs, go);
  };
  const makeJudge = () => {
    let points = 0;
    return (event: InkEvent): Told | null => {
      if (event.type === 'blank') {
        points = 0;
        write();
      } else if (event.type === 'ink') {
        points += event.points.length;
        if (points > places.length) throw new WrongThing('ink of somebody else');
      } else if (points === places.length) {
        signatures += 1;
        return { outcome: 'done', fault: null };
      }
      return null;
    };
  };
  const phase = (reached: (crossing: Crossing) => boolean): ActPhase => ({
    begin(): Act {
      const leaving = new AbortController();
      const { signal } = leaving;
      const stream = driver?.watchInk(signal) ?? host?.connect().watchInk(undefined, { signal }) ?? nobody();
      return {
        told: toldByStream(stream, makeJudge()),
        again: null,
        lookUp: null,
        leave: () => leaving.abort(),
      };
    },
    reached,
    effects: () => signatures,
    // One watches at a time; what the first wrote is wiped.
    meeting: { first: 'failed', second: 'done', effects: 1 },
  });
  return {
    ...device,
    time,
    disturbance,
    wrongBits: 0xff,
    cable: lane.cable,
    usual: 'wiping',
    phases: {
      wiping: phase((crossing) => crossing?.direction === 'to_unit' && crossing.bytes[0] === clearScreen),
      writing: phase(() => placesWritten > 5),
    },
    mischief(fault) {
      if (fault === 'wrong_answer') {
        return {
          make: () => disturbance.set({ wrongBits: 0xff }),
          cure: () => disturbance.heal(),
          told: { by: 'status', is: ({ state }) => state === 'hardware_error' },
        };
      }
      if (fault !== 'jam') return null;
      return {
        make() {
          unit.clearStuck = true;
        },
        cure() {
          unit.clearStuck = false;
        },
        told: { by: 'status', is: ({ fault: named }) => named?.code === 'not_wiped' },
      };
    },
    // Somebody who sees that his stroke broke off wipes the pad and writes again.
    tryAgain: () => void (driver?.clear() ?? host?.connect().clear())?.catch(() => {}),
    async tidyUp() {
      hand += 1;
      unit.liftPen();
      await time.until('nobody can read the signature any more', () => unit.ink.length === 0, 10_000);
    },
  };
}
