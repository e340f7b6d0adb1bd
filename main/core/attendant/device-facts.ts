import type { ShownFact } from '../../../contract/attendant.ts';
import type { HostedDeviceClass } from '../../../contract/device-classes.ts';
import type { Fault } from '../../../contract/device-common.ts';
import { deviceName } from '../../../contract/device-words.ts';
import { unreachable } from '../../../contract/result.ts';
import type { LocalizedText } from '../../../contract/words.ts';
import type { DeviceDirectory, StatusByClass } from '../devices/index.ts';
import { factLabels, inBoth, valueWords } from './fact-words.ts';

type Told = { [Class in HostedDeviceClass]: { deviceClass: Class; status: StatusByClass[Class] } };
type AnyTold = Told[HostedDeviceClass];

/** What a device tells of itself besides state and fault, for the person in front of it. */
export function factsOf(devices: DeviceDirectory, deviceClass: HostedDeviceClass): ShownFact[] {
  const status = devices.status(deviceClass);
  return status ? factsOfStatus({ deviceClass, status } as AnyTold) : [];
}

function factsOfStatus({ deviceClass, status }: AnyTold): ShownFact[] {
  switch (deviceClass) {
    case 'id-card-reader':
      return 'samId' in status && status.samId ? [fact('samId', inBoth(status.samId))] : [];
    case 'code-scanner':
      return [];
    case 'power-relay':
      return status.outlets.map(({ deviceClass: fed, power }) => ({
        label: deviceName(fed),
        value: valueWords.power[power],
      }));
    case 'receipt-printer':
      return [fact('paper', valueWords.paper[status.paper]), fact('cover', openOrClosed(status.coverOpen))];
    case 'document-printer':
      return [
        fact('paper', valueWords.paper[status.paper]),
        fact('toner', valueWords.paper[status.toner]),
        fact('cover', openOrClosed(status.coverOpen)),
        ...(status.mediaReady.length > 0 ? [fact('media', inBoth(status.mediaReady.join(' ')))] : []),
      ];
    case 'door':
      return [fact('lock', valueWords.lock[status.lock]), fact('door', valueWords.door[status.door])];
    case 'dispenser':
      return [fact('gate', valueWords.gate[status.gate]), fact('path', valueWords.path[status.path])];
    case 'pickup-locker': {
      const count = (door: 'open' | 'closed' | 'unknown') =>
        status.cells.filter((cell) => cell.door === door).length;
      const open = count('open');
      const unknown = count('unknown');
      return [
        fact('cells', inBoth(String(status.cells.length))),
        fact('cellsOpen', inBoth(String(open))),
        ...(unknown > 0 ? [fact('cellsUnknown', inBoth(String(unknown)))] : []),
      ];
    }
    case 'signature-pad':
      return status.pad
        ? [fact('model', inBoth(status.pad.model)), fact('firmware', inBoth(status.pad.firmware))]
        : [];
    default:
      return unreachable(deviceClass);
  }
}

/** What a device names as wrong besides its first fault. */
export function furtherFaults(devices: DeviceDirectory, deviceClass: HostedDeviceClass): Fault[] {
  return deviceClass === 'document-printer' ? (devices.status(deviceClass)?.faults.slice(1) ?? []) : [];
}

function fact(name: keyof typeof factLabels, value: LocalizedText): ShownFact {
  return { label: factLabels[name], value };
}

function openOrClosed(isOpen: boolean): LocalizedText {
  return valueWords.door[isOpen ? 'open' : 'closed'];
}
