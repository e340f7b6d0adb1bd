export { type AtBoundary, type KeeperBoundary, keeperBoundaries } from './boundaries.ts';
export { askKeeper } from './keeper-client.ts';
export { type ReleaseFile, releaseFileName } from './release-file.ts';
export { keeperVariable } from './words.ts';
