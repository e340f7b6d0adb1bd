import { describe, expect, it } from 'vitest';
import type { ReportedDevice, ReportedFault, ReportedStorageUnit } from '../../contract/fleet.ts';
import { stateOfTerminal } from './state-of-terminal.ts';
import { exampleReport } from './test-report.ts';

type Status = NonNullable<ReturnType<typeof exampleReport>['status']>;
const stateWith = (status: Partial<Status>, device: Partial<ReportedDevice> = {}) =>
  stateOfTerminal({ reachable: true, report: exampleReport(status, device) }).state;
const fault = (nextAct: ReportedFault['nextAct']): ReportedFault => ({
  code: 'cover_open',
  nextAct,
  vendorCode: null,
  words: { zh: '上盖打开。', en: 'The cover is open.' },
});
const roll = (level: ReportedStorageUnit['level']): ReportedStorageUnit[] => [
  { unitId: 'roll', kind: 'paper_roll', capacity: 300, count: 3, threshold: 30, level },
];

describe('the state of a terminal', () => {
  it.each<[string, string, Partial<Status>, Partial<ReportedDevice>]>([
    ['everything well', 'ok', {}, {}],
    ['a device that does not answer', 'fault', {}, { state: 'offline' }],
    ['a driver whose process is away', 'fault', {}, { state: 'unknown', hostRuns: false }],
    ['a driver that has just started', 'ok', {}, { state: 'unknown' }],
    ['a fault somebody has to put right', 'fault', {}, { fault: fault('attendant') }],
    ['a fault that goes away by itself', 'warning', {}, { fault: fault('none') }],
    ['little paper', 'warning', {}, { storage: roll('low') }],
    ['no paper', 'fault', {}, { storage: roll('empty') }],
    ['a level nobody knows', 'ok', {}, { storage: roll('unknown') }],
    ['the city out of reach', 'warning', { cityReachable: false }, {}],
    ['a wrong clock', 'warning', { troubles: ['clock_wrong'] }, {}],
    ['a damaged database', 'fault', { troubles: ['database_damaged'] }, {}],
    ['something only a person can settle', 'warning', { tasks: { count: 1, oldest: [] } }, {}],
    ['a technician at work', 'out_of_service', { outOfService: 'maintenance' }, {}],
    [
      'out of service and a device away',
      'out_of_service',
      { outOfService: 'disk_full' },
      { state: 'offline' },
    ],
  ])('%s -> %s', (_what, state, status, device) => {
    expect(stateWith(status, device)).toBe(state);
  });

  it('a terminal that is silent is unreachable whatever it said last, and what it said is still told', () => {
    const report = exampleReport({}, { state: 'offline' });
    const { state, causes } = stateOfTerminal({ reachable: false, report });
    expect(state).toBe('unreachable');
    expect(causes.map(({ cause }) => cause)).toEqual(['silent', 'device']);
  });

  it('nothing was ever heard -> unreachable; the agent speaks and the core does not -> fault', () => {
    expect(stateOfTerminal({ reachable: true, report: null }).state).toBe('unreachable');
    const report = { ...exampleReport(), coreRuns: false };
    expect(stateOfTerminal({ reachable: true, report }).state).toBe('fault');
  });
});
