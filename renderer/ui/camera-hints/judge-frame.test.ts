import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { cameraField, renderPicture } from '../../../fixtures/index.ts';
import { type CameraHint, judgeFrame, SteadyHint } from './judge-frame.ts';
import { type FrameMeasures, greyOf, measureFrame } from './measure-frame.ts';

const { widthPx, heightPx } = cameraField;
const card = 'id-card-zhang-ceshi';
const register = 'household-li-shili';

type Change = (picture: Sharp) => Sharp;
const rendered = new Map<string, ReturnType<typeof renderPicture>>();

/** A picture of the fixtures, changed as light or a hand would, one change after the other. */
async function picture(pictureId: string, ...changes: Change[]): Promise<Sharp> {
  if (!rendered.has(pictureId)) rendered.set(pictureId, renderPicture(pictureId));
  const found = await rendered.get(pictureId);
  if (!found) throw new Error(`no picture ${pictureId}`);
  const raw = { width: found.widthPx, height: found.heightPx, channels: 3 } as const;
  let seen = sharp(Buffer.from(found.data), { raw });
  for (const change of changes) {
    const { data, info } = await change(seen).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    seen = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
  }
  return seen;
}

async function measure(seen: Sharp): Promise<FrameMeasures> {
  const small = seen.resize(640, null, { kernel: 'linear' }).ensureAlpha().raw();
  const { data, info } = await small.toBuffer({ resolveWithObject: true });
  return measureFrame(greyOf(new Uint8ClampedArray(data), info.width, info.height));
}

const judge = async (seen: Sharp) => judgeFrame(await measure(seen));

const lamp = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}"><defs><radialGradient id="g"><stop offset="0.6" stop-color="#fff"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs><ellipse cx="1000" cy="720" rx="220" ry="150" fill="url(#g)"/></svg>`,
);

describe('hints before the picture is taken', () => {
  it.each([card, register])('%s, lying well -> nothing to say', async (pictureId) => {
    expect(await judge(await picture(pictureId))).toBeNull();
  });

  it.each<[string, CameraHint]>([
    ['empty', 'no_page'],
    [`${card}-dark`, 'too_dark'],
    [`${register}-dark`, 'too_dark'],
    [`${card}-blurred`, 'blurred'],
    [`${register}-blurred`, 'blurred'],
  ])('%s -> %s', async (pictureId, hint) => {
    expect(await judge(await picture(pictureId))).toBe(hint);
  });

  it('half the light -> still readable, nothing to say', async () => {
    expect(await judge(await picture(register, (seen) => seen.linear(0.5, 0)))).toBeNull();
  });

  it('print smeared by half a millimetre -> blurred; by a quarter, which is still read -> nothing', async () => {
    for (const pictureId of [register, card]) {
      expect(await judge(await picture(pictureId, (seen) => seen.blur(4)))).toBe('blurred');
      expect(await judge(await picture(pictureId, (seen) => seen.blur(2)))).toBeNull();
    }
  });

  it('a page pushed out of the picture on two sides -> not in the frame', async () => {
    const pushed = (seen: Sharp) => seen.extract({ left: 700, top: 500, width: 1220, height: 915 });
    expect(await judge(await picture(register, pushed))).toBe('not_in_frame');
    expect(await judge(await picture(card, pushed))).toBe('not_in_frame');
  });

  it('a lamp mirrored in a plastic cover, and light that burns the print out -> glare', async () => {
    const dimmed = await picture(register, (seen) => seen.linear(0.75, 0));
    const mirrored = sharp(
      await dimmed
        .composite([{ input: lamp }])
        .png()
        .toBuffer(),
    );
    expect(await judge(mirrored)).toBe('glare');
    expect(await judge(await picture(register, (seen) => seen.linear(1.5, 0)))).toBe('glare');
  });

  it('a bright desk -> is not taken for a page that sticks out on all sides', async () => {
    // Paper on paper: the card's print is all that stands out.
    const bright = await picture(register, (seen) =>
      seen.extract({ left: 500, top: 300, width: 900, height: 675 }),
    );
    const frame = await measure(bright);
    expect(frame.borderShare).toBeGreaterThan(0.85);
    expect(judgeFrame(frame)).not.toBe('not_in_frame');
  });

  it('a lens that is covered, a white wall, a picture of one pixel -> no crash, and no word about sharpness', async () => {
    const flat = (level: number) =>
      measureFrame({ width: 32, height: 24, levels: new Uint8Array(32 * 24).fill(level) });
    expect(judgeFrame(flat(0))).toBe('too_dark');
    expect(judgeFrame(flat(255))).toBe('no_page');
    expect(judgeFrame(measureFrame({ width: 1, height: 1, levels: Uint8Array.of(90) }))).toBe('no_page');
  });
});

describe('words on the live picture', () => {
  it('a hand that passes by for one look -> the words neither come nor go', () => {
    const steady = new SteadyHint();
    const looks: (CameraHint | null)[] = ['blurred', null, 'blurred', 'blurred', null, 'blurred', null, null];
    expect(looks.map((hint) => steady.next(hint))).toEqual([
      null,
      null,
      null,
      'blurred',
      'blurred',
      'blurred',
      'blurred',
      null,
    ]);
  });
});
