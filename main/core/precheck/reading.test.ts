import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../contract/clock.ts';
import { fictionalPeople, type MaterialLayoutName, renderPictureJpeg } from '../../../fixtures/index.ts';
import {
  clean,
  type Degradation,
  deg1,
  deg2,
  photographDesk,
  photographPage,
} from '../../../tests/bench/synthetic-page.ts';
import { comparePage } from './compare.ts';
import { startEngine } from './engine.ts';
import { PageReader } from './page-reader.ts';

const layouts: readonly MaterialLayoutName[] = ['household-register-page', 'resident-id-card-front'];
let reader: PageReader;

beforeAll(async () => {
  const program = new URL('./entry.ts', import.meta.url);
  reader = new PageReader(
    () => startEngine(program),
    systemClock,
    () => {},
  );
  await reader.warm();
}, 60_000);
afterAll(() => reader.close());

async function read(layout: MaterialLayoutName, picture: Blob | Uint8Array) {
  const bytes =
    picture instanceof Blob ? new Uint8Array(await picture.arrayBuffer()) : new Uint8Array(picture);
  const result = await reader.read(layout, bytes);
  if (!result.ok) throw new Error(`not read: ${result.error}`);
  return result.value;
}

/** Name and number as read, or why nothing could be read. */
async function readTexts(layout: MaterialLayoutName, picture: Blob | Uint8Array) {
  const reading = await read(layout, picture);
  return reading.state === 'read' ? reading.fields.map(({ text }) => text) : reading.reason;
}

function personOf(personId: string) {
  const person = fictionalPeople.find((one) => one.personId === personId);
  if (!person) throw new Error(`no fictional person ${personId}`);
  return person.card;
}

const zhang = ['张测试', '310199198803150173'];

describe.each(layouts)('%s', (layout) => {
  it.each([
    ['straight and clean', clean],
    ['turned, noisy, light falling off', deg1],
    ['pushed about in perspective', { ...deg1, perspectivePx: 40 }],
    ['printed 1.5 mm beside its place', { ...deg1, printOffsetMm: { x: -1.5, y: -1.5 } }],
    ['printed 1.5 mm beside its place the other way', { ...deg1, printOffsetMm: { x: 1.5, y: 1.5 } }],
    ['upside down', { ...deg1, rotationDegrees: 181 }],
    ['in dim light', { ...clean, noise: 5, gain: 0.3 }],
  ] satisfies [string, Degradation][])('%s -> name and number', async (_what, look) => {
    expect(await readTexts(layout, await photographPage(layout, 'zhang-ceshi', look))).toEqual(zhang);
  });

  it('badly lit, noisy and soft -> still the number', async () => {
    const texts = await readTexts(layout, await photographPage(layout, 'zhang-ceshi', deg2));
    expect(texts[1]).toBe(zhang[1]);
  });

  it.each([
    ['out of focus', 'blurred', { ...clean, blurPx: 6 }],
    ['in the dark', 'too_dark', { ...clean, noise: 5, gain: 0.08 }],
    ['drowned in light', 'too_bright', { ...clean, gain: 6 }],
    ['half outside the picture', 'no_page', { ...deg1, shiftMm: { x: 115, y: 0 } }],
  ] satisfies [string, string, Degradation][])('%s -> %s', async (_what, reason, look) => {
    expect(await readTexts(layout, await photographPage(layout, 'zhang-ceshi', look))).toBe(reason);
  });

  it.each(['empty desk', 'empty desk in noise'])('%s -> no page', async (what) => {
    expect(await readTexts(layout, await photographDesk(what === 'empty desk' ? clean : deg2))).toBe(
      'no_page',
    );
  });

  it('a picture that is garbage -> cannot read, and the next page is read', async () => {
    const page = new Uint8Array(await (await photographPage(layout, 'zhang-ceshi', clean)).arrayBuffer());
    const noise = Uint8Array.from({ length: 50_000 }, (_, index) => (index * 2654435761) >>> 24);
    expect(await readTexts(layout, noise)).toBe('no_page');
    expect(await readTexts(layout, page.slice(0, 40_000))).toBe('no_page');
    expect(await readTexts(layout, new Uint8Array(0))).toBe('no_page');
    expect(await readTexts(layout, page)).toEqual(zhang);
  });

  it('a page of the demonstration against the form of its owner -> match; of another -> mismatch', async () => {
    const prefix = layout === 'household-register-page' ? 'household' : 'id-card';
    const jpeg = await renderPictureJpeg(`${prefix}-li-shili`);
    if (!jpeg) throw new Error('no such picture');
    const reading = await read(layout, jpeg);
    const text = { zh: '材料', en: 'Material' };
    const material = {
      materialCode: 'M-1',
      name: text,
      hint: text,
      layout,
      compare: [
        { read: 'name' as const, formKey: 'name' },
        { read: 'idNumber' as const, formKey: 'number' },
      ],
    };
    const formOf = (personId: string) => ({
      name: personOf(personId).name,
      number: personOf(personId).idNumber,
    });
    expect(comparePage(material, reading, formOf('li-shili')).verdict).toBe('match');
    expect(comparePage(material, reading, formOf('zhang-ceshi')).verdict).toBe('mismatch');
  });
});

it('a card lying on its side -> name and number', async () => {
  const look = { ...deg1, rotationDegrees: 92 };
  const picture = await photographPage('resident-id-card-front', 'zhang-ceshi', look);
  expect(await readTexts('resident-id-card-front', picture)).toEqual(zhang);
});

it('another kind of page than asked for -> no text found, nothing guessed', async () => {
  const card = await photographPage('resident-id-card-front', 'zhang-ceshi', deg1);
  expect(await readTexts('household-register-page', card)).toBe('text_not_found');
  const page = await photographPage('household-register-page', 'zhang-ceshi', deg1);
  expect(await readTexts('resident-id-card-front', page)).toBe('text_not_found');
});
