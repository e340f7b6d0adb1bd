/**
 * Called with the name of every place where the program may be torn between the world and its own
 * memory: before and after each commit, before a request goes out and after its answer came. A hook
 * may throw, and in a test it may never return.
 */
export type Boundary = (name: string) => void;

export const beforeCommit = (word: string) => `before commit ${word}`;
export const afterCommit = (word: string) => `after commit ${word}`;
export const beforeCall = (word: string) => `before ${word}`;
export const afterCall = (word: string) => `after ${word}`;
