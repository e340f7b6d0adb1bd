import type { Fault } from '../../contract/device-common.ts';
import type { FaultText } from '../host/index.ts';

const closedForNow = { zh: '门禁暂时不能用', en: 'The door cannot be opened right now' };
const askForHelp = { zh: '门没有打开，请按求助键', en: 'The door did not open; please ask for help' };

/** Every fault a door tells, with its words. `vendorCode` is the exception of the board, as `exception 02`. */
export const doorFaultTexts = {
  no_answer: {
    nextAct: 'technician',
    resident: closedForNow,
    technician: {
      zh: '继电器板无应答：检查电源、485 线、波特率和站号',
      en: 'The relay board does not answer: check its power, the RS-485 line, the baud rate and the unit id',
    },
  },
  port_not_found: {
    nextAct: 'technician',
    resident: closedForNow,
    technician: {
      zh: '找不到端口：检查配置里的端口和插头',
      en: 'The port does not exist: check the port in the configuration and the plug',
    },
  },
  port_busy: {
    nextAct: 'technician',
    resident: closedForNow,
    technician: { zh: '端口被其他程序占用', en: 'Another program holds the port' },
  },
  cancelled: {
    nextAct: 'none',
    resident: { zh: '已取消开门', en: 'The opening was cancelled' },
    technician: { zh: '发送前已取消', en: 'Cancelled before anything was sent' },
  },
  relay_not_switched: {
    nextAct: 'technician',
    resident: askForHelp,
    technician: {
      zh: '板已应答但继电器没有吸合：检查继电器号、首线圈地址、吸合值和脉冲方式',
      en: 'The relay stayed off: check its number, the first coil, the value for on and the kind of pulse',
    },
  },
  release_not_told: {
    nextAct: 'attendant',
    resident: {
      zh: '请推门试试；打不开请按求助键',
      en: 'Please try the door; if it is locked, ask for help',
    },
    technician: {
      zh: '已发开门脉冲但没有读到结果：检查 485 线',
      en: 'The pulse was sent and no word of it came: check the RS-485 line',
    },
  },
  lock_left_released: {
    nextAct: 'attendant',
    resident: { zh: '门锁未锁上，已通知工作人员', en: 'The door is not locked; the staff have been told' },
    technician: {
      zh: '继电器超时未断开：检查继电器触点是否粘连、脉冲方式是否正确',
      en: 'The relay stays on too long: check for welded contacts and the kind of pulse',
    },
  },
  illegal_function: {
    nextAct: 'technician',
    resident: closedForNow,
    technician: { zh: '板不支持该功能码', en: 'The board does not know this function' },
  },
  illegal_address: {
    nextAct: 'technician',
    resident: closedForNow,
    technician: {
      zh: '板没有这个线圈、输入或脉冲地址：核对继电器号、首线圈地址和脉冲方式',
      en: 'The board has no such coil, input or pulse: check the relay, the first coil and the kind of pulse',
    },
  },
  illegal_value: {
    nextAct: 'technician',
    resident: closedForNow,
    technician: {
      zh: '板不接受该数值：核对吸合值',
      en: 'The board refuses the value: check the value for on',
    },
  },
  device_failure: {
    nextAct: 'technician',
    resident: closedForNow,
    technician: { zh: '板报告自身故障', en: 'The board reports a failure of its own' },
  },
  device_busy: {
    nextAct: 'none',
    resident: { zh: '请稍候再试', en: 'Please try again in a moment' },
    technician: { zh: '板正忙', en: 'The board is busy' },
  },
  unknown_code: {
    nextAct: 'technician',
    resident: closedForNow,
    technician: {
      zh: '未收录的异常码，见原始代码',
      en: 'An exception that is not listed; see the code as it came',
    },
  },
} as const satisfies Record<string, FaultText>;

export type DoorFaultCode = keyof typeof doorFaultTexts;

export function doorFault(code: DoorFaultCode, vendorCode: string | null = null): Fault {
  return { code, nextAct: doorFaultTexts[code].nextAct, vendorCode };
}

const exceptionNames = new Map<number, DoorFaultCode>([
  [0x01, 'illegal_function'],
  [0x02, 'illegal_address'],
  [0x03, 'illegal_value'],
  [0x04, 'device_failure'],
  [0x06, 'device_busy'],
]);

/** The fault a Modbus exception stands for. */
export function faultOfException(exception: number): Fault {
  const vendorCode = `exception ${exception.toString(16).padStart(2, '0')}`;
  return doorFault(exceptionNames.get(exception) ?? 'unknown_code', vendorCode);
}

/** Exceptions that say that the command was not carried out; others leave it open. */
export function isRefusal(exception: number): boolean {
  return [0x01, 0x02, 0x03, 0x06].includes(exception);
}
