export { firstContents, loadContents } from './contents.ts';
export { isOnTrial, SelfUpdate, selfUpdateRouter } from './self-update.ts';
