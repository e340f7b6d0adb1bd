import type { ScannedCode } from '../../contract/device-classes.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const gb18030 = new TextDecoder('gb18030');
const aimIdentifier = /^\][A-Za-z][0-9A-Za-z]/;

/** UTF-8 where the bytes are, else GB18030, as older code writers use; an AIM identifier in front is taken off. */
export function decodeCode(bytes: Uint8Array): ScannedCode {
  const text = decodeText(bytes);
  const [symbology] = aimIdentifier.exec(text) ?? [null];
  return { text: symbology === null ? text : text.slice(symbology.length), symbology };
}

function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return gb18030.decode(bytes);
  }
}
