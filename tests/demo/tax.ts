import { join } from 'node:path';
import { ConsoleUser } from '../resident/console-user.ts';
import { compareLedgers } from '../resident/ledgers.ts';
import type { Resident } from '../resident/resident.ts';
import { setStage } from '../resident/stage.ts';
import {
  clerk,
  company,
  handInForOfficer,
  issueDigitalInvoice,
  takePaperInvoices,
} from '../resident/tax-visits.ts';
import type { Album } from './album.ts';
import { type DemoReport, StepBook } from './report.ts';

const invoices = 5;

/** The tax clerk's door: a digital invoice, paper invoices, and a matter that an officer accepts at the console. */
export async function playTax(album: Album): Promise<DemoReport> {
  const stage = await setStage({
    ...{ directory: join(album.directory, 'run'), everyDevice: true, hopperHolds: 'invoices', fleet: true },
  });
  try {
    const page = await stage.openWindow();
    const officer = await ConsoleUser.admin(stage.browser, stage.stack.fleet);
    const book = new StepBook();
    const numbers: string[] = [];
    const visit = async (series: string, play: (resident: Resident) => Promise<string>) => {
      const resident = stage.resident(page, clerk, {
        onStep: (name, machineMs) => book.note(`${series} ${name}`, machineMs),
        onScreen: (name) => album.take(page, series, name),
      });
      await resident.walkUp();
      await resident.identifyForCompany(company);
      numbers.push(await play(resident));
      await resident.rate(5);
    };
    await visit('digital-invoice', issueDigitalInvoice);
    await visit('paper-invoices', (resident) => takePaperInvoices(resident, invoices));
    await visit('remote-handling', async (resident) => {
      await handInForOfficer(resident);
      const row = await officer.nextCase();
      await album.take(officer.page, 'console', 'list');
      album.keep('console-document.pdf', await officer.openDocument(row));
      await officer.accept(row);
      await album.take(officer.page, 'console', 'accepted');
      return resident.collect();
    });
    await album.savePapers(stage);
    const violations = await compareLedgers(stage);
    for (const violation of violations) process.stderr.write(`${violation}\n`);
    const ledgersAgree = violations.length === 0;
    const ok = ledgersAgree && numbers.every((number) => number !== '');
    return { ok, steps: book.steps, ledgersAgree };
  } finally {
    await stage.close();
  }
}
