import type { ReceiptDocument } from '../../../contract/receipt-document.ts';
import { disturbed, LineDisturbance } from '../../../devices/disturbance/index.ts';
import { EscPosPrinter, SimulatedReceiptPrinter } from '../../../devices/receipt-printer/index.ts';
import { nobody, startDevice, told } from '../device-under-test.ts';
import { memoryLane, tcpLane } from '../lines.ts';
import type { Act, ActPhase, Crossing, FaultRig, Mischief } from '../rig.ts';
import type { FaultName } from '../table.ts';
import type { RigOptions } from './options.ts';

const slip = (jobId: string): ReceiptDocument => ({
  documentId: jobId,
  title: '办理回执',
  blocks: [
    { kind: 'text', text: '不打烊自助服务终端', align: 'center', size: 1, bold: false },
    { kind: 'qr', data: `budayang:${jobId}`, caption: null },
    { kind: 'pair', label: '办理事项', value: '居住证签注' },
  ],
});

/** More than any question the driver asks has. */
const longestQuestionBytes = 16;

export async function receiptPrinterRig({ time, setting, hostProgram }: RigOptions): Promise<FaultRig> {
  const { clock } = time;
  const qrTexts: string[] = [];
  let cuts = 0;
  const unit = new SimulatedReceiptPrinter({
    clock,
    speedMmPerS: 60,
    onPaperCut: (paper) => {
      cuts += 1;
      if (paper.complete) qrTexts.push(...paper.qrTexts);
    },
  });
  const disturbance = new LineDisturbance({ clock });
  const simulator = disturbed(unit, disturbance);
  const hosted = setting === 'hosted';
  const lane = hosted ? await tcpLane(simulator) : memoryLane(simulator);
  const device = await startDevice({
    deviceClass: 'receipt-printer',
    config: { driver: 'esc-pos' },
    lane,
    hosted,
    hostProgram,
    makeDriver: (transport) => new EscPosPrinter({ transport, clock }),
  });
  const { driver, host } = device;

  const begin = (): Act => {
    const jobId = crypto.randomUUID();
    const job = { jobId, document: slip(jobId) };
    const leaving = new AbortController();
    const { signal } = leaving;
    const print = () =>
      told(driver?.print(job, signal) ?? host?.connect().print(job, { signal }) ?? nobody());
    return {
      told: print(),
      again: print,
      lookUp: () => told(driver?.lookUpJob(jobId) ?? host?.connect().lookUpJob({ jobId }) ?? nobody()),
      leave: () => leaving.abort(),
    };
  };
  const phase = (reached: (crossing: Crossing) => boolean): ActPhase => ({
    begin,
    reached,
    effects: () => qrTexts.length,
    meeting: { first: 'done', second: 'done', effects: 2 },
  });
  const byStatus = (code: string): Mischief['told'] => ({
    by: 'status',
    is: ({ fault }) => fault?.code === code,
  });
  const mischiefs: Partial<Record<FaultName, Mischief>> = {
    power_off: {
      make: () => unit.setPower(false),
      cure: () => unit.setPower(true),
      told: byStatus('no_answer'),
    },
    jam: { make: () => unit.jam(), cure: () => unit.clearJam(), told: byStatus('paper_jam') },
    cover_open: {
      make: () => unit.setCover(true),
      cure: () => unit.setCover(false),
      told: byStatus('cover_open'),
    },
    no_paper: {
      make: () => unit.setPaper('out'),
      cure: () => unit.setPaper('full'),
      told: byStatus('paper_out'),
    },
  };
  return {
    ...device,
    time,
    disturbance,
    // Its bytes carry no checksum; these are the bits that are fixed in every status.
    wrongBits: 0x91,
    cable: lane.cable,
    usual: 'sending',
    phases: {
      sending: phase(
        (crossing) => crossing?.direction === 'to_unit' && crossing.bytes.length > longestQuestionBytes,
      ),
      printing: phase(() => unit.state.linesHanging > 0),
      confirming: phase(() => cuts > 0),
    },
    mischief: (fault) => mischiefs[fault] ?? null,
    tidyUp: () => {},
  };
}
