import { afterCall, afterCommit, beforeCall, beforeCommit } from './boundary.ts';
import { callWords } from './calls.ts';
import { commitWords } from './commits.ts';

export type { Boundary } from './boundary.ts';
export { nameCalls } from './calls.ts';
export { nameAllCommits, nameCommits } from './commits.ts';

/** Every name a boundary can be called with. */
export const boundaryNames: readonly string[] = [
  ...commitWords.flatMap((word) => [beforeCommit(word), afterCommit(word)]),
  ...callWords.flatMap((word) => [beforeCall(word), afterCall(word)]),
];
