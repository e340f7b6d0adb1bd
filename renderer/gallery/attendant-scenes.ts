import type { CounterName, OpenAttendantView, SelfTest } from '../../contract/attendant.ts';
import {
  answer,
  at,
  cardRun,
  cellRun,
  devices,
  devicesWith,
  jamRun,
  localized,
  noPaper,
} from './attendant-devices.ts';
import type { Scene } from './scenes.ts';

const counter = (name: CounterName, session: number | null, sinceStart: number | null, life: number) => ({
  name,
  deviceClass: 'receipt-printer',
  session,
  sinceStart,
  life,
});

const lines = [
  {
    event: 'attendant_act',
    level: 'info',
    device: 'pickup-locker',
    facts: { attendantId: 'T-01', act: 'bench_command', subject: 'open_cell 1-3', result: 'done' },
  },
  { event: 'attendant_opened', level: 'info', device: null, facts: { attendantId: 'T-01' } },
  {
    event: 'device_changed',
    level: 'warn',
    device: 'receipt-printer',
    facts: { device: 'receipt-printer', state: 'online', fault: 'paper_out' },
  },
  {
    event: 'device_changed',
    level: 'error',
    device: 'dispenser',
    facts: { device: 'dispenser', state: 'offline', fault: 'no_answer' },
  },
  {
    event: 'session_ended',
    level: 'info',
    device: null,
    facts: { cause: 'resident_rated', step: 'case' },
  },
] as const;

const open: OpenAttendantView = {
  state: 'open',
  attendantId: 'T-01',
  secondsLeft: null,
  devices,
  claim: null,
  troubles: [],
  memory: true,
  cameraNeeded: false,
  paper: {
    sensor: 'low',
    printedInAll: 4271,
    printedSinceRefill: 278,
    refilledAt: '2026-11-20T01:12:00.000Z',
    cutsPerRoll: 300,
    remaining: 22,
    lowAt: 30,
    level: 'low',
    deviceCuts: 4390,
  },
  cells: Array.from({ length: 24 }, (_, index) => ({
    board: 1,
    cell: index + 1,
    door: index === 2 ? ('open' as const) : index === 7 ? ('unknown' as const) : ('closed' as const),
    item: index % 3 === 0 ? ('present' as const) : ('absent' as const),
    leftOpen: index === 2,
    openings: (index * 17) % 40,
  })),
  counters: [
    counter('cards_read', 1, 64, 12_480),
    counter('codes_scanned', 0, 31, 7_204),
    counter('papers', 2, 41, 4_271),
    counter('cuts', 2, null, 4_390),
    counter('sheets', 1, 6, 812),
    counter('device_sheets', 1, 6, 103_441),
    counter('cells_opened', 3, 8, 1_209),
    counter('door_openings', 1, 19, 5_310),
    counter('items_dispensed', 1, 2, 96),
    counter('items_captured', 1, 1, 11),
  ],
  selfTest: null,
  tasks: [
    {
      taskId: 31,
      kind: 'missing_receipt',
      itemName: localized('居住登记', 'Residence registration'),
      openedAt: '2026-11-21T08:30:00.000Z',
      acceptanceNumber: '20261121-310199-0031-4',
      slipNumber: '3F0C-1A52',
      facts: [],
    },
    {
      taskId: 32,
      kind: 'unclear_certificate',
      itemName: localized('养老保险缴费情况查询', 'Pension contributions'),
      openedAt: '2026-11-22T02:11:00.000Z',
      acceptanceNumber: '20261122-310199-0004-9',
      slipNumber: '81D2-77AB',
      facts: [
        { label: localized('之前的切纸数', 'Cuts before'), value: localized('4386', '4386') },
        { label: localized('之后的切纸数', 'Cuts after'), value: localized('4388', '4388') },
        { label: localized('判断依据', 'Decided by'), value: localized('切纸计数', 'the cut counter') },
      ],
    },
    {
      taskId: 33,
      kind: 'submission_content_lost',
      itemName: localized('居住登记', 'Residence registration'),
      openedAt: '2026-11-22T05:40:00.000Z',
      acceptanceNumber: null,
      slipNumber: 'C0DE-4B11',
      facts: [],
    },
  ],
  logFilter: { device: null, level: 'info' },
  log: Array.from({ length: 24 }, (_, index) => {
    const line = lines[index % lines.length] ?? lines[0];
    return { ...line, line: 100 - index, at: new Date(Date.parse(at) - index * 47_000).toISOString() };
  }),
};

const welcome = { screen: { name: 'out_of_service' as const, reason: 'maintenance' as const } };
const scene = (name: string, attendant: Scene['attendant'], touches: readonly string[] = []): Scene => ({
  name: `attendant-${name}`,
  view: welcome,
  attendant: attendant ?? null,
  touches,
});
const verdicts: Partial<Record<string, SelfTest['results'][number]['verdict']>> = {
  'code-scanner': 'failed',
  'receipt-printer': 'attention',
  'document-printer': 'attention',
  dispenser: 'failed',
  door: 'no_answer',
};
const results = devices.map(({ deviceClass, name, fault, facts }) => ({
  ...answer,
  verdict: verdicts[deviceClass] ?? ('passed' as const),
  deviceClass,
  name,
  fault,
  facts,
}));
const failedPrint = { effect: 'none', faultCode: 'paper_out', fault: noPaper.words } as const;

const typedCode = [...'4093817265'].map((digit) => `claim-key-${digit}`);
const foundClaim: OpenAttendantView['claim'] = {
  found: {
    itemName: localized('养老保险缴费情况查询', 'Pension contributions'),
    acceptanceNumber: '20261122-310199-0004-9',
    slipNumber: '81D2-77AB',
  },
  tasks: open.tasks.filter(({ taskId }) => taskId === 32),
};

/** The technician's screens. Names and numbers are invented. */
export const attendantScenes: readonly Scene[] = [
  scene('card', { state: 'card', problem: null, checking: false }),
  scene('card-away', { state: 'card', problem: 'reader_away', checking: false }),
  scene('pin', { state: 'pin', problem: null, attemptsLeft: 3, checking: false }, ['pin-1', 'pin-5']),
  scene('pin-wrong', { state: 'pin', problem: 'wrong', attemptsLeft: 1, checking: false }),
  scene('locked', { state: 'locked', until: '2026-11-22T06:08:27.000Z' }),
  scene('devices', open),
  scene('idle', { ...open, secondsLeft: 14 }),
  scene('device-printer', open, ['device-document-printer']),
  scene('device-recovery', open, ['device-dispenser', 'section-recovery']),
  scene('device-restart', open, ['device-dispenser', 'device-restart']),
  scene('device-reader', open, ['device-id-card-reader']),
  scene('bench-reader', { ...open, devices: devicesWith('id-card-reader', { run: cardRun }) }, [
    'device-id-card-reader',
    'section-act',
  ]),
  scene('bench-printer', open, ['device-receipt-printer', 'section-act']),
  scene('bench-dispenser', { ...open, devices: devicesWith('dispenser', { run: jamRun }) }, [
    'device-dispenser',
    'section-act',
  ]),
  scene('bench-door', open, ['device-door', 'section-act']),
  scene('bench-door-confirm', open, ['device-door', 'section-act', 'command-open_door-3000']),
  scene('bench-camera', open, ['device-document-camera', 'section-act']),
  scene('cells', open, ['device-pickup-locker', 'section-act']),
  scene('cells-opened', { ...open, devices: devicesWith('pickup-locker', { run: cellRun }) }, [
    'device-pickup-locker',
    'section-act',
  ]),
  scene('cell-open', open, ['device-pickup-locker', 'section-act', 'cell-1-03']),
  scene('no-memory', { ...open, memory: false, troubles: ['database_damaged'] }, [
    'device-pickup-locker',
    'section-act',
  ]),
  scene('clock-wrong', { ...open, troubles: ['clock_wrong'] }, ['tab-self_test']),
  scene('supplies', open, ['tab-supplies']),
  scene('supply-count', open, ['tab-supplies', 'unit-receipt-printer-roll', 'count-1', 'count-8', 'count-0']),
  scene('supply-undo', open, [
    'tab-supplies',
    'unit-dispenser-hopper',
    'count-2',
    'count-0',
    'count-confirm',
  ]),
  scene('self-test-new', open, ['tab-self_test']),
  scene(
    'self-test',
    {
      ...open,
      selfTest: { startedAt: at, deviceClass: null, phase: 'ended', results, slip: failedPrint },
    },
    ['tab-self_test'],
  ),
  scene('tasks', open, ['tab-tasks']),
  scene('task', open, ['tab-tasks', 'task-32']),
  scene('claim', open, ['tab-tasks', 'claim-open', ...typedCode.slice(0, 4)]),
  scene('claim-found', { ...open, claim: foundClaim }, [
    'tab-tasks',
    'claim-open',
    ...typedCode,
    'claim-search',
  ]),
  scene('claim-not-found', { ...open, claim: { found: null, tasks: [] } }, [
    'tab-tasks',
    'claim-open',
    ...typedCode,
    'claim-search',
  ]),
  scene('counters', open, ['tab-counters']),
  scene('log', open, ['tab-log']),
  scene('log-device', open, ['tab-log', 'log-device']),
];
