import type { Resident } from './resident.ts';
import { personNamed } from './stage.ts';

/** The tax clerk of the played visits, and the company the clerk acts for. */
export const clerk = 'zhang-ceshi';
export const company = '91310199MA0DEM003G';
const newRepresentative = 'wang-yangben';

export const remoteHandlingCode = '312000990007';
const remoteResultsCode = '312000990008';

/** From the list of items to the screen that says that an officer is looking at it. */
export async function handInForOfficer(resident: Resident): Promise<void> {
  const { card } = personNamed(newRepresentative);
  await resident.choose(remoteHandlingCode, 'form');
  await resident.typeChinese('representativeName', [{ pinyin: 'wangyangben', take: card.name }]);
  await resident.closeKeyboard();
  await resident.typeDigits('representativeIdNumber', card.idNumber);
  await resident.closeKeyboard();
  await resident.submitForm('material');
  for (const [person, next] of [
    [newRepresentative, 'material'],
    [clerk, 'signature'],
  ] as const) {
    const verdict = await resident.showMaterial(`id-card-${person}`);
    if (verdict !== 'match') throw new Error(`the pre-check answered ${verdict} to the ID card of ${person}`);
    await resident.acceptMaterial(next);
  }
  await resident.sign();
  await resident.submitForReview();
}

/** From the list of items to what became of the last case handed in. */
export async function lookUpResult(resident: Resident, caseId: string): Promise<string> {
  await resident.choose(remoteResultsCode, 'form');
  await resident.pick('handedIn', caseId);
  await resident.submitForm('summary');
  return resident.submitAndCollect();
}
