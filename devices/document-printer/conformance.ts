import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentPrinterStatus } from '../../contract/device-classes.ts';
import type { DocumentPrinter } from './port.ts';
import { makeSamplePdf } from './sample-pdf.ts';

/** A driver connected to a printer, and the hands that work on the printer. */
export interface DocumentPrinterSubject {
  printer: DocumentPrinter;
  /** Every document of which at least one sheet came out. */
  documents: readonly { jobName: string; sheets: number; complete: boolean; pdf: Uint8Array }[];
  sheetsInOutput(): number;
  setPaper(sheets: number): void;
  setDoor(open: boolean): void;
  jam(afterSheets: number): void;
  clearJam(): void;
  /** The cable is out; the printer lives on. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
  release(): Promise<void>;
}

const never = new AbortController().signal;
const pages = 3;

/** Resolves with the first status that fits. */
export async function statusWhere(
  printer: DocumentPrinter,
  fits: (status: DocumentPrinterStatus) => boolean,
): Promise<DocumentPrinterStatus> {
  for await (const status of printer.status.follow(AbortSignal.timeout(8000)))
    if (fits(status)) return status;
  throw new Error(`status stayed ${JSON.stringify(printer.status.value)}`);
}

/** What every driver of the class must keep to, on the simulated printer and on a real one. */
export function describeDocumentPrinter(name: string, prepare: () => Promise<DocumentPrinterSubject>): void {
  describe(`document printer: ${name}`, () => {
    let subject: DocumentPrinterSubject;
    let pdf: Uint8Array;
    beforeEach(async () => {
      pdf ??= await makeSamplePdf(pages);
      subject = await prepare();
      await statusWhere(subject.printer, ({ state }) => state === 'online');
    });
    afterEach(() => subject.release());

    const print = (jobId: string = crypto.randomUUID(), signal: AbortSignal = never) =>
      subject.printer.print({ jobId, pdf, pages, copies: 1, media: null }, signal);
    const lookUp = (jobId: string) => subject.printer.lookUpJob({ jobId, pages, copies: 1 });

    it('paper in -> all sheets come out once, the document unchanged, and the printer says so', async () => {
      const jobId = crypto.randomUUID();
      expect(await print(jobId)).toMatchObject({
        effect: 'done',
        fault: null,
        evidence: { sheetsAsked: pages, sheetsOut: pages },
      });
      expect(subject.documents).toMatchObject([{ sheets: pages, complete: true }]);
      expect(Buffer.from(subject.documents[0]?.pdf ?? []).equals(pdf)).toBe(true);
      expect(await lookUp(jobId)).toMatchObject({ effect: 'done' });
    });

    it('same job asked twice, at once and later -> it comes out once', async () => {
      const jobId = crypto.randomUUID();
      const [first, second] = await Promise.all([print(jobId), print(jobId)]);
      expect([first.effect, second.effect, (await print(jobId)).effect]).toEqual(['done', 'done', 'done']);
      expect(subject.documents).toHaveLength(1);
    });

    it('two jobs at once -> both come out, one after the other', async () => {
      const jobs = [crypto.randomUUID(), crypto.randomUUID()];
      const completions = await Promise.all(jobs.map((jobId) => print(jobId)));
      expect(completions.map(({ effect }) => effect)).toEqual(['done', 'done']);
      expect(subject.documents.map(({ jobName }) => jobName)).toEqual(jobs.map((id) => `budayang-${id}`));
    });

    it('no paper before -> nothing is sent, the fault calls the attendant; paper in -> the same job prints', async () => {
      subject.setPaper(0);
      const jobId = crypto.randomUUID();
      expect(await print(jobId)).toMatchObject({
        effect: 'none',
        fault: { code: 'media_empty', nextAct: 'attendant' },
      });
      expect(await statusWhere(subject.printer, ({ paper }) => paper === 'out')).toMatchObject({
        fault: { code: 'media_empty' },
      });
      subject.setPaper(100);
      expect(await print(jobId)).toMatchObject({ effect: 'done' });
      expect(subject.documents).toHaveLength(1);
    });

    it('door open before -> nothing is sent', async () => {
      subject.setDoor(true);
      expect(await print()).toMatchObject({ effect: 'none', fault: { code: 'door_open' } });
      await statusWhere(subject.printer, ({ coverOpen }) => coverOpen);
      expect(subject.sheetsInOutput()).toBe(0);
    });

    it('paper ends after the first sheet -> print waits; paper is put in -> the rest comes out, and once', async () => {
      subject.setPaper(1);
      const printing = print();
      await statusWhere(subject.printer, ({ fault }) => fault?.code === 'media_empty');
      expect(subject.documents).toHaveLength(0);
      subject.setPaper(100);
      expect(await printing).toMatchObject({ effect: 'done', evidence: { sheetsOut: pages } });
      expect(subject.documents).toMatchObject([{ sheets: pages, complete: true }]);
    });

    it('paper jams in the middle -> print waits; jam cleared -> the rest comes out', async () => {
      subject.jam(1);
      const printing = print();
      expect(await statusWhere(subject.printer, ({ paper }) => paper === 'jammed')).toMatchObject({
        state: 'hardware_error',
        fault: { code: 'media_jam', nextAct: 'attendant' },
      });
      subject.clearJam();
      expect(await printing).toMatchObject({ effect: 'done' });
      await statusWhere(subject.printer, ({ state }) => state === 'online');
    });

    it('paper nearly used up -> it prints and asks for paper', async () => {
      subject.setPaper(10);
      await statusWhere(subject.printer, ({ fault }) => fault?.code === 'media_low');
      expect(await print()).toMatchObject({ effect: 'done' });
    });

    it('caller leaves before a sheet came out -> cancelled in the printer, nothing comes out, and it may be asked again', async () => {
      subject.jam(0);
      await statusWhere(subject.printer, ({ paper }) => paper === 'jammed');
      subject.clearJam();
      await statusWhere(subject.printer, ({ fault }) => fault === null);
      const jobId = crypto.randomUUID();
      const caller = new AbortController();
      const printing = print(jobId, caller.signal);
      caller.abort();
      expect(await printing).toMatchObject({ effect: 'none', fault: { code: 'cancelled' } });
      expect(subject.sheetsInOutput()).toBe(0);
      expect(await print(jobId)).toMatchObject({ effect: 'done' });
      expect(subject.documents).toHaveLength(1);
    });

    it('caller leaves after the first sheet -> the job goes on and is known afterwards', async () => {
      subject.setPaper(1);
      const jobId = crypto.randomUUID();
      const caller = new AbortController();
      const printing = print(jobId, caller.signal);
      await expect.poll(async () => (await lookUp(jobId)).evidence.sheetsOut, { timeout: 5000 }).toBe(1);
      caller.abort();
      expect(await printing).toMatchObject({ effect: 'unknown', evidence: { running: true } });
      expect(await lookUp(jobId)).toMatchObject({
        effect: 'unknown',
        fault: { code: 'media_empty' },
        evidence: { running: true },
      });
      subject.setPaper(100);
      expect(await print(jobId)).toMatchObject({ effect: 'done' });
      expect(subject.documents).toHaveLength(1);
    });

    it('unplugged -> away within 3 s and printing refused; plugged -> in service within 3 s', async () => {
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
      expect(await lookUp(crypto.randomUUID())).toMatchObject({ effect: 'unknown' });
    });
  });
}
