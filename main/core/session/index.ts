export { SessionController, type SessionEnding, type SessionOptions, type VerbResult } from './controller.ts';
export { kioskRouter } from './kiosk-router.ts';
export type { ReadPage, SessionCity } from './ports.ts';
