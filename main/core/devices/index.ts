export { type DeviceClient, DeviceDirectory } from './device-directory.ts';
export { type DeviceEffects, deviceEffects } from './effects.ts';
