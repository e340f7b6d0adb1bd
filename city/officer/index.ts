export { createOfficerDesk, type OfficerDesk } from './officer-desk.ts';
export { type CallerContext, callerOf, officerHandlers } from './officer-router.ts';
