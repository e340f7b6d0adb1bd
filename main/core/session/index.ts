export type { HelpLinePort } from './call-desk.ts';
export { SessionController, type SessionEnding, type SessionOptions } from './controller.ts';
export { IdleTimer } from './idle-timer.ts';
export { kioskRouter } from './kiosk-router.ts';
export type { CaseDocumentFacts, ReadPage, SessionCity } from './ports.ts';
