/** All of China keeps one time, eight hours before UTC. */
const shanghaiOffsetMs = 8 * 3_600_000;

function shanghai(instant: string): string {
  return new Date(Date.parse(instant) + shanghaiOffsetMs).toISOString();
}

/** `14:03:27` */
export function timeOf(instant: string): string {
  return shanghai(instant).slice(11, 19);
}

/** `11-22 14:03` */
export function dayAndTimeOf(instant: string): string {
  return shanghai(instant).slice(5, 16).replace('T', ' ');
}

/** `1-03`, as printed on the door. */
export function cellName({ board, cell }: { readonly board: number; readonly cell: number }): string {
  return `${board}-${String(cell).padStart(2, '0')}`;
}
