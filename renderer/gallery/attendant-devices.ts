import type { AttendedDevice, AttendedStorageUnit, BenchRun, ShownFact } from '../../contract/attendant.ts';
import { deviceName, storageKindWords } from '../../contract/device-words.ts';

export const at = '2026-11-22T06:03:27.000Z';
export const localized = (zh: string, en: string) => ({ zh, en });

const fact = (label: [string, string], value: [string, string]): ShownFact => ({
  label: localized(...label),
  value: localized(...value),
});

export const noPaper = {
  code: 'paper_out',
  nextAct: 'attendant',
  vendorCode: 'eot1=1a eot4=7e asb=18000c00',
  known: true,
  words: localized('没有纸：换上新的纸卷。', 'No paper: put in a new roll.'),
} as const;

const unknownCode = {
  code: 'unknown_code',
  nextAct: 'technician',
  vendorCode: '0x7F',
  known: false,
  words: localized(
    '扫码器报告了未知代码（见代码原文），请对照厂家手册。',
    'The unit told a code this driver does not know (shown as it came); see its manual.',
  ),
} as const;

const trayEmpty = {
  code: 'media_empty',
  nextAct: 'attendant',
  vendorCode: 'media-empty-error',
  known: true,
  words: localized('纸盒已空，请装入 A4 纸。', 'A tray is empty; load A4 paper.'),
} as const;

const doorOpen = {
  code: 'door_open',
  nextAct: 'attendant',
  vendorCode: 'door-open-error',
  known: true,
  words: localized('打印机门没有关好，请关门。', 'A door of the printer is open; close it.'),
} as const;

const noAnswer = {
  code: 'no_answer',
  nextAct: 'technician',
  vendorCode: null,
  known: true,
  words: localized(
    '发卡机没有应答：检查电源、数据线、波特率和地址。',
    'The unit does not answer: check its power, the cable, the baud rate and the address.',
  ),
} as const;

export const answer = {
  verdict: 'passed',
  answerMs: 12,
  at,
  state: 'online',
  fault: null,
  facts: [],
} as const;

function device(deviceClass: string, more: Partial<AttendedDevice>): AttendedDevice {
  return {
    deviceClass,
    name: deviceName(deviceClass),
    hostRuns: true,
    state: 'online',
    fault: null,
    moreFaults: [],
    facts: [],
    recovery: null,
    restarting: false,
    asking: false,
    answer: null,
    commands: [],
    run: null,
    storage: [],
    ...more,
  };
}

function unit(
  unitId: string,
  more: Pick<AttendedStorageUnit, 'kind' | 'capacity' | 'count' | 'threshold' | 'level'>,
): AttendedStorageUnit {
  const name = storageKindWords[more.kind];
  return { unitId, name, settable: true, notedAt: '2026-11-20T01:12:00.000Z', ...more };
}

const counts = {
  ask_again: 6,
  reset: 0,
  reopen_transport: 11,
  restart_host: 1,
  power_cycle: 0,
  out_of_service: 0,
};

export const devices: AttendedDevice[] = [
  device('id-card-reader', {
    facts: [
      fact(
        ['安全模块号', 'Security module'],
        ['05.03-20170315-0001234567-1234567890', '05.03-20170315-0001234567-1234567890'],
      ),
    ],
    answer: { ...answer, facts: [] },
    commands: ['read_card'],
  }),
  device('code-scanner', { state: 'hardware_error', fault: unknownCode, commands: ['scan_code'] }),
  device('receipt-printer', {
    fault: noPaper,
    facts: [fact(['纸', 'Paper'], ['没有了', 'none']), fact(['机盖', 'Cover'], ['关着', 'closed'])],
    commands: ['print_test_slip', 'feed_and_cut'],
    storage: [unit('roll', { kind: 'paper_roll', capacity: 300, count: 22, threshold: 30, level: 'low' })],
  }),
  device('document-printer', {
    fault: trayEmpty,
    moreFaults: [doorOpen],
    facts: [
      fact(['纸', 'Paper'], ['没有了', 'none']),
      fact(['碳粉', 'Toner'], ['快用完', 'low']),
      fact(['机盖', 'Cover'], ['开着', 'open']),
      fact(['纸盒内', 'In the trays'], ['iso_a4_210x297mm', 'iso_a4_210x297mm']),
    ],
    commands: ['print_test_page'],
    storage: [unit('tray-1', { kind: 'paper_tray', capacity: 250, count: 0, threshold: 25, level: 'empty' })],
  }),
  device('pickup-locker', {
    facts: [fact(['格口', 'Cells'], ['12', '12']), fact(['开着的', 'Open'], ['1', '1'])],
    commands: ['open_cell'],
    storage: [unit('board-1', { kind: 'cells', capacity: 12, count: 4, threshold: 12, level: 'ok' })],
  }),
  device('dispenser', {
    state: 'offline',
    fault: noAnswer,
    recovery: { rung: 'restart_host', counts },
    facts: [fact(['出口', 'Gate'], ['不清楚', 'not known']), fact(['通道', 'Path'], ['不清楚', 'not known'])],
    commands: ['dispense_item', 'capture_item', 'dispense_to_bin'],
    storage: [
      unit('hopper', { kind: 'cards', capacity: 200, count: 63, threshold: 20, level: 'ok' }),
      unit('bin', { kind: 'retained', capacity: 30, count: 30, threshold: 30, level: 'full' }),
    ],
  }),
  device('door', {
    hostRuns: false,
    state: 'unknown',
    commands: ['open_door'],
  }),
  device('document-camera', {
    facts: [fact(['画面', 'Picture'], ['3840 × 2160', '3840 × 2160'])],
    answer: { ...answer, answerMs: 412, facts: [] },
  }),
];

export const cardRun: BenchRun = {
  command: { command: 'read_card' },
  phase: 'ended',
  startedAt: at,
  effect: 'done',
  fault: null,
  faultCode: null,
  facts: [
    fact(['证件', 'Card'], ['居民身份证', 'resident identity card']),
    fact(['姓名', 'Name'], ['张*试', '张*试']),
    fact(['号码', 'Number'], ['**************002X', '**************002X']),
    fact(['读取用时', 'Read in'], ['618 毫秒', '618 ms']),
  ],
};

export const jamRun: BenchRun = {
  command: { command: 'dispense_to_bin' },
  phase: 'ended',
  startedAt: at,
  effect: 'none',
  fault: localized(
    '通道卡住：打开机器取出卡住的一张，合上后等待自检。',
    'The path is jammed: open the unit, take the item out, close it and wait for the self-check.',
  ),
  faultCode: 'jam',
  facts: [],
};

export const cellRun: BenchRun = {
  command: { command: 'open_cell', board: 1, cell: 3 },
  phase: 'ended',
  startedAt: at,
  effect: 'done',
  fault: null,
  faultCode: null,
  facts: [],
};

/** The same devices, one of them with another run. */
export function devicesWith(deviceClass: string, more: Partial<AttendedDevice>): AttendedDevice[] {
  return devices.map((each) => (each.deviceClass === deviceClass ? { ...each, ...more } : each));
}
