/** What a set bit of a lock means: sources of the KERONG boards disagree. */
export type HookBit = 'set_when_closed' | 'set_when_open';

/** Bit `index` of bytes that carry their first bit lowest. */
export function bitOf(bytes: Uint8Array, index: number): boolean {
  return (((bytes[index >> 3] ?? 0) >> (index & 7)) & 1) === 1;
}

export function bitsOf(bits: readonly boolean[], byteCount: number): Uint8Array {
  const bytes = new Uint8Array(byteCount);
  for (const [index, bit] of bits.entries())
    if (bit) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (1 << (index & 7));
  return bytes;
}

export function doorOfHook(bit: boolean, meaning: HookBit): 'closed' | 'open' {
  return bit === (meaning === 'set_when_closed') ? 'closed' : 'open';
}

export function hookOfDoor(door: 'closed' | 'open', meaning: HookBit): boolean {
  return (door === 'closed') === (meaning === 'set_when_closed');
}
