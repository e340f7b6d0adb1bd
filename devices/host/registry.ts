import { z } from 'zod';
import type { HostedDeviceClass } from '../../contract/device-classes.ts';
import {
  type DevicesConfig,
  devicesConfigSchema,
  wacomStuConfigSchema,
} from '../../contract/terminal-config.ts';
import { serveCodeScanner } from '../code-scanner/index.ts';
import { serveDispenser } from '../dispenser/index.ts';
import { serveDocumentPrinter } from '../document-printer/index.ts';
import { serveDoor } from '../door/index.ts';
import { serveIdCardReader } from '../id-card-reader/index.ts';
import { servePickupLocker } from '../pickup-locker/index.ts';
import { serveReceiptPrinter } from '../receipt-printer/index.ts';
import { serveSignaturePad } from '../signature-pad/index.ts';
import type { RecoveryMeans } from './recovery-ladder.ts';
import type { ServedDevice } from './served-device.ts';

/** The touch screen lives in the window. */
type Entry<Class extends HostedDeviceClass> = Exclude<NonNullable<DevicesConfig[Class]>, { driver: 'touch' }>;

/** What makes a device ready to serve, by class and name of the driver. */
type Registry = {
  [Class in HostedDeviceClass]?: {
    [Driver in Entry<Class>['driver']]: (config: Entry<Class>, means: RecoveryMeans) => ServedDevice;
  };
};

const registry: Registry = {
  'id-card-reader': { 'sam-v': serveIdCardReader },
  'code-scanner': { 'serial-scanner': serveCodeScanner, 'hid-pos': serveCodeScanner },
  'receipt-printer': { 'esc-pos': serveReceiptPrinter },
  'pickup-locker': {
    'board-8a': servePickupLocker,
    'kerong-cu16': servePickupLocker,
    'kerong-cu48': servePickupLocker,
  },
  door: { 'modbus-relay': serveDoor },
  dispenser: { 'crt-591': serveDispenser, k720: serveDispenser },
  'document-printer': { ipp: serveDocumentPrinter },
  'signature-pad': { 'wacom-stu': serveSignaturePad },
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
  z.strictObject({ deviceClass: z.literal('signature-pad'), config: wacomStuConfigSchema }),
]);
export type DeviceHostConfig = z.infer<typeof deviceHostConfigSchema>;

/** Null where no driver of that name is built in. */
export function makeServedDevice(
  { deviceClass, config }: DeviceHostConfig,
  means: RecoveryMeans,
): ServedDevice | null {
  const drivers: Partial<Record<string, (config: never, means: RecoveryMeans) => ServedDevice>> =
    registry[deviceClass] ?? {};
  return drivers[config.driver]?.(config as never, means) ?? null;
}
