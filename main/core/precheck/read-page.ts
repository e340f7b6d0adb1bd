import { isIdNumber, normalizeIdNumber } from '../../../contract/id-number.ts';
import type { PageReading, ReadField } from '../../../contract/precheck.ts';
import type { FieldCrop } from './crop-field.ts';
import { type FieldName, type LayoutName, pageLayouts } from './layouts.ts';
import type { OpenCv } from './opencv.ts';
import { type FieldCrops, preparePage } from './prepare-page.ts';
import type { TextRecognizer } from './text-recognizer.ts';

export interface ReadingEngine {
  cv: OpenCv;
  recognizer: TextRecognizer;
}

/** A page less sharp than this is not tried. */
const hopelessSharpness = 60;
/** A page less sharp than this gets the blame where nothing could be read. */
const doubtfulSharpness = 200;
/** Names have no check character: below this the reading is more often wrong than right. */
const minNameConfidence = 60;
const hanName = /^\p{Script=Han}+(?:·\p{Script=Han}+)*$/u;

/** Reads the compared values of one page. `image` is overwritten. */
export async function readPage(
  engine: ReadingEngine,
  image: Uint8Array,
  layoutName: LayoutName,
): Promise<PageReading> {
  const prepared = await preparePage(engine.cv, image, pageLayouts[layoutName]).finally(() => image.fill(0));
  if (prepared.state === 'unreadable') return prepared;
  const { sharpness, orientations } = prepared;
  if (sharpness < hopelessSharpness) return { state: 'unreadable', reason: 'blurred' };
  try {
    return await readOrientations(engine.recognizer, orientations, sharpness);
  } finally {
    for (const crop of orientations.flatMap((crops) => Object.values(crops))) crop?.picture.pixels.fill(0);
  }
}

/**
 * A number with a right check character proves that the page is this way up. Without one, a page
 * that gives only a name is believed only if turning it gives no number either.
 */
async function readOrientations(
  recognizer: TextRecognizer,
  orientations: readonly FieldCrops[],
  sharpness: number,
): Promise<PageReading> {
  let best: ReadField[] | null = null;
  for (const crops of orientations) {
    const fields = await readFields(recognizer, crops);
    if (fields.some(({ field, text }) => field === 'idNumber' && text !== null))
      return { state: 'read', fields };
    best ??= fields.some(({ text }) => text !== null) ? fields : null;
  }
  if (best) return { state: 'read', fields: best };
  return { state: 'unreadable', reason: sharpness < doubtfulSharpness ? 'blurred' : 'text_not_found' };
}

function readFields(recognizer: TextRecognizer, crops: FieldCrops): Promise<ReadField[]> {
  const names: readonly FieldName[] = ['name', 'idNumber'];
  return Promise.all(names.map((field) => readField(recognizer, field, crops[field])));
}

async function readField(
  recognizer: TextRecognizer,
  field: FieldName,
  crop: FieldCrop | null,
): Promise<ReadField> {
  if (!crop) return { field, text: null, confidence: 0 };
  const { text, confidence } = await recognizer.recognize(field, crop.picture);
  const credible = field === 'name' ? credibleName(text, confidence) : credibleIdNumber(text);
  return { field, text: credible, confidence };
}

function credibleIdNumber(text: string): string | null {
  const idNumber = normalizeIdNumber(text);
  return isIdNumber(idNumber) ? idNumber : null;
}

/** The engine sets spaces between characters and reads the dot within a name as some other dot or dash. */
function credibleName(text: string, confidence: number): string | null {
  const name = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[.,•・‧∙●。、\-—_'"“”‘’|:;]+/gu, '·')
    .replace(/^·+|·+$/g, '');
  const credible = confidence >= minNameConfidence && Array.from(name).length >= 2 && hanName.test(name);
  return credible ? name : null;
}
