/** The device host asks for its power on a port of this purpose. */
export const powerPurpose = 'power';

/** Environment variable in which a device host learns that a relay cuts its device's power. */
export const powerRelayVariable = 'BUDAYANG_POWER_RELAY';

/** The host of the relay serves one device's power on a port of this purpose. */
export function outletPurpose(deviceClass: string): string {
  return `outlet:${deviceClass}`;
}

/** The device whose power a port is for; null for other purposes. */
export function outletOfPurpose(purpose: string): string | null {
  const [kind, deviceClass] = purpose.split(':');
  return kind === 'outlet' && deviceClass ? deviceClass : null;
}
