import { z } from 'zod';
import type { HostedDeviceClass } from '../../contract/device-classes.ts';
import {
  type DevicesConfig,
  devicesConfigSchema,
  wacomStuConfigSchema,
} from '../../contract/terminal-config.ts';
import type { RecoveryMeans } from './recovery-ladder.ts';
import type { ServedDevice } from './served-device.ts';

/** The touch screen lives in the window. */
type Entry<Class extends HostedDeviceClass> = Exclude<NonNullable<DevicesConfig[Class]>, { driver: 'touch' }>;

type Serve<Class extends HostedDeviceClass> = (config: Entry<Class>, means: RecoveryMeans) => ServedDevice;

/**
 * What makes a device ready to serve, by class and name of the driver. Each is loaded when it is
 * asked for: a host is one of many processes and carries its own class alone.
 */
type Registry = {
  [Class in HostedDeviceClass]: {
    [Driver in Entry<Class>['driver']]: () => Promise<Serve<Class>>;
  };
};

const idCardReader = async () => (await import('../id-card-reader/index.ts')).serveIdCardReader;
const codeScanner = async () => (await import('../code-scanner/index.ts')).serveCodeScanner;
const receiptPrinter = async () => (await import('../receipt-printer/index.ts')).serveReceiptPrinter;
const pickupLocker = async () => (await import('../pickup-locker/index.ts')).servePickupLocker;
const door = async () => (await import('../door/index.ts')).serveDoor;
const dispenser = async () => (await import('../dispenser/index.ts')).serveDispenser;
const documentPrinter = async () => (await import('../document-printer/index.ts')).serveDocumentPrinter;
const powerRelay = async () => (await import('../power-relay/index.ts')).servePowerRelay;
const signaturePad = async () => (await import('../signature-pad/index.ts')).serveSignaturePad;

const registry: Registry = {
  'id-card-reader': { 'sam-v': idCardReader },
  'code-scanner': { 'serial-scanner': codeScanner, 'hid-pos': codeScanner },
  'receipt-printer': { 'esc-pos': receiptPrinter },
  'pickup-locker': {
    'board-8a': pickupLocker,
    'kerong-cu16': pickupLocker,
    'kerong-cu48': pickupLocker,
    // What `npm run driver:new` adds goes above this line.
  },
  door: { 'modbus-relay': door },
  dispenser: { 'crt-591': dispenser, k720: dispenser },
  'document-printer': { ipp: documentPrinter },
  'signature-pad': { 'wacom-stu': signaturePad },
  'power-relay': { 'modbus-relay': powerRelay },
};

function configOf<Class extends HostedDeviceClass>(deviceClass: Class) {
  return z.strictObject({
    deviceClass: z.literal(deviceClass),
    config: devicesConfigSchema.shape[deviceClass].unwrap(),
  });
}

/** What a device host is told in the environment variable `BUDAYANG_DEVICE`, as JSON. */
export const deviceHostConfigSchema = z.discriminatedUnion('deviceClass', [
  configOf('id-card-reader'),
  configOf('code-scanner'),
  configOf('receipt-printer'),
  configOf('pickup-locker'),
  configOf('document-printer'),
  configOf('door'),
  configOf('dispenser'),
  configOf('power-relay'),
  z.strictObject({ deviceClass: z.literal('signature-pad'), config: wacomStuConfigSchema }),
]);
export type DeviceHostConfig = z.infer<typeof deviceHostConfigSchema>;

/** Null where no driver of that name is built in. */
export async function makeServedDevice(
  { deviceClass, config }: DeviceHostConfig,
  means: RecoveryMeans,
): Promise<ServedDevice | null> {
  const drivers: Partial<Record<string, () => Promise<Serve<never>>>> = registry[deviceClass];
  const serve = await drivers[config.driver]?.();
  return serve?.(config as never, means) ?? null;
}
