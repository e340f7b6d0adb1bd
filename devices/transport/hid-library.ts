import { access, realpath } from 'node:fs/promises';
import { basename } from 'node:path';

export interface HidDeviceInfo {
  path: string;
  vendorId: number;
  productId: number;
  usagePage: number | null;
  usage: number | null;
  serialNumber: string | null;
  /** `1-4.2` where the system tells it. */
  usbPort: string | null;
}

export interface HidHandle {
  write(report: Uint8Array): Promise<void>;
  sendFeatureReport(report: Uint8Array): Promise<void>;
  getFeatureReport(reportId: number): Promise<Uint8Array>;
  onReport(listener: (report: Uint8Array) => void): void;
  onError(listener: (error: Error) => void): void;
  close(): Promise<void>;
}

/** What is needed of a HID library; failures are rejections. */
export interface HidLibrary {
  list(vendorId: number, productId: number): Promise<HidDeviceInfo[]>;
  open(path: string): Promise<HidHandle>;
  /** Is the device behind an open handle still plugged in? */
  isPresent(device: HidDeviceInfo): Promise<boolean>;
}

/** Windows wants room for the longest report of the unit, whichever is asked for. */
const longestFeatureReport = 4096;

/** `node-hid`, loaded on demand: a host whose device is on a serial line needs no native module. */
export const nodeHid: HidLibrary = {
  async list(vendorId, productId) {
    const { devicesAsync } = await import('node-hid');
    const found = await devicesAsync(vendorId, productId);
    return Promise.all(
      found.flatMap(({ path, ...device }) =>
        path === undefined
          ? []
          : [
              portOf(path).then((usbPort) => ({
                path,
                vendorId: device.vendorId,
                productId: device.productId,
                usagePage: device.usagePage ?? null,
                usage: device.usage ?? null,
                serialNumber: device.serialNumber || null,
                usbPort,
              })),
            ],
      ),
    );
  },
  async open(path) {
    const { HIDAsync } = await import('node-hid');
    const device = await HIDAsync.open(path);
    return {
      write: async (report) => void (await device.write(Buffer.from(report))),
      sendFeatureReport: async (report) => void (await device.sendFeatureReport(Buffer.from(report))),
      getFeatureReport: async (reportId) =>
        Uint8Array.from(await device.getFeatureReport(reportId, longestFeatureReport)),
      onReport: (listener) => device.on('data', (report: Buffer) => listener(Uint8Array.from(report))),
      onError: (listener) => device.on('error', listener),
      close: () => device.close(),
    };
  },
  async isPresent({ path, vendorId, productId }) {
    // Listing all devices reads their descriptors; the file of a gone device is gone as well.
    if (path.startsWith('/dev/')) {
      return access(path).then(
        () => true,
        () => false,
      );
    }
    const { devicesAsync } = await import('node-hid');
    return (await devicesAsync(vendorId, productId)).some((device) => device.path === path);
  },
};

/**
 * The USB port behind `/dev/hidrawN`: the last folder named like a USB interface (`1-4.2:1.0`) in the
 * kernel's path of the device.
 */
async function portOf(path: string): Promise<string | null> {
  if (!path.startsWith('/dev/hidraw')) return null;
  try {
    return usbPortOfKernelPath(await realpath(`/sys/class/hidraw/${basename(path)}/device`));
  } catch {
    return null;
  }
}

export function usbPortOfKernelPath(kernelPath: string): string | null {
  const [, port] = /\/(\d+-\d+(?:\.\d+)*):\d+\.\d+\/(?!.*\/\d+-\d+(?:\.\d+)*:)/.exec(`${kernelPath}/`) ?? [];
  return port ?? null;
}
