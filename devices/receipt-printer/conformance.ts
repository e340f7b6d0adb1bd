import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReceiptPrinterStatus } from '../../contract/device-classes.ts';
import type { Paper } from './paper.ts';
import type { ReceiptPrinter } from './port.ts';
import { sampleDocument } from './sample-document.ts';

/** A driver connected to a unit, and the hands that work on the unit. */
export interface ReceiptPrinterSubject {
  printer: ReceiptPrinter;
  /** Every piece of paper that fell so far. */
  papers: readonly Paper[];
  setPaper(paper: 'full' | 'low' | 'out'): void;
  endPaperAfter(lines: number): void;
  setCover(open: boolean): void;
  jam(afterLines: number): void;
  clearJam(): void;
  setCutterStuck(stuck: boolean): void;
  /** The cable is out; the unit lives on. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
  release(): Promise<void>;
}

const never = new AbortController().signal;

/** Resolves with the first status that fits. */
export async function statusWhere(
  printer: ReceiptPrinter,
  fits: (status: ReceiptPrinterStatus) => boolean,
): Promise<ReceiptPrinterStatus> {
  for await (const status of printer.status.follow(AbortSignal.timeout(8000)))
    if (fits(status)) return status;
  throw new Error(`status stayed ${JSON.stringify(printer.status.value)}`);
}

/** What every driver of the class must keep to, on the simulated unit and on a real one. */
export function describeReceiptPrinter(name: string, prepare: () => Promise<ReceiptPrinterSubject>): void {
  describe(`receipt printer: ${name}`, () => {
    let subject: ReceiptPrinterSubject;
    beforeEach(async () => {
      subject = await prepare();
      await statusWhere(subject.printer, ({ state }) => state === 'online');
    });
    afterEach(() => subject.release());

    const print = (jobId: string = crypto.randomUUID()) =>
      subject.printer.print({ jobId, document: sampleDocument(jobId) }, never);

    it('paper in -> the slip comes out once, whole, with its document id in the code', async () => {
      const jobId = crypto.randomUUID();
      expect(await print(jobId)).toMatchObject({ effect: 'done', fault: null });
      expect(subject.papers).toMatchObject([{ complete: true, qrTexts: [`budayang:${jobId}`] }]);
      expect(await subject.printer.lookUpJob(jobId)).toMatchObject({ effect: 'done' });
    });

    it('paper ends in the middle and the resident leaves -> the rest never comes out, only a remnant is cut off', async () => {
      const jobId = crypto.randomUUID();
      subject.endPaperAfter(3);
      const printing = print(jobId);
      await statusWhere(subject.printer, ({ paper }) => paper === 'out');
      expect(await subject.printer.cancel(jobId, never)).toMatchObject({ effect: 'unknown' });
      expect(await printing).toMatchObject({ effect: 'unknown' });
      subject.setPaper('full');
      const next = crypto.randomUUID();
      await expect.poll(async () => (await print(next)).effect, { timeout: 8000 }).toBe('done');
      const whole = subject.papers.filter(({ complete }) => complete);
      expect(whole.map(({ qrTexts }) => qrTexts)).toEqual([[`budayang:${next}`]]);
    });

    it('nobody waits for a slip that is coming out -> it comes out, once', async () => {
      const jobId = crypto.randomUUID();
      const printing = print(jobId);
      expect((await subject.printer.cancel(jobId, never)).effect).not.toBe('unknown');
      const { effect } = await printing;
      expect(subject.papers).toHaveLength(effect === 'done' ? 1 : 0);
    });

    it('same job asked twice, at once and later -> one paper', async () => {
      const jobId = crypto.randomUUID();
      const [first, second] = await Promise.all([print(jobId), print(jobId)]);
      expect([first.effect, second.effect, (await print(jobId)).effect]).toEqual(['done', 'done', 'done']);
      expect(subject.papers).toHaveLength(1);
    });

    it('two jobs at once -> two papers, one after the other', async () => {
      const jobs = [crypto.randomUUID(), crypto.randomUUID()];
      const completions = await Promise.all(jobs.map((jobId) => print(jobId)));
      expect(completions.map(({ effect }) => effect)).toEqual(['done', 'done']);
      expect(subject.papers.map(({ qrTexts }) => qrTexts)).toEqual(
        jobs.map((jobId) => [`budayang:${jobId}`]),
      );
    });

    it('no paper before -> nothing is sent, the fault calls the attendant; paper in -> the same job prints', async () => {
      subject.setPaper('out');
      await statusWhere(subject.printer, ({ paper }) => paper === 'out');
      const jobId = crypto.randomUUID();
      expect(await print(jobId)).toMatchObject({
        effect: 'none',
        fault: { code: 'paper_out', nextAct: 'attendant' },
      });
      subject.setPaper('full');
      await statusWhere(subject.printer, ({ paper }) => paper === 'full');
      expect(await print(jobId)).toMatchObject({ effect: 'done' });
      expect(subject.papers).toHaveLength(1);
    });

    it('cover open before -> nothing is sent', async () => {
      subject.setCover(true);
      expect(await print()).toMatchObject({ effect: 'none', fault: { code: 'cover_open' } });
      expect(await statusWhere(subject.printer, ({ coverOpen }) => coverOpen)).toMatchObject({
        fault: { code: 'cover_open' },
      });
      expect(subject.papers).toHaveLength(0);
    });

    it('paper ends in the middle of the slip -> print waits, new paper is put in -> the slip comes out whole and once', async () => {
      subject.endPaperAfter(4);
      const printing = print();
      expect(await statusWhere(subject.printer, ({ paper }) => paper === 'out')).toMatchObject({
        fault: { code: 'paper_out' },
      });
      expect(subject.papers).toHaveLength(0);
      subject.setPaper('full');
      expect(await printing).toMatchObject({ effect: 'done' });
      expect(subject.papers).toMatchObject([{ complete: true }]);
    });

    it('paper jams in the middle -> print waits; jam cleared -> it goes on with the failed line', async () => {
      subject.jam(3);
      const printing = print();
      expect(await statusWhere(subject.printer, ({ paper }) => paper === 'jammed')).toMatchObject({
        state: 'hardware_error',
        fault: { code: 'paper_jam', nextAct: 'attendant' },
      });
      subject.clearJam();
      expect(await printing).toMatchObject({ effect: 'done' });
      expect(subject.papers).toMatchObject([{ complete: true }]);
      await statusWhere(subject.printer, ({ fault }) => fault === null);
    });

    it('cutter does not move -> print waits with cutter_error; freed -> the slip falls', async () => {
      subject.setCutterStuck(true);
      const printing = print();
      await statusWhere(subject.printer, ({ fault }) => fault?.code === 'cutter_error');
      subject.setCutterStuck(false);
      expect(await printing).toMatchObject({ effect: 'done' });
      expect(subject.papers).toHaveLength(1);
    });

    it('paper nearly used up -> it prints and asks for paper', async () => {
      subject.setPaper('low');
      expect(await statusWhere(subject.printer, ({ paper }) => paper === 'low')).toMatchObject({
        state: 'online',
        fault: { code: 'paper_low', nextAct: 'attendant' },
      });
      expect(await print()).toMatchObject({ effect: 'done' });
    });

    it('caller gives up while paper is missing -> unknown to him, and the slip still comes out only once', async () => {
      subject.endPaperAfter(2);
      const jobId = crypto.randomUUID();
      const caller = new AbortController();
      const printing = subject.printer.print({ jobId, document: sampleDocument(jobId) }, caller.signal);
      await statusWhere(subject.printer, ({ paper }) => paper === 'out');
      caller.abort();
      expect(await printing).toMatchObject({ effect: 'unknown', evidence: { running: true } });
      expect(await subject.printer.lookUpJob(jobId)).toMatchObject({
        effect: 'unknown',
        fault: { code: 'paper_out' },
        evidence: { running: true },
      });
      subject.setPaper('full');
      expect(await print(jobId)).toMatchObject({ effect: 'done' });
      expect(subject.papers).toHaveLength(1);
    });

    it('unplugged -> offline within 3 s and printing refused; plugged -> in service within 3 s', async () => {
      const unpluggedAt = performance.now();
      await subject.unplug();
      await statusWhere(subject.printer, ({ state }) => state === 'no_device' || state === 'offline');
      expect(performance.now() - unpluggedAt).toBeLessThan(3000);
      expect(await print()).toMatchObject({ effect: 'none', fault: { nextAct: 'technician' } });
      const pluggedAt = performance.now();
      await subject.plug();
      await statusWhere(subject.printer, ({ state }) => state === 'online');
      expect(performance.now() - pluggedAt).toBeLessThan(3000);
      expect(await print()).toMatchObject({ effect: 'done' });
    });

    it('job nobody knows -> unknown, never a guess', async () => {
      expect(await subject.printer.lookUpJob(crypto.randomUUID())).toMatchObject({ effect: 'unknown' });
    });
  });
}
