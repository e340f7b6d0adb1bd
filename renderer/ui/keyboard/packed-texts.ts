export interface WeightedText {
  readonly text: string;
  readonly weight: number;
}

const lastDigitCode = 'z'.charCodeAt(0);

/** Splits `张s掌p` into its texts and weights; each text is one character unless blanks part them. */
export function parseWeighted(packed: string): WeightedText[] {
  const parts = packed.includes(' ') ? packed.split(' ') : [packed];
  return parts.flatMap((part) => {
    const found: WeightedText[] = [];
    let start = 0;
    for (let index = 0; index < part.length; index++) {
      if (part.charCodeAt(index) > lastDigitCode) continue;
      found.push({ text: part.slice(start, index), weight: Number.parseInt(part[index] ?? '0', 36) });
      start = index + 1;
    }
    return found;
  });
}

/** Parsed when first asked for: the whole table at once would stop the window for a second. */
export class LazyTexts {
  readonly #packed = new Map<string, string>();
  readonly #parsed = new Map<string, WeightedText[]>();

  set(key: string, packed: string): void {
    this.#packed.set(key, packed);
  }

  get(key: string): readonly WeightedText[] {
    const known = this.#parsed.get(key);
    if (known) return known;
    const packed = this.#packed.get(key);
    const texts = packed === undefined ? [] : parseWeighted(packed);
    if (packed !== undefined) this.#parsed.set(key, texts);
    return texts;
  }

  has(key: string): boolean {
    return this.#packed.has(key);
  }

  keys(): Iterable<string> {
    return this.#packed.keys();
  }
}

/** Key and packed texts of one line of the table. */
export function cutLine(line: string): [string, string] {
  const space = line.indexOf(' ');
  return [line.slice(0, space), line.slice(space + 1)];
}
