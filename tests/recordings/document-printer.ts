import { disturbed, LineDisturbance } from '../../devices/disturbance/index.ts';
import { IppPrinter, SimulatedDocumentPrinter } from '../../devices/document-printer/index.ts';
import { httpMedium, printerUri } from './media.ts';
import { lineFaults, type Scenario, type Stage, scenariosOf } from './stage.ts';

const jobId = '00000000-0000-4000-8000-000000000006';
const pages = 2;
const pdf = new TextEncoder().encode(`%PDF-1.7\n${'/Type /Page\n'.repeat(pages)}%%EOF\n`);
interface Unit {
  printer: SimulatedDocumentPrinter;
  line: LineDisturbance;
}
type PrinterStage = Stage<Unit>;

const make = scenariosOf({
  deviceClass: 'document-printer',
  driver: 'ipp',
  medium: httpMedium,
  makeUnit: (clock) => {
    const printer = new SimulatedDocumentPrinter({ clock, sheetMs: 400 });
    const line = new LineDisturbance({ clock });
    return { unit: { printer, line }, simulator: disturbed(printer, line) };
  },
  makeDriver: (carrier, clock) => new IppPrinter({ uri: printerUri, carrier, clock }),
});

/** `printer-state-reasons` by the fault they are (status only, or what blocks a job). */
const reasons = {
  cover_open: 'cover-open-error',
  interlock_open: 'interlock-open-error',
  media_needed: 'media-needed-error',
  input_tray_missing: 'input-tray-missing-error',
  output_tray_missing: 'output-tray-missing-error',
  output_area_full: 'output-area-full-error',
  toner_empty: 'toner-empty-error',
  marker_supply_empty: 'marker-supply-empty-error',
  marker_waste_full: 'marker-waste-full-error',
  developer_empty: 'developer-empty-error',
  drum_worn_out: 'opc-life-over-error',
  fuser_over_temp: 'fuser-over-temp-error',
  fuser_under_temp: 'fuser-under-temp-error',
  stopped: 'stopping-error',
  stopped_partly: 'stopped-partly-warning',
  paused: 'paused',
  shut_down: 'shutdown-error',
  not_accepting_jobs: 'hold-new-jobs',
  spool_area_full: 'spool-area-full-error',
  media_low: 'media-low-warning',
  output_area_almost_full: 'output-area-almost-full-warning',
  toner_low: 'toner-low-warning',
  marker_supply_low: 'marker-supply-low-warning',
  marker_waste_almost_full: 'marker-waste-almost-full-warning',
  developer_low: 'developer-low-warning',
  drum_near_end: 'opc-near-eol-warning',
  unknown_code: 'com.example-odd-thing-error',
} as const;

const reasonScenarios = Object.entries(reasons).map(([fault, reason]) =>
  make(
    fault,
    async (printer, { world, until }) => {
      world(({ printer: unit }) => unit.setReasons(reason));
      await until(() => printer.status.value.fault !== null);
      const { fault: told } = printer.status.value;
      return { code: told?.code, vendorCode: told?.vendorCode };
    },
    { code: fault, vendorCode: reason },
  ),
);

async function print(
  printer: IppPrinter,
  stage: PrinterStage,
  during: () => Promise<void> = async () => {},
  media: string | null = null,
): Promise<{ effect: string; code: string | null }> {
  const printing = printer.print({ jobId, pages, copies: 1, pdf, media }, new AbortController().signal);
  await during();
  const { effect, fault } = await stage.settle(printing);
  return { effect, code: fault?.code ?? null };
}

/** The printer does something to the unit, and a job meets it. */
function jobScenario(
  fault: string,
  act: (unit: SimulatedDocumentPrinter) => void,
  expected: { effect: string; code: string | null },
): Scenario {
  return make(
    fault,
    (printer, stage) => {
      stage.world(({ printer: unit }) => act(unit));
      return print(printer, stage);
    },
    expected,
  );
}

/** Something happens in the middle of a job and is put right by a person; the job comes out. */
function interruption(
  fault: string,
  happen: (unit: SimulatedDocumentPrinter) => void,
  cure: (unit: SimulatedDocumentPrinter) => void,
): Scenario {
  return make(
    fault,
    async (printer, stage) => {
      let told: string | undefined;
      const completion = await print(printer, stage, async () => {
        await stage.pass(300);
        stage.world(({ printer: unit }) => happen(unit));
        await stage.until(() => printer.status.value.fault !== null);
        told = printer.status.value.fault?.code;
        stage.world(({ printer: unit }) => cure(unit));
      });
      return { told, ...completion };
    },
    { told: fault, effect: 'done', code: null },
  );
}

export const documentPrinterScenarios: Scenario[] = [
  ...lineFaults(make, { setSilent: ({ line }, silent) => line.set({ dead: silent }), holdable: false }),
  ...reasonScenarios,
  interruption(
    'media_jam',
    (unit) => unit.jam(),
    (unit) => unit.clearJam(),
  ),
  interruption(
    'door_open',
    (unit) => unit.setDoor(true),
    (unit) => unit.setDoor(false),
  ),
  interruption(
    'media_empty',
    (unit) => unit.setPaper(0),
    (unit) => unit.setPaper(100),
  ),
  ...Object.entries({
    printer_busy: 'server-error-busy',
    not_authorized: 'client-error-forbidden',
    request_refused: 'server-error-internal-error',
  }).map(([fault, statusCode]) =>
    make(
      fault,
      async (printer, { world, until }) => {
        world(({ printer: unit }) => unit.setRefusal({ statusCode }));
        await until(() => printer.status.value.fault !== null);
        const { state, fault: told } = printer.status.value;
        return { state, code: told?.code };
      },
      { state: 'offline', code: fault },
    ),
  ),
  jobScenario(
    'format_unsupported',
    (unit) =>
      unit.setRefusal({
        statusCode: 'client-error-document-format-not-supported',
        operation: 'Print-Job',
      }),
    { effect: 'none', code: 'format_unsupported' },
  ),
  jobScenario('completed_with_errors', (unit) => unit.completeWith('job-completed-with-errors'), {
    effect: 'unknown',
    code: 'completed_with_errors',
  }),
  make(
    'cancelled_at_device',
    (printer, stage) =>
      print(printer, stage, async () => {
        await stage.pass(150);
        stage.world(({ printer: unit }) => unit.cancelAtDevice());
      }),
    { effect: 'none', code: 'cancelled_at_device' },
  ),
  make(
    'cancelled',
    async (printer, stage) => {
      const leaving = new AbortController();
      const printing = printer.print({ jobId, pages, copies: 1, pdf, media: null }, leaving.signal);
      await stage.pass(50);
      stage.world(({ printer: unit }) => unit.jam());
      await stage.pass(50);
      leaving.abort();
      const { effect, fault } = await stage.settle(printing);
      return { effect, code: fault?.code };
    },
    { effect: 'none', code: 'cancelled' },
  ),
  make(
    'unreadable_answer',
    async (printer, { world, until }) => {
      world(({ printer: unit }) => unit.answerGarbage(20));
      await until(() => printer.status.value.fault !== null);
      const told = printer.status.value.fault?.code;
      await until(() => printer.status.value.state === 'online');
      return { told };
    },
    { told: 'unreadable_answer' },
  ),
  make('media_not_loaded', (printer, stage) => print(printer, stage, undefined, 'iso_a3_297x420mm'), {
    effect: 'none',
    code: 'media_not_loaded',
  }),
  jobScenario('document_unprintable', (unit) => unit.abortNextJob('document-format-error'), {
    effect: 'none',
    code: 'document_unprintable',
  }),
  jobScenario('job_aborted', (unit) => unit.abortNextJob('aborted-by-system'), {
    effect: 'none',
    code: 'job_aborted',
  }),
  jobScenario('sheets_missing', (unit) => unit.setLying('no_sheets'), {
    effect: 'unknown',
    code: 'sheets_missing',
  }),
  jobScenario('counter_disagrees', (unit) => unit.setLying('false_count'), {
    effect: 'unknown',
    code: 'counter_disagrees',
  }),
  jobScenario('job_not_received', (unit) => unit.breakLineAt('Print-Job', 'before'), {
    effect: 'none',
    code: 'job_not_received',
  }),
  jobScenario('answer_to_job_lost', (unit) => unit.breakLineAt('Print-Job', 'after'), {
    effect: 'done',
    code: null,
  }),
  make(
    'incomplete_job',
    (printer, stage) =>
      print(printer, stage, async () => {
        await stage.pass(700);
        stage.world(({ printer: unit }) => unit.cancelAtDevice());
      }),
    { effect: 'unknown', code: 'incomplete_job' },
  ),
  make(
    'no_confirmation',
    (printer, stage) =>
      print(printer, stage, async () => {
        await stage.pass(700);
        stage.world(({ printer: unit }) => unit.restart());
      }),
    { effect: 'unknown', code: 'no_confirmation' },
  ),
];
