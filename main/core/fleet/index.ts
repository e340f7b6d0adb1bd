export { type FleetSources, fleetRouter, StatusForFleet } from './status-for-fleet.ts';
