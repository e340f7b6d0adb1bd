import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from '../resident/browser.ts';
import { openSignedInDesk } from '../resident/console-desk.ts';
import { callSteps, finishAlone, reachForm } from '../resident/helped-visit.ts';
import { compareLedgers } from '../resident/ledgers.ts';
import { personNamed, setStage } from '../resident/stage.ts';
import { outDirectory, pictureTaker, savePapers, writeSteps } from './workplace.ts';

const person = personNamed('zhang-ceshi');

/** One call to a helper who is signed in at the console of a fleet server, in a browser of their own. True: all went well and the ledgers agree. */
export async function playHelpCall(asJson: boolean): Promise<boolean> {
  const stage = await setStage({ directory: join(outDirectory, 'run'), fleet: true });
  const helperBrowser = await launchChromium('invented');
  const steps: { name: string; ms: number }[] = [];
  let violations: string[];
  let acceptanceNumber: string;
  try {
    const page = await stage.openWindow();
    const helper = await openSignedInDesk(helperBrowser, stage.stack);
    const takePicture = pictureTaker('help-call');
    const resident = stage.resident(page, person.personId);
    const visit = { resident, person, page, helper, bench: stage.bench };
    const timed = async <Value>(name: string, act: () => Promise<Value>): Promise<Value> => {
      const begunAt = performance.now();
      const value = await act();
      steps.push({ name, ms: Math.round(performance.now() - begunAt) });
      await takePictures(takePicture, { name, page, helper });
      return value;
    };
    await reachForm(visit);
    for (const { name, act } of callSteps) await timed(name, () => act(visit));
    acceptanceNumber = await timed('receipt', () => finishAlone(visit));
    await resident.rate(null);
    await savePapers(stage);
    violations = await compareLedgers(stage);
  } finally {
    await helperBrowser.close();
    await stage.close();
  }
  const ledgersAgree = violations.length === 0;
  const ok = ledgersAgree && acceptanceNumber !== '';
  for (const violation of violations) process.stderr.write(`${violation}\n`);
  if (asJson) process.stdout.write(`${JSON.stringify({ ok, steps, ledgersAgree })}\n`);
  else {
    process.stdout.write(`\nhelp call  ${acceptanceNumber}\n`);
    writeSteps(steps);
    process.stdout.write(`\nledgers ${ledgersAgree ? 'agree' : 'DISAGREE'}; pictures under out/demo/\n`);
  }
  return ok;
}

async function takePictures(
  take: (page: Page, name: string) => Promise<void>,
  { name, page, helper }: { name: string; page: Page; helper: Page },
): Promise<void> {
  await take(page, `${name}-terminal`);
  await take(helper, `${name}-helper`);
}
