export { type DeviceClient, DeviceDirectory } from './device-directory.ts';
export { type DeviceEffects, deviceEffects } from './effects.ts';
export { maintenanceEffects } from './maintenance-effects.ts';
