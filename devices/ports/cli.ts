import { devicesAsync } from 'node-hid';
import { SerialPort } from 'serialport';

/** Lists what is plugged into this machine, in the words the terminal's configuration takes. */

const hex = (id: number) => id.toString(16).padStart(4, '0');

const serialPorts = await SerialPort.list();
console.log(`serial ports: ${serialPorts.length}`);
for (const { path, manufacturer, vendorId, productId, serialNumber } of serialPorts) {
  const usb = vendorId && productId ? `USB ${vendorId}:${productId}` : null;
  console.log(['', path, usb, manufacturer, serialNumber].filter((part) => part != null).join('  '));
}

const hidDevices = await devicesAsync();
console.log(`HID devices: ${hidDevices.length}`);
for (const { vendorId, productId, usagePage, usage, product, path } of hidDevices) {
  const page = usagePage === undefined ? null : `usagePage ${hex(usagePage)} usage ${hex(usage ?? 0)}`;
  console.log(
    ['', `${hex(vendorId)}:${hex(productId)}`, page, product, path].filter((part) => part != null).join('  '),
  );
}
