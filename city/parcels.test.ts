import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  itemCodes,
  li,
  makeSubmission,
  startTestCity,
  type TestCity,
  terminalId,
  zhang,
} from './test-city.ts';

let city: TestCity;

beforeEach(async () => {
  city = await startTestCity();
});
afterEach(() => city.stop());

const openedAt = '2026-11-22T02:00:00.000Z';

async function parcelsFor(person: { idNumber: string }): Promise<string[]> {
  const { idNumber } = person;
  const { options } = await city.client.prefill({ itemCode: itemCodes.pickup, idNumber, terminalId });
  return (options.parcel ?? []).map(({ value }) => value);
}
async function parcelOfZhang(): Promise<string> {
  const [parcelId] = await parcelsFor(zhang);
  if (!parcelId) throw new Error('nothing waits');
  return parcelId;
}
const pickUp = (parcel: string, applicant = zhang) =>
  makeSubmission({ itemCode: itemCodes.pickup, applicant, form: { parcel } });

it('somebody with a parcel -> is shown it, is told the door, takes it once', async () => {
  const parcelId = await parcelOfZhang();
  const submission = pickUp(parcelId);
  const { parcel } = await city.client.submitCase(submission);
  expect(parcel).toMatchObject({ parcelId, board: 1, cell: 3, description: { zh: '社会保障卡' } });
  const handover = { parcelId, caseId: submission.caseId, openedAt };
  await city.client.handOverParcel(handover);
  await city.client.handOverParcel(handover);
  const ledger = await city.control.readLedger();
  expect(ledger.map((entry) => entry.type)).toEqual(['case_accepted', 'parcel_handed_over']);
  await expect(parcelsFor(zhang)).rejects.toMatchObject({ code: 'ITEM_REFUSED' });
  await expect(city.client.submitCase(pickUp(parcelId))).rejects.toMatchObject({ code: 'CASE_REFUSED' });
});

it('somebody without a parcel -> is told so before anything else, in both languages', async () => {
  await expect(parcelsFor(li)).rejects.toMatchObject({
    code: 'ITEM_REFUSED',
    data: { reason: { zh: expect.stringContaining('没有'), en: expect.stringContaining('Nothing') } },
  });
});

it('the parcel of somebody else -> refused', async () => {
  const submission = pickUp(await parcelOfZhang(), li);
  await expect(city.client.submitCase(submission)).rejects.toMatchObject({ code: 'CASE_REFUSED' });
});

it('the door did not open -> the same person comes again and gets it by a new case', async () => {
  const parcelId = await parcelOfZhang();
  const [first, second] = [pickUp(parcelId), pickUp(parcelId)];
  await city.client.submitCase(first);
  expect(await parcelsFor(zhang)).toEqual([parcelId]);
  await city.client.submitCase(second);
  await city.client.handOverParcel({ parcelId, caseId: second.caseId, openedAt });
  await expect(
    city.client.handOverParcel({ parcelId, caseId: first.caseId, openedAt }),
  ).rejects.toMatchObject({ code: 'PARCEL_TAKEN_BY_OTHER' });
});

it('a handover that names a case without this parcel, or no parcel -> refused', async () => {
  const other = makeSubmission();
  await city.client.submitCase(other);
  const { caseId } = other;
  await expect(
    city.client.handOverParcel({ parcelId: await parcelOfZhang(), caseId, openedAt }),
  ).rejects.toMatchObject({ code: 'PARCEL_TAKEN_BY_OTHER' });
  await expect(city.client.handOverParcel({ parcelId: 'P-none', caseId, openedAt })).rejects.toMatchObject({
    code: 'PARCEL_UNKNOWN',
  });
});

it('a demo is repeated -> the parcel put into the cell is the only one in it', async () => {
  const before = await parcelOfZhang();
  const { parcelId } = await city.control.placeParcel({ personId: 'zhang-ceshi', board: 1, cell: 3 });
  expect(await parcelsFor(zhang)).toEqual([parcelId]);
  expect(parcelId).not.toBe(before);
  await expect(city.control.placeParcel({ personId: 'nobody', board: 1, cell: 3 })).rejects.toThrow(
    'personId must be one of: zhang-ceshi, li-shili',
  );
});

it('a parcel in the locker of another terminal -> not offered here, and not given here', async () => {
  const parcelId = await parcelOfZhang();
  const elsewhere = makeSubmission().terminalId.replace('1', '2') as typeof terminalId;
  await expect(
    city.client.prefill({ itemCode: itemCodes.pickup, idNumber: zhang.idNumber, terminalId: elsewhere }),
  ).rejects.toMatchObject({ code: 'ITEM_REFUSED' });
  await expect(city.client.submitCase({ ...pickUp(parcelId), terminalId: elsewhere })).rejects.toMatchObject({
    code: 'CASE_REFUSED',
  });
});
