import type { ScannedCode } from '../../../contract/device-classes.ts';
import {
  HidPosScanner,
  SerialScanner,
  SimulatedCodeScanner,
  SimulatedHidPos,
} from '../../../devices/code-scanner/index.ts';
import { disturbed, disturbedReports, LineDisturbance } from '../../../devices/disturbance/index.ts';
import { nobody, startDevice, toldByStream, WrongThing } from '../device-under-test.ts';
import { hidBridgeLane, hidLane, memoryLane, tcpLane } from '../lines.ts';
import type { Act, ActPhase, Crossing, FaultRig, Told } from '../rig.ts';
import { endLateness, lateMs } from '../strike.ts';
import type { RigOptions } from './options.ts';

const families = ['honeywell', 'newland', 'zebra-ssi', 'datalogic'] as const;
/** Long enough that a fault strikes in the middle of it, also where it comes in reports. */
const longCode = (id: string) => `https://city.example/code/${id}${'.'.repeat(60)}${id}`;
const baudRate = 9600;
const decodeMs = 400;

export async function codeScannerRig({
  driver: name,
  time,
  setting,
  hostProgram,
}: RigOptions): Promise<FaultRig> {
  const { clock } = time;
  const disturbance = new LineDisturbance({ clock });
  const hosted = setting === 'hosted';
  const family = families.find((one) => one === name);
  let reads = 0;
  let code = '';
  const { unit, device, lane } = family ? await serial(family) : await hid();
  const { driver, host } = device;

  async function serial(trigger: (typeof families)[number]) {
    const scanner = new SimulatedCodeScanner({ clock, family: trigger, baudRate, decodeMs });
    const simulator = disturbed(scanner, disturbance);
    const wire = hosted ? await tcpLane(simulator) : memoryLane(simulator);
    const started = await startDevice({
      deviceClass: 'code-scanner',
      config: { driver: 'serial-scanner', trigger },
      lane: wire,
      hosted,
      hostProgram,
      makeDriver: (transport) => new SerialScanner({ transport, clock, trigger, suffix: 'cr' }),
    });
    return { unit: scanner, device: started, lane: wire };
  }

  async function hid() {
    const scanner = new SimulatedHidPos({ clock, decodeMs });
    const reports = disturbedReports(scanner, disturbance);
    const wire = hosted ? await hidBridgeLane(reports) : hidLane(reports);
    const started = await startDevice({
      deviceClass: 'code-scanner',
      config: { driver: 'hid-pos' },
      lane: wire,
      hosted,
      hostProgram,
      makeDriver: (transport) =>
        new HidPosScanner({ transport: transport ?? nobody(), clock, commands: 'honeywell' }),
    });
    return { unit: scanner, device: started, lane: wire };
  }

  const judge = ({ text }: ScannedCode): Told | null => {
    if (text === code) {
      reads += 1;
      return { outcome: 'done', fault: null };
    }
    // A line without a checksum may change letters; it may never hand over less than was shown.
    if (code.startsWith(text) || code.endsWith(text)) throw new WrongThing(`a part of the code: ${text}`);
    return null;
  };
  const show = () => unit.showCode(code);
  const phase = (
    reached: (crossing: Crossing) => boolean,
    who: { shows: 'at_once' | 'meanwhile' },
  ): ActPhase => ({
    begin(): Act {
      const leaving = new AbortController();
      const { signal } = leaving;
      code = longCode(crypto.randomUUID());
      if (who.shows === 'at_once') show();
      const stream =
        driver?.watchCodes(signal) ?? host?.connect().watchCodes(undefined, { signal }) ?? nobody();
      return { told: toldByStream(stream, judge), again: null, lookUp: null, leave: () => leaving.abort() };
    },
    reached,
    effects: () => reads,
    // One watches at a time. All reports of a code leave in one moment: then the first has it already.
    meeting:
      name === 'hid-pos' && reached === inCode
        ? { first: 'done', second: 'done', effects: 2 }
        : { first: 'failed', second: 'done', effects: 1 },
    ...(who.shows === 'meanwhile' ? { meanwhile: show } : {}),
  });
  let sent = '';
  const inCode = (crossing: Crossing) => {
    if (crossing?.direction === 'from_unit') sent += Buffer.from(crossing.bytes).toString('latin1');
    return code !== '' && sent.includes(code.slice(0, 20));
  };
  return {
    ...device,
    time,
    disturbance,
    wrongBits: 0x04,
    cable: lane.cable,
    usual: 'decoding',
    phases: {
      watching: phase(() => unit.triggered, { shows: 'meanwhile' }),
      decoding: phase(() => unit.triggered, { shows: 'at_once' }),
      sending: phase(inCode, { shows: 'at_once' }),
    },
    mischief: (fault) =>
      fault === 'late_answer' && name === 'newland'
        ? {
            make: () => disturbance.set({ delayMs: lateMs }),
            cure: () => endLateness(disturbance, time),
            // Every command is answered alike: a late answer is a sign of life for the next question.
            told: null,
          }
        : null,
    tryAgain: show,
    tidyUp: () => unit.hideCode(),
  };
}
