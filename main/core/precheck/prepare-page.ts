import type { UnreadableReason } from '../../../contract/precheck.ts';
import { cropField, type FieldCrop } from './crop-field.ts';
import { findPage, type PageOutline } from './find-page.ts';
import { decodePicture } from './grey-picture.ts';
import { greyQuantile, measureSharpness } from './judge-picture.ts';
import type { FieldName, PageLayout } from './layouts.ts';
import { type Mat, MatScope, type OpenCv } from './opencv.ts';
import { flattenLight, rectifyBox, turnUpsideDown } from './rectify.ts';

export type FieldCrops = Record<FieldName, FieldCrop | null>;

export type PreparedPage =
  | { state: 'unreadable'; reason: UnreadableReason }
  | {
      state: 'prepared';
      /** Either end of the page up; the likelier one first. */
      orientations: FieldCrops[];
      /** Variance of the Laplacian; see `measureSharpness`. */
      sharpness: number;
      /** Grey level of the paper. */
      paperLevel: number;
    };

/** The brightest part of a picture in which there is no light to see by. */
const darkPictureLevel = 40;
/** The darkest part of a picture drowned in light. */
const brightPictureLevel = 190;
const overviewPxPerMm = 5;

/** JPEG or PNG in, strips of writing out. Holds nothing of the picture afterwards. */
export async function preparePage(cv: OpenCv, image: Uint8Array, layout: PageLayout): Promise<PreparedPage> {
  const picture = await decodePicture(image);
  if (!picture) return { state: 'unreadable', reason: 'no_page' };
  using scope = new MatScope();
  const grey = scope.keep(new cv.Mat(picture.heightPx, picture.widthPx, cv.CV_8UC1));
  grey.data.set(picture.pixels);
  picture.pixels.fill(0);
  try {
    return prepareGrey(cv, grey, layout);
  } finally {
    grey.data.fill(0);
  }
}

function prepareGrey(cv: OpenCv, grey: Mat, layout: PageLayout): PreparedPage {
  const search = findPage(cv, grey, layout.widthMm / layout.heightMm);
  if (search.found !== 'page') {
    if (greyQuantile(cv, grey, 0.99) < darkPictureLevel) return { state: 'unreadable', reason: 'too_dark' };
    if (greyQuantile(cv, grey, 0.02) > brightPictureLevel)
      return { state: 'unreadable', reason: 'too_bright' };
    return { state: 'unreadable', reason: search.found === 'nothing' ? 'no_page' : 'text_not_found' };
  }
  using scope = new MatScope();
  const whole = { xMm: 0, yMm: 0, widthMm: layout.widthMm, heightMm: layout.heightMm };
  const overview = scope.keep(rectifyBox(cv, grey, search.outline, layout, whole, overviewPxPerMm));
  const paperLevel = greyQuantile(cv, overview, 0.9);
  flattenLight(cv, overview, overviewPxPerMm, 2.5);
  const sharpness = measureSharpness(cv, overview);
  const upright = cropFields(cv, grey, search.outline, layout);
  const turned = cropFields(cv, grey, turnUpsideDown(search.outline), layout);
  return { state: 'prepared', sharpness, paperLevel, orientations: [upright, turned] };
}

function cropFields(cv: OpenCv, grey: Mat, outline: PageOutline, layout: PageLayout): FieldCrops {
  return {
    name: cropField(cv, grey, outline, layout, 'name'),
    idNumber: cropField(cv, grey, outline, layout, 'idNumber'),
  };
}
