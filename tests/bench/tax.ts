import { join } from 'node:path';
import { setStage } from '../resident/stage.ts';
import { clerk, company, takePaperInvoices } from '../resident/tax-visits.ts';
import { type BenchRow, row } from './rows.ts';
import { benchDirectory } from './workplace.ts';

const invoices = 5;
const machineBudgetMs = 20_000;
/** What the cities publish: from the identity check to the invoices in hand in under two minutes. */
const wholeVisitBudgetMs = 120_000;

/**
 * How long people take, by the keystroke-level model of Card, Moran and Newell (1980): to make up one's mind (M, 1.35 s),
 * point (P, 1.1 s) and press (B, 0.1 s) for a touch; to make up one's mind, reach (H, 0.4 s) and point for a thing that
 * is taken, laid or held up.
 */
const humanMs = { touch: 1350 + 1100 + 100, hand: 1350 + 400 + 1100 } as const;

/**
 * Five paper invoices with the clerk's hands taking no time, on devices as fast as real ones: one move of the dispenser
 * takes the 400 ms of the bench, a slip its wire time. The whole visit is the machine's time and the clerk's one after
 * the other, which is more than a real visit takes, for people act while the machine does.
 */
export async function measureTax(): Promise<BenchRow[]> {
  const stage = await setStage({
    ...{ directory: join(benchDirectory, 'tax'), everyDevice: true, hopperHolds: 'invoices' },
  });
  try {
    const page = await stage.openWindow();
    let clerkMs = 0;
    let atGateMs = 0;
    const resident = stage.resident(page, clerk, {
      onAct: (act) => {
        clerkMs += humanMs[act];
      },
      onStep: (name) => {
        if (name === `invoice ${invoices}`) atGateMs = performance.now();
      },
    });
    const begunMs = performance.now();
    await resident.walkUp();
    await resident.identifyForCompany(company);
    const identifiedMs = performance.now();
    await takePaperInvoices(resident, invoices);
    const endedMs = performance.now();
    return [
      row({
        name: 'identified to five paper invoices at the gate, machine time',
        value: atGateMs - identifiedMs,
        unit: 'ms',
        budget: machineBudgetMs,
      }),
      row({
        name: 'welcome to five paper invoices and a receipt in hand, clerk at a human pace',
        value: endedMs - begunMs + clerkMs,
        unit: 'ms',
        budget: wholeVisitBudgetMs,
      }),
    ];
  } finally {
    await stage.close();
  }
}
