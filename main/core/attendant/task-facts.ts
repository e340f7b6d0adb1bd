import type { ShownFact } from '../../../contract/attendant.ts';
import type { CellAddress } from '../../../contract/device-classes.ts';
import type { OpenTask } from '../cases/index.ts';
import { evidenceFacts, factLabels, inBoth } from './fact-words.ts';

/** What the journal knows of what a person has to find out: which cell, which counters, what decided it. */
export function taskFacts({ cell, act }: OpenTask): ShownFact[] {
  const address = cell ?? cellOf(act);
  const { cutCount, ...known } = { ...act?.evidenceBefore, ...act?.evidence };
  const before = act?.evidenceBefore.cutCount;
  return [
    ...(address ? [{ label: factLabels.cell, value: inBoth(cellName(address)) }] : []),
    ...evidenceFacts({
      ...(typeof before === 'number' ? { cutCountBefore: before } : {}),
      ...(typeof cutCount === 'number' && cutCount !== before ? { cutCount } : {}),
      ...known,
    }),
  ];
}

function cellOf(act: OpenTask['act']): CellAddress | null {
  const { board, cell } = act?.evidenceBefore ?? {};
  return typeof board === 'number' && typeof cell === 'number' ? { board, cell } : null;
}

/** `1-03`, as printed on the door. */
function cellName({ board, cell }: CellAddress): string {
  return `${board}-${String(cell).padStart(2, '0')}`;
}
