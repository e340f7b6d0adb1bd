import type { Completion } from '../../contract/device-common.ts';
import type { ReceiptDocument } from '../../contract/receipt-document.ts';
import { EscPosPrinter, SimulatedReceiptPrinter } from '../../devices/receipt-printer/index.ts';
import { bytesMedium } from './media.ts';
import { lineFaults, type Scenario, type Stage, scenariosOf, settleMs } from './stage.ts';

const documentId = '00000000-0000-4000-8000-000000000001';
const slip: ReceiptDocument = {
  documentId,
  title: '办理回执',
  blocks: [
    { kind: 'text', text: '不打烊自助服务终端', align: 'center', size: 1, bold: false },
    { kind: 'pair', label: '办理事项', value: '居住证签注' },
    { kind: 'qr', data: `budayang:${documentId}`, caption: null },
  ],
};

type PrinterStage = Stage<SimulatedReceiptPrinter>;

const printerScenario = scenariosOf({
  deviceClass: 'receipt-printer',
  driver: 'esc-pos',
  medium: bytesMedium,
  makeUnit: (clock) => {
    const unit = new SimulatedReceiptPrinter({ clock });
    return { unit, simulator: unit };
  },
  makeDriver: (transport, clock) => new EscPosPrinter({ transport, clock }),
});

function conditionScenario(
  fault: string,
  act: (simulator: SimulatedReceiptPrinter) => void,
  expected: object,
): Scenario {
  return printerScenario(
    fault,
    async (printer, { world, until }) => {
      world(act);
      await until(() => printer.status.value.fault !== null);
      const { state, fault: told, paper, coverOpen } = printer.status.value;
      return { state, code: told?.code, paper, coverOpen };
    },
    { code: fault, coverOpen: false, ...expected },
  );
}

/** Prints a slip, lets `during` happen, and ends with what is known of it. */
async function print(
  printer: EscPosPrinter,
  stage: PrinterStage,
  during: () => Promise<void> = async () => {},
): Promise<Pick<Completion, 'effect'> & { code: string | null; confirmation: unknown }> {
  let completion: Completion | null = null;
  const printing = printer
    .print({ jobId: documentId, document: slip }, new AbortController().signal)
    .then((done) => {
      completion = done;
    });
  await during();
  await stage.until(() => completion !== null);
  await printing;
  const { effect, fault, evidence } = await printer.lookUpJob(documentId);
  return { effect, code: fault?.code ?? null, confirmation: evidence.confirmation ?? null };
}

export const receiptPrinterScenarios: Scenario[] = [
  conditionScenario('paper_low', (unit) => unit.setPaper('low'), { state: 'online', paper: 'low' }),
  conditionScenario('paper_out', (unit) => unit.setPaper('out'), { state: 'online', paper: 'out' }),
  conditionScenario('cover_open', (unit) => unit.setCover(true), {
    state: 'online',
    paper: 'full',
    coverOpen: true,
  }),
  ...Object.entries({
    unrecoverable: { unrecoverableError: true, errorOccurred: true },
    head_hot: { autoRecoverableError: true, errorOccurred: true },
    recovery_pending: { waitingForRecovery: true },
    offline: { offline: true },
  }).map(([fault, conditions]) =>
    printerScenario(
      fault,
      async (printer, { world, until }) => {
        world((unit) => unit.showFurther(conditions));
        await until(() => printer.status.value.fault !== null);
        return printer.status.value.fault?.code;
      },
      fault,
    ),
  ),
  printerScenario(
    'no_confirmation',
    async (printer, stage) => {
      stage.world((unit) => unit.setAnswers('status_only'));
      return print(printer, stage);
    },
    { effect: 'unknown', code: 'no_confirmation', confirmation: null },
  ),
  printerScenario(
    'paper_jam',
    async (printer, stage) => {
      stage.world((unit) => unit.jam(3));
      let jammed: unknown;
      const completion = await print(printer, stage, async () => {
        await stage.until(() => printer.status.value.paper === 'jammed');
        jammed = printer.status.value.fault?.code;
        await stage.pass(settleMs);
        stage.world((unit) => unit.clearJam());
      });
      return { jammed, ...completion };
    },
    { jammed: 'paper_jam', effect: 'done', code: null, confirmation: 'process_id' },
  ),
  printerScenario(
    'cutter_error',
    async (printer, stage) => {
      stage.world((unit) => unit.setCutterStuck(true));
      let stuck: unknown;
      const completion = await print(printer, stage, async () => {
        await stage.until(() => printer.status.value.state === 'hardware_error');
        stuck = printer.status.value.fault?.code;
        await stage.pass(settleMs);
        stage.world((unit) => unit.setCutterStuck(false));
      });
      return { stuck, ...completion };
    },
    { stuck: 'cutter_error', effect: 'done', code: null, confirmation: 'process_id' },
  ),
  ...lineFaults(printerScenario, { setSilent: (unit, silent) => unit.setPower(!silent), holdable: true }),
  printerScenario(
    'power_lost_in_job',
    async (printer, stage) =>
      print(printer, stage, async () => {
        await stage.pass(150);
        stage.world((unit) => unit.setPower(false));
        await stage.until(() => printer.status.value.state === 'offline');
        stage.world((unit) => unit.setPower(true));
      }),
    { effect: 'unknown', code: null, confirmation: null },
  ),
  printerScenario(
    'line_lost_in_job',
    async (printer, stage) =>
      print(printer, stage, async () => {
        await stage.pass(150);
        stage.world((_unit, cable) => void cable.unplug());
        await stage.until(() => printer.status.value.state === 'no_device');
        stage.world((_unit, cable) => void cable.plug());
      }),
    { effect: 'done', code: null, confirmation: 'cut_counter' },
  ),
];
