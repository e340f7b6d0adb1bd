export { rewrapAll, rotateKeys } from './rotate-keys.ts';
