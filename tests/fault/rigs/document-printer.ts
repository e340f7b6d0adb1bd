import { disturbed, LineDisturbance } from '../../../devices/disturbance/index.ts';
import {
  HttpCarrier,
  IppPrinter,
  SimulatedDocumentPrinter,
} from '../../../devices/document-printer/index.ts';
import { nobody, startDevice, told } from '../device-under-test.ts';
import { httpLane, ippLane } from '../lines.ts';
import type { Act, ActPhase, Crossing, FaultRig, Mischief } from '../rig.ts';
import type { FaultName } from '../table.ts';
import type { RigOptions } from './options.ts';

const pages = 3;
const sheetMs = 400;
const uri = 'ipp://127.0.0.1/ipp/print';
const pdf = new TextEncoder().encode(`%PDF-1.7\n${'/Type /Page\n'.repeat(pages)}%%EOF\n`);

export async function documentPrinterRig({ time, setting, hostProgram }: RigOptions): Promise<FaultRig> {
  const { clock } = time;
  let documents = 0;
  const unit = new SimulatedDocumentPrinter({
    clock,
    sheetMs,
    onSheetsOut: ({ complete }) => {
      if (complete) documents += 1;
    },
  });
  const disturbance = new LineDisturbance({ clock });
  const simulator = disturbed(unit, disturbance);
  const hosted = setting === 'hosted';
  const lane = hosted ? await ippLane(simulator) : httpLane(simulator);
  const device = await startDevice({
    deviceClass: 'document-printer',
    config: { driver: 'ipp' },
    lane,
    hosted,
    hostProgram,
    makeDriver: (connect) =>
      new IppPrinter({
        uri,
        clock,
        carrier: new HttpCarrier({ uri, clock, ...(connect ? { connect } : {}) }),
      }),
  });
  const { driver, host } = device;

  const begin = (): Act => {
    const job = { jobId: crypto.randomUUID(), pages, copies: 1 };
    const leaving = new AbortController();
    const { signal } = leaving;
    const blob = new Blob([pdf], { type: 'application/pdf' });
    const print = () =>
      told(
        driver?.print({ ...job, pdf, media: null }, signal) ??
          host?.connect().print({ ...job, pdf: blob }, { signal }) ??
          nobody(),
      );
    return {
      told: print(),
      again: print,
      lookUp: () => told(driver?.lookUpJob(job) ?? host?.connect().lookUpJob(job) ?? nobody()),
      leave: () => leaving.abort(),
    };
  };
  const phase = (reached: (crossing: Crossing) => boolean): ActPhase => ({
    begin,
    reached,
    effects: () => documents,
    meeting: { first: 'done', second: 'done', effects: 2 },
  });
  const byStatus = (code: string): Mischief['told'] => ({
    by: 'status',
    is: ({ fault }) => fault?.code === code,
  });
  const mischiefs: Partial<Record<FaultName, Mischief>> = {
    power_off: {
      make() {
        disturbance.set({ dead: true });
        unit.restart();
      },
      cure: () => disturbance.heal(),
      told: byStatus('no_answer'),
    },
    busy: {
      make: () => unit.setRefusal({ statusCode: 'server-error-busy' }),
      cure: () => unit.setRefusal(null),
      told: byStatus('printer_busy'),
    },
    jam: { make: () => unit.jam(), cure: () => unit.clearJam(), told: byStatus('media_jam') },
    cover_open: {
      make: () => unit.setDoor(true),
      cure: () => unit.setDoor(false),
      told: byStatus('door_open'),
    },
    no_paper: {
      make: () => unit.setPaper(0),
      cure: () => unit.setPaper(200),
      told: byStatus('media_empty'),
    },
  };
  return {
    ...device,
    time,
    disturbance,
    wrongBits: 0x04,
    cable: lane.cable,
    usual: 'asking',
    phases: {
      asking: phase((crossing) => crossing?.direction === 'to_unit'),
      sending: phase(
        (crossing) =>
          crossing?.direction === 'to_unit' && Buffer.from(crossing.bytes).includes('%PDF', 0, 'latin1'),
      ),
      printing: phase(() => unit.state.sheetsInOutput === 1),
      confirming: phase(() => unit.state.sheetsInOutput === pages),
    },
    mischief: (fault) => mischiefs[fault] ?? null,
    tidyUp: () => void unit.takeSheets(),
  };
}
