import { afterEach, describe, expect, it } from 'vitest';
import { putSimulatorOnTcp } from '../simulator-on-tcp.ts';
import { describeDocumentPrinter, statusWhere } from './conformance.ts';
import { IppPrinter, type IppPrinterOptions } from './ipp-printer.ts';
import { makeSamplePdf } from './sample-pdf.ts';
import {
  type PrintedDocument,
  SimulatedDocumentPrinter,
  type SimulatedDocumentPrinterOptions,
} from './simulator.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const never = new AbortController().signal;
const pdf = await makeSamplePdf(2);
const quick = {
  heartbeatIntervalMs: 100,
  pollMs: 30,
  settleMs: 200,
  recoveryMs: 1500,
  transferDeadlineMs: 600,
};

async function connect(
  unitOptions: SimulatedDocumentPrinterOptions = {},
  driverOptions: Partial<IppPrinterOptions> = {},
) {
  const documents: PrintedDocument[] = [];
  const unit = new SimulatedDocumentPrinter({
    sheetMs: 100,
    onSheetsOut: (document) => documents.push(document),
    ...unitOptions,
  });
  const line = await putSimulatorOnTcp(unit);
  const uri = `ipp://127.0.0.1:${line.port}/ipp/print`;
  const startDriver = () => {
    const driver = new IppPrinter({ uri, ...quick, ...driverOptions });
    driver.start();
    ends.push(() => driver.stop());
    return driver;
  };
  ends.push(line.close);
  const printer = startDriver();
  await statusWhere(printer, ({ state }) => state === 'online');
  return { unit, line, documents, printer, startDriver };
}

function twoPages(jobId: string = crypto.randomUUID()) {
  return { jobId, pdf, pages: 2, copies: 1, media: null };
}

describeDocumentPrinter('IPP on the simulated printer', async () => {
  const { unit, line, documents, printer } = await connect({}, { heartbeatIntervalMs: 1000 });
  return {
    printer,
    documents,
    sheetsInOutput: () => unit.state.sheetsInOutput,
    setPaper: (sheets) => unit.setPaper(sheets),
    setDoor: (open) => unit.setDoor(open),
    jam: (afterSheets) => unit.jam(afterSheets),
    clearJam: () => unit.clearJam(),
    unplug: line.unplug,
    plug: line.plug,
    release: async () => {
      for (const end of ends.splice(0).reverse()) await end();
    },
  };
});

describe('what proves that sheets came out', () => {
  it('two copies of two pages -> four sheets are asked for and four prove it, with the counter of its life', async () => {
    const { printer, documents } = await connect();
    expect(await printer.print({ ...twoPages(), copies: 2 }, never)).toMatchObject({
      effect: 'done',
      evidence: { sheetsAsked: 4, sheetsOut: 4, sheetsCounted: 4 },
    });
    expect(documents).toMatchObject([{ sheets: 4, complete: true }]);
  });

  it('printer counts only impressions -> they prove it', async () => {
    const { printer } = await connect({ jobCounts: 'impressions', countsLife: false });
    expect(await printer.print(twoPages(), never)).toMatchObject({
      effect: 'done',
      evidence: { sheetsOut: 2 },
    });
    expect(await printer.readSheetCount()).toBeNull();
  });

  it('printer counts nothing -> completed is not believed', async () => {
    const { printer } = await connect({ jobCounts: 'none' });
    expect(await printer.print(twoPages(), never)).toMatchObject({
      effect: 'unknown',
      fault: { code: 'no_confirmation' },
    });
  });

  it.each([
    ['no_sheets', 'sheets_missing'],
    ['false_count', 'counter_disagrees'],
  ] as const)(
    'completed without a sheet (%s) -> unknown, never done, and it is not printed again',
    async (lie, code) => {
      const { printer, unit } = await connect();
      unit.setLying(lie);
      const document = twoPages();
      expect(await printer.print(document, never)).toMatchObject({ effect: 'unknown', fault: { code } });
      unit.setLying(null);
      expect(await printer.print(document, never)).toMatchObject({ effect: 'unknown', fault: { code } });
      expect(unit.jobNames).toHaveLength(1);
      expect(unit.state.sheetsInOutput).toBe(0);
    },
  );

  it('job aborted before a sheet -> none, with the reason the printer gave', async () => {
    const { printer, unit } = await connect();
    unit.abortNextJob();
    expect(await printer.print(twoPages(), never)).toMatchObject({
      effect: 'none',
      fault: { code: 'document_unprintable', vendorCode: 'document-format-error' },
    });
  });

  it('no PDF -> refused by name and nothing happens', async () => {
    const { printer, unit } = await connect();
    expect(await printer.print({ ...twoPages(), pdf: Buffer.from('hello') }, never)).toMatchObject({
      effect: 'none',
      fault: { code: 'format_unsupported' },
    });
    expect(unit.jobNames).toEqual([]);
  });

  it('paper size that lies in no tray -> not sent', async () => {
    const { printer, unit } = await connect();
    expect(await printer.print({ ...twoPages(), media: 'iso_a3_297x420mm' }, never)).toMatchObject({
      effect: 'none',
      fault: { code: 'media_not_loaded', vendorCode: 'iso_a4_210x297mm' },
    });
    expect(unit.jobNames).toEqual([]);
  });

  it('job name carries the job id and nothing of a person', async () => {
    const { printer, unit } = await connect();
    const document = twoPages();
    await printer.print(document, never);
    expect(unit.jobNames).toEqual([`budayang-${document.jobId}`]);
  });
});

describe('a printer that goes away', () => {
  it('answer to the job lost -> the job is found by its name and finished, and comes out once', async () => {
    const { printer, unit, documents } = await connect();
    unit.breakLineAt('Print-Job', 'after');
    expect(await printer.print(twoPages(), never)).toMatchObject({ effect: 'done' });
    expect(documents).toHaveLength(1);
  });

  it('job lost on the way -> none by the counter and the list, and the same job prints', async () => {
    const { printer, unit, documents } = await connect();
    unit.breakLineAt('Print-Job', 'before');
    const document = twoPages();
    expect(await printer.print(document, never)).toMatchObject({
      effect: 'none',
      fault: { code: 'job_not_received' },
    });
    expect(await printer.print(document, never)).toMatchObject({ effect: 'done' });
    expect(documents).toHaveLength(1);
  });

  it('job lost on the way, printer without a counter -> unknown', async () => {
    const { printer, unit } = await connect({ countsLife: false });
    unit.breakLineAt('Print-Job', 'before');
    expect(await printer.print(twoPages(), never)).toMatchObject({
      effect: 'unknown',
      fault: { code: 'no_confirmation' },
      evidence: { jobListed: false },
    });
  });

  it('unplugged in the middle and back -> the job is done', async () => {
    const { printer, unit, line } = await connect({ sheetMs: 300 });
    const printing = printer.print(twoPages(), never);
    await expect.poll(() => unit.jobNames).toHaveLength(1);
    await line.unplug();
    await statusWhere(printer, ({ state }) => state === 'no_device');
    await line.plug();
    expect(await printing).toMatchObject({ effect: 'done' });
  });

  it('away too long -> unknown; back -> decided by what the printer remembers, without printing again', async () => {
    const { printer, unit, line, documents } = await connect({ sheetMs: 300 }, { recoveryMs: 300 });
    const document = twoPages();
    const printing = printer.print(document, never);
    await expect.poll(() => unit.jobNames).toHaveLength(1);
    await line.unplug();
    expect(await printing).toMatchObject({ effect: 'unknown', fault: { code: 'port_not_found' } });
    expect(await printer.lookUpJob(document)).toMatchObject({ effect: 'unknown' });
    await line.plug();
    await expect.poll(async () => (await printer.lookUpJob(document)).effect).toBe('done');
    expect(await printer.print(document, never)).toMatchObject({ effect: 'done' });
    expect(documents).toHaveLength(1);
  });

  it('printer restarts after the first sheet -> unknown, never called done or not printed', async () => {
    const { printer, unit, documents } = await connect();
    unit.jam(1);
    const printing = printer.print(twoPages(), never);
    await statusWhere(printer, ({ paper }) => paper === 'jammed');
    unit.restart();
    expect(await printing).toMatchObject({ effect: 'unknown', fault: { code: 'no_confirmation' } });
    expect(documents).toMatchObject([{ sheets: 1, complete: false }]);
  });

  it('host restarts -> the job is found by its name: known as done, and not printed again', async () => {
    const { printer, startDriver, documents } = await connect();
    const document = twoPages();
    await printer.print(document, never);
    await printer.stop();
    const young = startDriver();
    expect(await young.lookUpJob(document)).toMatchObject({ effect: 'done', evidence: { sheetsOut: 2 } });
    expect(await young.print(document, never)).toMatchObject({ effect: 'done' });
    expect(documents).toHaveLength(1);
  });

  it('host restarts in the middle of a job -> the new one sees it running and takes it over', async () => {
    const { printer, unit, startDriver, documents } = await connect();
    unit.jam(1);
    const document = twoPages();
    const printing = printer.print(document, never);
    await statusWhere(printer, ({ paper }) => paper === 'jammed');
    await printer.stop();
    expect(await printing).toMatchObject({ effect: 'unknown' });
    const young = startDriver();
    expect(await young.lookUpJob(document)).toMatchObject({
      effect: 'unknown',
      evidence: { running: true, sheetsOut: 1 },
    });
    unit.clearJam();
    expect(await young.print(document, never)).toMatchObject({ effect: 'done' });
    expect(documents).toHaveLength(1);
  });

  it('printer hangs with its line open -> offline within 3 s', async () => {
    const { printer, unit } = await connect({}, { heartbeatIntervalMs: 1000 });
    const frozenAt = performance.now();
    unit.setAnswerDelay(60_000);
    await statusWhere(printer, ({ state }) => state === 'offline');
    expect(performance.now() - frozenAt).toBeLessThan(3000);
  });

  it('printer hangs -> asked again and reached over new connections, each counted; it answers -> in service', async () => {
    const { printer, unit } = await connect({}, { statusDeadlineMs: 200 });
    unit.setAnswerDelay(60_000);
    const reopened = await statusWhere(
      printer,
      ({ recovery }) => (recovery?.counts.reopen_transport ?? 0) > 1,
    );
    expect(reopened).toMatchObject({ state: 'offline', paper: 'unknown', faults: [{ code: 'no_answer' }] });
    expect(reopened.recovery?.rung).toBe('reopen_transport');
    expect(reopened.recovery?.counts.ask_again).toBeGreaterThan(1);
    unit.setAnswerDelay(0);
    const back = await statusWhere(printer, ({ state }) => state === 'online');
    expect(back.recovery?.rung).toBeNull();
  });

  it('printer away in the middle of a job -> its host, for which callers wait, is not restarted', async () => {
    let restarts = 0;
    const means = { restartHost: () => restarts++, relay: null, restartsBefore: 0 };
    const { printer, unit } = await connect(
      { sheetMs: 400 },
      { means, statusDeadlineMs: 50, jobDeadlineMs: 50, recoveryMs: 60_000 },
    );
    const leaving = new AbortController();
    const printing = printer.print(twoPages(), leaving.signal);
    await expect.poll(() => unit.jobNames.length).toBe(1);
    unit.setAnswerDelay(60_000);
    await statusWhere(printer, ({ recovery }) => (recovery?.counts.reopen_transport ?? 0) >= 6);
    expect(restarts).toBe(0);
    unit.setAnswerDelay(0);
    expect(await printing).toMatchObject({ effect: 'done' });
  }, 30_000);

  it('late answers within the deadline -> in service all the time', async () => {
    const { printer, unit } = await connect();
    unit.setAnswerDelay(400);
    expect(await printer.print(twoPages(), never)).toMatchObject({ effect: 'done' });
    expect(printer.status.value.state).toBe('online');
  });

  it('garbage instead of IPP -> named, and healed with the next answer', async () => {
    const { printer, unit } = await connect();
    unit.answerGarbage(3);
    await statusWhere(printer, ({ fault }) => fault?.code === 'unreadable_answer');
    await statusWhere(printer, ({ state }) => state === 'online');
  });

  it('job makes no progress and no cause is named -> withdrawn before it surprises the next resident', async () => {
    const { printer, unit } = await connect({ sheetMs: 60_000 }, { patienceMs: 200 });
    expect(await printer.print(twoPages(), never)).toMatchObject({
      effect: 'none',
      fault: { code: 'job_stuck', nextAct: 'technician' },
    });
    expect(unit.state.sheetsInOutput).toBe(0);
  });

  it('unknown reason -> kept and shown as unknown, and the printer goes on', async () => {
    const { printer, unit } = await connect();
    unit.setReasons('com.example-flux-report');
    const status = await statusWhere(printer, ({ fault }) => fault !== null);
    expect(status).toMatchObject({
      state: 'online',
      fault: { code: 'unknown_code', vendorCode: 'com.example-flux-report' },
    });
    expect(await printer.print(twoPages(), never)).toMatchObject({ effect: 'done' });
  });
});
