import { join } from 'node:path';
import { launchChromium } from '../resident/browser.ts';
import { openSignedInDesk } from '../resident/console-desk.ts';
import { callSteps, finishAlone, reachForm } from '../resident/helped-visit.ts';
import { compareLedgers } from '../resident/ledgers.ts';
import { personNamed, setStage } from '../resident/stage.ts';
import type { Album } from './album.ts';
import { type DemoReport, StepBook } from './report.ts';

const person = personNamed('zhang-ceshi');

/** One call to a helper who is signed in at the console of a fleet server, in a browser of their own. */
export async function playHelpCall(album: Album): Promise<DemoReport> {
  const stage = await setStage({ directory: join(album.directory, 'run'), fleet: true });
  const helperBrowser = await launchChromium('invented');
  const book = new StepBook();
  try {
    const page = await stage.openWindow();
    const helper = await openSignedInDesk(helperBrowser, stage.stack);
    const resident = stage.resident(page, person.personId);
    const visit = { resident, person, page, helper, bench: stage.bench };
    const take = async (name: string) => {
      await album.take(page, 'help-call', `${name}-terminal`);
      await album.take(helper, 'help-call', `${name}-helper`);
    };
    await reachForm(visit);
    for (const { name, act } of callSteps) {
      await book.step(name, () => act(visit));
      await take(name);
    }
    const acceptanceNumber = await book.step('receipt', () => finishAlone(visit));
    await take('receipt');
    await resident.rate(null);
    await album.savePapers(stage);
    const violations = await compareLedgers(stage);
    for (const violation of violations) process.stderr.write(`${violation}\n`);
    const ledgersAgree = violations.length === 0;
    return { ok: ledgersAgree && acceptanceNumber !== '', steps: book.steps, ledgersAgree };
  } finally {
    await helperBrowser.close();
    await stage.close();
  }
}
