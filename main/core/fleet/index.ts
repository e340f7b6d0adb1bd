export { CasesForFleet } from './cases-for-fleet.ts';
export { type FleetSources, fleetRouter, StatusForFleet } from './status-for-fleet.ts';
