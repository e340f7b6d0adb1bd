export type { AttendantEvent } from './attendant-event.ts';
export { attendantRouter } from './attendant-router.ts';
export { AttendantSession } from './attendant-session.ts';
export { type Attendant, enrol } from './enrolment.ts';
export { wordsOfFault } from './fault-words.ts';
