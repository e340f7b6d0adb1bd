export { type Contents, firstContents, firstNotices, loadContents, loadNotices } from './contents.ts';
export { isOnTrial, SelfUpdate, selfUpdateRouter } from './self-update.ts';
