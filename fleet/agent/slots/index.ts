export { type AtBoundary, type KeeperBoundary, keeperBoundaries } from './boundaries.ts';
export { SlotKeeper, type KeeperEvent, type KeeperTimes } from './keeper.ts';
export { askKeeper } from './keeper-client.ts';
export { releaseFileName, type ReleaseFile } from './release-file.ts';
export { SlotFiles } from './slot-files.ts';
export { keeperVariable } from './words.ts';
