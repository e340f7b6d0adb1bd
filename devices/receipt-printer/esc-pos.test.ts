import { describe, expect, it, onTestFinished } from 'vitest';
import { putSimulatorOnTcp } from '../simulator-on-tcp.ts';
import { makeTransport } from '../transport/index.ts';
import { describeReceiptPrinter, statusWhere } from './conformance.ts';
import { EscPosPrinter, type EscPosPrinterOptions } from './esc-pos.ts';
import type { Paper } from './paper.ts';
import { sampleDocument } from './sample-document.ts';
import { SimulatedReceiptPrinter, type SimulatedReceiptPrinterOptions } from './simulator.ts';

type DriverOptions = Omit<EscPosPrinterOptions, 'transport'>;
type UnitOptions = Omit<SimulatedReceiptPrinterOptions, 'onPaperCut'>;

async function connect(driver: DriverOptions = {}, unit: UnitOptions = {}) {
  const papers: Paper[] = [];
  const cutListeners: (() => void)[] = [];
  const simulator = new SimulatedReceiptPrinter({
    speedMmPerS: 1000,
    ...unit,
    onPaperCut: (paper) => {
      papers.push(paper);
      for (const listener of cutListeners.splice(0)) listener();
    },
  });
  const cable = await putSimulatorOnTcp(simulator);
  const printer = new EscPosPrinter({
    transport: makeTransport({ kind: 'tcp', host: '127.0.0.1', port: cable.port }),
    ...driver,
  });
  printer.start();
  const onNextCut = (listener: () => void) => cutListeners.push(listener);
  const release = async () => {
    await printer.stop();
    await cable.close();
  };
  return { printer, simulator, cable, papers, onNextCut, release };
}

function hands({ printer, simulator, cable, papers, release }: Awaited<ReturnType<typeof connect>>) {
  return {
    printer,
    papers,
    setPaper: (paper: 'full' | 'low' | 'out') => simulator.setPaper(paper),
    endPaperAfter: (lines: number) => simulator.endPaperAfter(lines),
    setCover: (open: boolean) => simulator.setCover(open),
    jam: (afterLines: number) => simulator.jam(afterLines),
    clearJam: () => simulator.clearJam(),
    setCutterStuck: (stuck: boolean) => simulator.setCutterStuck(stuck),
    unplug: () => cable.unplug(),
    plug: () => cable.plug(),
    release,
  };
}

describeReceiptPrinter('esc-pos with process id and cut counter', async () => hands(await connect()));

describeReceiptPrinter('esc-pos on a plain unit, by status alone', async () =>
  hands(
    await connect(
      { evidence: 'status_only', slowestMmPerS: 150 },
      { answers: 'status_only', speedMmPerS: 3000 },
    ),
  ),
);

const never = new AbortController().signal;

async function online(driver: DriverOptions = {}, unit: UnitOptions = {}) {
  const connected = await connect(driver, unit);
  onTestFinished(connected.release);
  await statusWhere(connected.printer, ({ state }) => state === 'online');
  const jobId = crypto.randomUUID();
  const print = (id = jobId, signal = never) =>
    connected.printer.print({ jobId: id, document: sampleDocument(id) }, signal);
  return { ...connected, jobId, print };
}

/** Until the unit has put so many lines on paper. */
function linesPrinted(simulator: SimulatedReceiptPrinter, lines: number) {
  return expect.poll(() => simulator.state.linesHanging, { interval: 2 }).toBeGreaterThanOrEqual(lines);
}

/** The paper falls, and at that very moment the line goes dead: the confirmation never arrives. */
function confirmationSwallowed(cable: { freeze(): void }, onNextCut: (listener: () => void) => void) {
  return new Promise<void>((resolve) => {
    onNextCut(() => {
      cable.freeze();
      resolve();
    });
  });
}

describe('esc-pos: evidence', () => {
  it('done carries how it was proved and the cut counter before and after', async () => {
    const { print, printer } = await online();
    await print(crypto.randomUUID());
    expect(await printer.readCutCount()).toBe(1);
    expect((await print()).evidence).toEqual({ confirmation: 'process_id', cutCountBefore: 1, cutCount: 2 });
  });

  it('unit that knows no process id -> unknown after the patience, and no second paper for the same job', async () => {
    const { print, papers } = await online(
      { patienceMs: 50, counterDeadlineMs: 100, slowestMmPerS: 1000 },
      { answers: 'status_only', speedMmPerS: 0 },
    );
    expect(await print()).toMatchObject({ effect: 'unknown', fault: { code: 'no_confirmation' } });
    expect(await print()).toMatchObject({ effect: 'unknown' });
    expect(papers).toHaveLength(1);
  });

  it('document that no code can hold -> the call fails, and the next job prints', async () => {
    const { print, printer, jobId, papers } = await online();
    const document = sampleDocument(jobId);
    const tooLong = { kind: 'qr', data: 'x'.repeat(5000), caption: null } as const;
    await expect(
      printer.print({ jobId, document: { ...document, blocks: [tooLong] } }, never),
    ).rejects.toThrow();
    expect(await print()).toMatchObject({ effect: 'done' });
    expect(papers).toHaveLength(1);
  });

  it('host started anew -> it knows no job and gives the counter for the core to compare', async () => {
    const { print, printer, cable, jobId } = await online();
    await print();
    await printer.stop();
    const next = new EscPosPrinter({
      transport: makeTransport({ kind: 'tcp', host: '127.0.0.1', port: cable.port }),
    });
    onTestFinished(() => next.stop());
    next.start();
    await statusWhere(next, ({ state }) => state === 'online');
    expect(await next.lookUpJob(jobId)).toEqual({
      effect: 'unknown',
      fault: null,
      evidence: { cutCount: 1 },
    });
  });
});

describe('esc-pos: the line is lost in the middle', () => {
  it('line lost after the cut -> the cut counter proves it, done', async () => {
    const { print, cable, onNextCut, papers } = await online();
    const cut = confirmationSwallowed(cable, onNextCut);
    const printing = print();
    await cut;
    await cable.unplug();
    await cable.plug();
    expect(await printing).toMatchObject({
      effect: 'done',
      evidence: { confirmation: 'cut_counter', cutCountBefore: 0, cutCount: 1 },
    });
    expect(papers).toHaveLength(1);
  });

  it('line lost while it prints, unit goes on by itself -> done after the reconnect, one paper', async () => {
    const { print, cable, simulator, papers } = await online({}, { speedMmPerS: 150 });
    const printing = print();
    await linesPrinted(simulator, 2);
    await cable.unplug();
    await cable.plug();
    expect(await printing).toMatchObject({ effect: 'done', evidence: { cutCount: 1 } });
    expect(papers).toMatchObject([{ complete: true }]);
  });

  it('power cut in the middle -> unknown, the rest of the slip is cut off, and the next slip is clean', async () => {
    const { print, cable, simulator, papers, printer, jobId } = await online({}, { speedMmPerS: 150 });
    const printing = print();
    await linesPrinted(simulator, 2);
    simulator.setPower(false);
    await cable.unplug();
    simulator.setPower(true);
    await cable.plug();
    expect(await printing).toMatchObject({ effect: 'unknown', evidence: { cutCountBefore: 0, cutCount: 0 } });
    expect(await printer.lookUpJob(jobId)).toMatchObject({ effect: 'unknown' });
    const next = crypto.randomUUID();
    expect(await print(next)).toMatchObject({ effect: 'done' });
    expect(papers).toMatchObject([
      { complete: false, qrTexts: [] },
      { complete: true, qrTexts: [`budayang:${next}`] },
    ]);
  });

  it('after an unknown job the counter differs by more than one, so nobody mistakes the remnant for the slip', async () => {
    const { print, cable, simulator, printer } = await online({}, { speedMmPerS: 150 });
    const printing = print();
    await linesPrinted(simulator, 2);
    simulator.setPower(false);
    await cable.unplug();
    simulator.setPower(true);
    await cable.plug();
    await printing;
    expect(await printer.readCutCount()).toBe(2);
  });

  it('line stays away too long -> unknown; comes back with proof -> the look-up says done', async () => {
    const { print, cable, printer, jobId, onNextCut, papers } = await online({ recoveryMs: 50 });
    const cut = confirmationSwallowed(cable, onNextCut);
    const printing = print();
    await cut;
    await cable.unplug();
    expect(await printing).toMatchObject({ effect: 'unknown', fault: { code: 'no_answer' } });
    await cable.plug();
    await expect
      .poll(() => printer.lookUpJob(jobId))
      .toMatchObject({ effect: 'done', evidence: { confirmation: 'cut_counter' } });
    expect(await print()).toMatchObject({ effect: 'done' });
    expect(papers).toHaveLength(1);
  });

  it('paper ends, the line is lost, paper is put in -> the unit finishes and the job is done', async () => {
    const { print, cable, simulator, papers, printer } = await online();
    simulator.endPaperAfter(3);
    const printing = print();
    await statusWhere(printer, ({ paper }) => paper === 'out');
    await cable.unplug();
    await cable.plug();
    await statusWhere(printer, ({ paper, state }) => state === 'online' && paper === 'out');
    simulator.setPaper('full');
    expect(await printing).toMatchObject({ effect: 'done' });
    expect(papers).toMatchObject([{ complete: true }]);
  });

  it('cover was open during the job -> one more cut proves nothing, unknown', async () => {
    const { print, cable, simulator, printer, onNextCut } = await online();
    simulator.endPaperAfter(3);
    const printing = print();
    await statusWhere(printer, ({ paper }) => paper === 'out');
    simulator.setCover(true);
    await statusWhere(printer, ({ coverOpen }) => coverOpen);
    cable.freeze();
    const cut = new Promise<void>((resolve) => onNextCut(resolve));
    simulator.setCover(false);
    simulator.setPaper('full');
    await cut;
    await cable.unplug();
    await cable.plug();
    expect(await printing).toMatchObject({ effect: 'unknown', evidence: { cutCountBefore: 0, cutCount: 1 } });
  });
});

describe('esc-pos: a unit that falls silent', () => {
  it('line open and no answer -> offline within 3 s, back within 3 s when it answers again', async () => {
    const { printer, simulator } = await online();
    const silentAt = performance.now();
    simulator.setPower(false);
    await statusWhere(printer, ({ state }) => state === 'offline');
    expect(performance.now() - silentAt).toBeLessThan(3000);
    simulator.setPower(true);
    const backAt = performance.now();
    await statusWhere(printer, ({ state }) => state === 'online');
    expect(performance.now() - backAt).toBeLessThan(3000);
  });

  it('unit whose error stays until it is told -> goes on when a person has opened and closed the cover', async () => {
    const { print, printer, simulator, papers } = await online({}, { latchesErrors: true });
    simulator.jam(3);
    const printing = print();
    await statusWhere(printer, ({ paper }) => paper === 'jammed');
    simulator.clearJam();
    simulator.setCover(true);
    await statusWhere(printer, ({ coverOpen }) => coverOpen);
    simulator.setCover(false);
    expect(await printing).toMatchObject({ effect: 'done' });
    expect(papers).toMatchObject([{ complete: true }]);
  });

  it('caller gone before anything was sent -> none, and nothing comes out', async () => {
    const { print, simulator, papers, printer } = await online();
    simulator.endPaperAfter(2);
    const first = print();
    await statusWhere(printer, ({ paper }) => paper === 'out');
    const caller = new AbortController();
    const second = print(crypto.randomUUID(), caller.signal);
    caller.abort();
    expect(await second).toMatchObject({ effect: 'none', fault: { code: 'cancelled' } });
    simulator.setPaper('full');
    expect(await first).toMatchObject({ effect: 'done' });
    expect(papers).toHaveLength(1);
  });
});
