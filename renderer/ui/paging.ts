/**
 * Fills pages in order: each thing takes `sizeOf` units, a page holds `capacity`. A thing larger
 * than a page gets a page of its own. There is always at least one page.
 */
export function paginate<Thing>(
  things: readonly Thing[],
  capacity: number,
  sizeOf: (thing: Thing) => number,
): Thing[][] {
  const pages: Thing[][] = [[]];
  let used = 0;
  for (const thing of things) {
    const size = sizeOf(thing);
    const page = pages.at(-1);
    if (page && (page.length === 0 || used + size <= capacity)) {
      page.push(thing);
      used += size;
    } else {
      pages.push([thing]);
      used = size;
    }
  }
  return pages;
}
