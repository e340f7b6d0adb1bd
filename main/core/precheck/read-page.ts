import { isIdNumber, normalizeIdNumber } from '../../../contract/id-number.ts';
import type { PageReading, ReadField } from '../../../contract/precheck.ts';
import type { FieldCrop } from './crop-field.ts';
import { type FieldName, type LayoutName, pageLayouts } from './layouts.ts';
import type { OpenCv } from './opencv.ts';
import { type FieldCrops, preparePage } from './prepare-page.ts';
import type { RecognizedText, TextRecognizer } from './text-recognizer.ts';

export interface ReadingEngine {
  cv: OpenCv;
  recognizer: TextRecognizer;
}

/** A page worse than this is not tried. */
const hopeless = { sharpness: 60, paperLevel: 35 };
/** Where nothing could be read, a page worse than this owes it to the lens or the light. */
const doubtful = { sharpness: 450, paperLevel: 90 };
/** Names have no check character: below this the reading is more often wrong than right. */
const minNameConfidence = 75;
/** Blots, not writing: another size will not help. */
const minRetryConfidence = 30;
const hanName = /^\p{Script=Han}+(?:·\p{Script=Han}+)*$/u;

/** Reads the compared values of one page. `image` is overwritten. */
export async function readPage(
  engine: ReadingEngine,
  image: Uint8Array,
  layoutName: LayoutName,
): Promise<PageReading> {
  const prepared = await preparePage(engine.cv, image, pageLayouts[layoutName]).finally(() => image.fill(0));
  if (prepared.state === 'unreadable') return prepared;
  const { orientations } = prepared;
  const written = orientations.some((crops) => Object.values(crops).some((crop) => crop !== null));
  if (!written) return { state: 'unreadable', reason: 'text_not_found' };
  try {
    const hopelessReason = findFault(prepared, hopeless);
    if (hopelessReason) return { state: 'unreadable', reason: hopelessReason };
    const fields = await readOrientations(engine.recognizer, orientations);
    if (fields) return { state: 'read', fields };
    return { state: 'unreadable', reason: findFault(prepared, doubtful) ?? 'text_not_found' };
  } finally {
    for (const crop of orientations.flatMap((crops) => Object.values(crops))) {
      for (const picture of crop?.pictures ?? []) picture.pixels.fill(0);
    }
  }
}

interface PageQuality {
  sharpness: number;
  paperLevel: number;
}

function findFault(page: PageQuality, limits: PageQuality): 'too_dark' | 'blurred' | null {
  if (page.paperLevel < limits.paperLevel) return 'too_dark';
  return page.sharpness < limits.sharpness ? 'blurred' : null;
}

/**
 * A number with a right check character proves that the page is this way up. Without one, a page
 * that gives only a name is believed only if turning it gives no number either. Null where neither
 * way gives anything.
 */
async function readOrientations(
  recognizer: TextRecognizer,
  orientations: readonly FieldCrops[],
): Promise<ReadField[] | null> {
  let named: ReadField[] | null = null;
  for (const crops of orientations) {
    const fields = await readFields(recognizer, crops);
    if (fields.some(({ field, text }) => field === 'idNumber' && text !== null)) return fields;
    if (fields.some(({ text }) => text !== null)) named ??= fields;
  }
  return named;
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
  const credible = new Set<string>();
  let confidence = 0;
  for (const picture of crop?.pictures ?? []) {
    const recognized = await recognizer.recognize(field, picture);
    confidence = Math.max(confidence, recognized.confidence);
    const text = field === 'name' ? credibleName(recognized) : credibleIdNumber(recognized.text);
    if (text === null && recognized.confidence < minRetryConfidence) break;
    if (text === null) continue;
    // A number proves itself; a name must be read twice the same.
    if (field === 'idNumber' || credible.has(text)) return { field, text, confidence: recognized.confidence };
    credible.add(text);
  }
  return { field, text: null, confidence };
}

function credibleIdNumber(text: string): string | null {
  const idNumber = normalizeIdNumber(text);
  return isIdNumber(idNumber) ? idNumber : null;
}

/** The engine sets spaces between characters and reads the dot within a name as some other dot or dash. */
function credibleName({ text, confidence }: RecognizedText): string | null {
  const name = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[^\p{Script=Han}\p{L}\p{N}]+/gu, '·')
    .replace(/^·+|·+$/g, '');
  const credible = confidence >= minNameConfidence && Array.from(name).length >= 2 && hanName.test(name);
  return credible ? name : null;
}
