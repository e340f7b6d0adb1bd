import type { OpenAttendantView } from '../../contract/attendant.ts';
import type { Scene } from './scenes.ts';

const at = '2026-11-22T06:03:27.000Z';
const localized = (zh: string, en: string) => ({ zh, en });

const noPaper = {
  code: 'paper_out',
  nextAct: 'attendant',
  vendorCode: 'eot1=1a eot4=7e asb=18000c00',
  known: true,
  words: localized('没有纸：换上新的纸卷。', 'No paper: put in a new roll.'),
} as const;

const unknownCode = {
  code: 'flux_low',
  nextAct: 'technician',
  vendorCode: '0x7F',
  known: false,
  words: localized('未知故障代码，请把代码告诉厂家。', 'Unknown fault code; tell it to the maker.'),
} as const;

const device = {
  hostRuns: true,
  state: 'online' as const,
  fault: null,
  asking: false,
  answer: null,
  storage: [],
};

const answer = { verdict: 'passed', answerMs: 12, at, state: 'online', fault: null } as const;

const devices: OpenAttendantView['devices'] = [
  { ...device, deviceClass: 'id-card-reader', name: localized('身份证阅读器', 'ID card reader'), answer },
  {
    ...device,
    deviceClass: 'code-scanner',
    name: localized('扫码器', 'Code scanner'),
    state: 'hardware_error',
    fault: unknownCode,
  },
  {
    ...device,
    deviceClass: 'receipt-printer',
    name: localized('凭条打印机', 'Receipt printer'),
    fault: noPaper,
    asking: true,
  },
  {
    ...device,
    deviceClass: 'pickup-locker',
    name: localized('取件柜', 'Pickup locker'),
    hostRuns: false,
    state: 'unknown',
  },
];

const open: OpenAttendantView = {
  state: 'open',
  attendantId: 'T-01',
  secondsLeft: null,
  devices,
  troubles: [],
  memory: true,
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
  cells: Array.from({ length: 12 }, (_, index) => ({
    board: 1,
    cell: index + 1,
    door: index === 2 ? ('open' as const) : index === 7 ? ('unknown' as const) : ('closed' as const),
    item: index % 3 === 0 ? ('present' as const) : ('absent' as const),
    leftOpen: index === 2,
    openings: (index * 17) % 40,
  })),
  cellAct: null,
  selfTest: null,
  tasks: [
    {
      taskId: 31,
      kind: 'missing_receipt',
      itemName: localized('居住登记', 'Residence registration'),
      openedAt: '2026-11-21T08:30:00.000Z',
      acceptanceNumber: '20261121-310199-0031-4',
      slipNumber: '3F0C-1A52',
    },
    {
      taskId: 32,
      kind: 'unclear_certificate',
      itemName: localized('养老保险缴费情况查询', 'Pension contributions'),
      openedAt: '2026-11-22T02:11:00.000Z',
      acceptanceNumber: '20261122-310199-0004-9',
      slipNumber: '81D2-77AB',
    },
    {
      taskId: 33,
      kind: 'submission_content_lost',
      itemName: localized('居住登记', 'Residence registration'),
      openedAt: '2026-11-22T05:40:00.000Z',
      acceptanceNumber: null,
      slipNumber: 'C0DE-4B11',
    },
  ],
  log: Array.from({ length: 24 }, (_, index) => ({
    line: 100 - index,
    at: new Date(Date.parse(at) - index * 47_000).toISOString(),
    ...([
      {
        event: 'attendant_act',
        facts: { attendantId: 'T-01', act: 'cell_opened', subject: '1-3', result: 'done' },
      },
      { event: 'attendant_opened', facts: { attendantId: 'T-01' } },
      { event: 'device_changed', facts: { device: 'receipt-printer', state: 'online', fault: 'paper_out' } },
      { event: 'session_ended', facts: { cause: 'resident_rated', step: 'case' } },
    ][index % 4] ?? { event: 'core_started', facts: {} }),
  })),
};

const welcome = { screen: { name: 'out_of_service' as const, reason: 'maintenance' as const } };
const scene = (name: string, attendant: Scene['attendant'], touches: readonly string[] = []): Scene => ({
  name: `attendant-${name}`,
  view: welcome,
  attendant: attendant ?? null,
  touches,
});
const results = devices.map(({ deviceClass, name, fault }, index) => ({
  ...answer,
  verdict: (['passed', 'failed', 'attention', 'no_answer'] as const)[index] ?? 'passed',
  deviceClass,
  name,
  fault,
}));

/** The technician's screens. Names and numbers are invented. */
export const attendantScenes: readonly Scene[] = [
  scene('card', { state: 'card', problem: null, checking: false }),
  scene('card-away', { state: 'card', problem: 'reader_away', checking: false }),
  scene('pin', { state: 'pin', problem: null, attemptsLeft: 3, checking: false }, ['pin-1', 'pin-5']),
  scene('pin-wrong', { state: 'pin', problem: 'wrong', attemptsLeft: 1, checking: false }),
  scene('locked', { state: 'locked', until: '2026-11-22T06:08:27.000Z' }),
  scene('devices', open),
  scene('idle', { ...open, secondsLeft: 14 }),
  scene('no-memory', { ...open, memory: false, troubles: ['database_damaged'] }, ['tab-tasks']),
  scene('clock-wrong', { ...open, troubles: ['clock_wrong'] }, ['tab-cells']),
  scene('paper', open, ['tab-paper']),
  scene('paper-refill', open, ['tab-paper', 'paper-refill']),
  scene('self-test-new', open, ['tab-self_test']),
  scene(
    'self-test',
    {
      ...open,
      selfTest: {
        startedAt: at,
        phase: 'ended',
        results,
        slip: { effect: 'none', faultCode: 'paper_out', fault: noPaper.words },
      },
    },
    ['tab-self_test'],
  ),
  scene('tasks', open, ['tab-tasks']),
  scene('task-close', open, ['tab-tasks', 'task-31']),
  scene('cells', open, ['tab-cells']),
  scene(
    'cells-opened',
    { ...open, cellAct: { board: 1, cell: 3, phase: 'ended', effect: 'done', fault: null } },
    ['tab-cells'],
  ),
  scene('cell-open', open, ['tab-cells', 'cell-1-03']),
  scene('log', open, ['tab-log']),
];
