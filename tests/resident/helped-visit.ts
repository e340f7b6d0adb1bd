import type { Page } from 'playwright-core';
import type { FictionalPerson } from '../../contract/fictional-person.ts';
import type { BenchClient } from '../../devices/bench/index.ts';
import { callHelper, pointAt, proposeValue, waitForPicture } from './helper.ts';
import type { Resident } from './resident.ts';
import { residenceRegistration } from './scenarios.ts';

/** The two windows of a call, and what lies around the terminal. */
export interface HelpedVisit {
  resident: Resident;
  person: FictionalPerson;
  page: Page;
  helper: Page;
  bench: BenchClient;
}

/** From the welcome screen to the empty form. */
export async function reachForm({ resident }: Pick<HelpedVisit, 'resident'>): Promise<void> {
  await resident.walkUp();
  await resident.identifyByCard();
  await resident.choose(residenceRegistration.itemCode, 'form');
}

/** The steps of a call, in order; each ends when the other side has seen it. */
export const callSteps: readonly { name: string; act(visit: HelpedVisit): Promise<void> }[] = [
  {
    name: 'call',
    async act({ resident, page, helper }) {
      await callHelper(resident, page, helper);
      await resident.touch('help');
    },
  },
  {
    name: 'see',
    async act({ resident, page, helper }) {
      await page.waitForFunction(
        () => (document.querySelector<HTMLVideoElement>('video.call-helper')?.videoWidth ?? 0) > 0,
      );
      await resident.touch('call-camera');
      await waitForPicture(helper, 'camera');
    },
  },
  {
    name: 'show-screen',
    async act({ resident, helper }) {
      await resident.touch('call-screen');
      await waitForPicture(helper, 'screen');
    },
  },
  {
    name: 'point',
    async act({ page, helper }) {
      const position = await pointAt(page, page.getByTestId('field-residenceAddress'), helper);
      await page.getByTestId('call-pointer').waitFor();
      await helper.getByTestId('screen').click({ position });
      await page.getByTestId('call-highlight').waitFor();
    },
  },
  {
    name: 'propose',
    async act({ page, helper, person }) {
      await proposeValue(helper, 'residenceAddress', person.residenceAddress);
      await page.getByTestId('proposed-value').getByText(person.residenceAddress).waitFor();
    },
  },
  {
    name: 'accept',
    async act({ resident, page, helper }) {
      await resident.touch('proposal-accept');
      await helper.locator('[data-outcome="accepted"]').waitFor();
      await page.getByTestId('field-residenceAddress').getByTestId('covered').waitFor();
    },
  },
  {
    name: 'document-camera',
    async act({ resident, helper, bench, person }) {
      await bench.camera.layPicture({ pictureId: `household-${person.personId}` });
      await resident.touch('call-paper');
      await waitForPicture(helper, 'paper');
    },
  },
  {
    name: 'hang-up',
    async act({ resident, page, helper, bench }) {
      await resident.touch('call-hang-up');
      await helper.getByTestId('call-room').waitFor({ state: 'detached' });
      await page.getByTestId('call-bar').waitFor({ state: 'detached' });
      await bench.camera.removePicture();
    },
  },
];

/** After the call: the rest of the form, and everything up to the receipt. Returns the acceptance number. */
export async function finishAlone({ resident, person }: HelpedVisit): Promise<string> {
  await resident.typeDigits('mobilePhone', person.mobilePhone);
  await resident.closeKeyboard();
  await resident.pick('housingKind', 'rented');
  await resident.submitForm('material');
  await resident.showMaterial(`household-${person.personId}`);
  await resident.acceptMaterial('signature');
  await resident.sign();
  return resident.submitAndCollect();
}
