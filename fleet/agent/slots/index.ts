export { type AtBoundary, type KeeperBoundary, keeperBoundaries } from './boundaries.ts';
export { type KeeperEvent, type KeeperTimes, SlotKeeper } from './keeper.ts';
export { askKeeper } from './keeper-client.ts';
export { type ReleaseFile, releaseFileName } from './release-file.ts';
export { SlotFiles } from './slot-files.ts';
export { keeperVariable } from './words.ts';
