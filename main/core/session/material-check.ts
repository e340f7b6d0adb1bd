import { createHash } from 'node:crypto';
import type { Material } from '../../../contract/catalog.ts';
import type { PrecheckResult } from '../../../contract/precheck.ts';
import { comparePage } from '../precheck/index.ts';
import type { ReadPage } from './ports.ts';
import type { CapturedMaterial } from './session-data.ts';

/** Reads the picture and compares it with the form. A pre-check that cannot answer hinders nobody. */
export async function checkMaterial(options: {
  material: Material;
  image: Uint8Array;
  form: Record<string, string>;
  readPage: ReadPage;
  signal: AbortSignal;
}): Promise<{ captured: CapturedMaterial; result: PrecheckResult }> {
  const { material, image, form, readPage, signal } = options;
  const reading = await readPage(material.layout, image, signal);
  const result: PrecheckResult = reading
    ? comparePage(material, reading, form)
    : { verdict: 'cannot_read', reason: 'check_failed' };
  const sha256 = createHash('sha256').update(image).digest('hex');
  return {
    captured: { materialCode: material.materialCode, sha256, precheck: result.verdict, image },
    result,
  };
}
