import { describe, expect, it } from 'vitest';
import type { HostedDeviceClass } from '../../../contract/device-classes.ts';
import type { StorageUnit } from '../../../contract/device-common.ts';
import { terminalStatusSchema } from '../../../contract/fleet.ts';
import type { KioskView } from '../../../contract/kiosk.ts';
import { SteppedClock } from '../../../contract/test-clock.ts';
import { Feed } from '../../../link/index.ts';
import { DeviceDirectory } from '../devices/index.ts';
import { StatusForFleet } from './status-for-fleet.ts';

const deviceClasses: HostedDeviceClass[] = ['code-scanner'];
const welcome: KioskView['screen'] = { name: 'welcome' };

function start() {
  const clock = new SteppedClock();
  const devices = new DeviceDirectory();
  const view = new Feed<Pick<KioskView, 'screen'>>({ screen: welcome });
  const cityReachable = new Feed(true);
  let count = 5;
  const storageOf = (): StorageUnit[] => [
    { unitId: 'roll', kind: 'paper_roll', capacity: 300, count, threshold: 30, level: 'low' },
  ];
  const sources = { clock, devices, view, cityReachable, deviceClasses, storageOf };
  const site = { zh: '示例网点', en: 'Example site' };
  const terminalName = { zh: '1号机', en: 'Terminal 1' };
  const fleet = new StatusForFleet({ ...sources, site, terminalName, place: null });
  const told: unknown[] = [];
  fleet.status.subscribe((status) => told.push(terminalStatusSchema.parse(status)));
  const setCount = (now: number) => {
    count = now;
  };
  return { clock, devices, view, cityReachable, fleet, told, setCount };
}

describe('what the core tells the fleet', () => {
  it('a resident goes from screen to screen -> not a word of it; a technician takes the terminal -> told', () => {
    const { view, told, fleet } = start();
    view.set({ screen: { name: 'interrupted' } });
    view.set({ screen: welcome });
    expect(told).toHaveLength(1);
    view.set({ screen: { name: 'out_of_service', reason: 'maintenance' } });
    expect(fleet.status.value.outOfService).toBe('maintenance');
    view.set({ screen: welcome });
    expect(fleet.status.value.outOfService).toBeNull();
  });

  it('a driver’s fault -> told with its words, and what the unit said cut to what fits', () => {
    const { devices, fleet } = start();
    const fault = { code: 'link_lost', nextAct: 'technician', vendorCode: 'x'.repeat(500) } as const;
    devices.statuses.set({ ...devices.statuses.value, 'code-scanner': { state: 'offline', fault } });
    const [scanner] = terminalStatusSchema.parse(fleet.status.value).devices;
    expect(scanner).toMatchObject({ state: 'offline', hostRuns: false, fault: { code: 'link_lost' } });
    expect(scanner?.fault?.vendorCode).toHaveLength(80);
    expect(scanner?.fault?.words.zh).not.toBe('');
  });

  it('the paper is counted down without a word of the printer -> told within a second', () => {
    const { clock, told, setCount, fleet } = start();
    setCount(4);
    expect(told).toHaveLength(1);
    clock.advance(1000);
    expect(fleet.status.value.devices[0]?.storage[0]?.count).toBe(4);
    clock.advance(300_000);
    expect(told).toHaveLength(2);
  });

  it('a receipt nobody saw come out -> the fleet hears of the task and its item, and not of whose it is', () => {
    const { clock, fleet } = start();
    const open = [
      {
        taskId: 7,
        kind: 'unclear_receipt',
        itemName: { zh: '居住登记', en: 'Residence registration' },
        openedAt: '2026-11-22T08:00:00.000Z',
        caseId: 'case-of-somebody',
        claimCode: 'K3F9-2M7T',
      },
    ];
    fleet.tellTasksOf(() => open);
    expect(terminalStatusSchema.parse(fleet.status.value).tasks).toEqual({
      count: 1,
      oldest: [
        {
          taskId: 7,
          kind: 'unclear_receipt',
          itemName: { zh: '居住登记', en: 'Residence registration' },
          openedAt: '2026-11-22T08:00:00.000Z',
        },
      ],
    });
    open.pop();
    clock.advance(1000);
    expect(fleet.status.value.tasks).toEqual({ count: 0, oldest: [] });
  });

  it('a bad night left hundreds of tasks -> all are counted, and the oldest fifty told one by one', () => {
    const { fleet } = start();
    fleet.tellTasksOf(() =>
      Array.from({ length: 200 }, (_, taskId) => ({
        taskId,
        kind: 'missing_receipt',
        itemName: { zh: '居住登记', en: 'Residence registration' },
        openedAt: '2026-11-22T08:00:00.000Z',
      })),
    );
    const { count, oldest } = terminalStatusSchema.parse(fleet.status.value).tasks;
    expect([count, oldest.length, oldest[0]?.taskId]).toEqual([200, 50, 0]);
  });

  it('trouble of the terminal, the city out of reach -> told', () => {
    const { cityReachable, fleet } = start();
    fleet.tellTroubles(['clock_wrong']);
    cityReachable.set(false);
    expect(fleet.status.value).toMatchObject({ troubles: ['clock_wrong'], cityReachable: false });
  });
});
