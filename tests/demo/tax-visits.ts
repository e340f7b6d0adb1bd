import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConsoleUser } from '../resident/console.ts';
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
import { outDirectory, savePapers, type TimedStep, watchScreens } from './workplace.ts';

export interface PlayedTaxVisits {
  /** Each with the machine's time; the hands and the officer take none. */
  steps: TimedStep[];
  isComplete: boolean;
  violations: string[];
}

const invoices = 5;

/** The tax clerk's door: a digital invoice, paper invoices, and a matter that an officer accepts at the console. */
export async function playTaxVisits(): Promise<PlayedTaxVisits> {
  const stage = await setStage({
    ...{ directory: join(outDirectory, 'run'), everyDevice: true, hopperHolds: 'invoices', fleet: true },
  });
  try {
    const page = await stage.openWindow();
    const officer = await ConsoleUser.admin(stage.browser, stage.stack.fleet);
    const steps: TimedStep[] = [];
    const numbers: string[] = [];
    const visit = async (name: string, play: (resident: Resident) => Promise<string>) => {
      const watched = watchScreens(page, name);
      const resident = stage.resident(page, clerk, watched);
      await resident.walkUp();
      await resident.identifyForCompany(company);
      numbers.push(await play(resident));
      await resident.rate(5);
      steps.push(...watched.steps.map((step) => ({ name: `${name}: ${step.name}`, ms: step.ms })));
    };
    await visit('digital-invoice', issueDigitalInvoice);
    await visit('paper-invoices', (resident) => takePaperInvoices(resident, invoices));
    await visit('remote-handling', async (resident) => {
      await handInForOfficer(resident);
      const row = await officer.nextCase();
      await officer.page.screenshot({ path: join(outDirectory, 'console-01-list.png') });
      writeFileSync(join(outDirectory, 'console-document.pdf'), await officer.openDocument(row));
      await officer.accept(row);
      await officer.page.screenshot({ path: join(outDirectory, 'console-02-accepted.png') });
      return resident.collect();
    });
    await savePapers(stage);
    const isComplete = numbers.length === 3 && numbers.every((number) => number !== '');
    return { steps, isComplete, violations: await compareLedgers(stage) };
  } finally {
    await stage.close();
  }
}
