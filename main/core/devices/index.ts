export { type DeviceClient, DeviceDirectory, type StatusByClass } from './device-directory.ts';
export { type DeviceEffects, deviceEffects } from './effects.ts';
export { maintenanceEffects } from './maintenance-effects.ts';
export { keepReadCounts, type ReadCounts } from './read-counts.ts';
