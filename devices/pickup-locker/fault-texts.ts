import type { Fault } from '../../contract/device-common.ts';
import type { FaultText } from '../host/index.ts';

/** Every fault a locker tells, with its words. `vendorCode` names the boards or cells, as `board 3` or `1/17`. */
export const lockerFaultTexts = {
  no_answer: {
    nextAct: 'technician',
    resident: { zh: '取件柜暂时不能用', en: 'The pick-up locker cannot be used right now' },
    technician: {
      zh: '锁控板无应答：检查柜体电源、485 线和波特率',
      en: 'No lock board answers: check the power of the locker, the RS-485 line and the baud rate',
    },
  },
  port_not_found: {
    nextAct: 'technician',
    resident: { zh: '取件柜暂时不能用', en: 'The pick-up locker cannot be used right now' },
    technician: {
      zh: '找不到端口：检查配置里的端口和插头',
      en: 'The port does not exist: check the port in the configuration and the plug',
    },
  },
  port_busy: {
    nextAct: 'technician',
    resident: { zh: '取件柜暂时不能用', en: 'The pick-up locker cannot be used right now' },
    technician: {
      zh: '端口被其他程序占用',
      en: 'Another program holds the port',
    },
  },
  board_silent: {
    nextAct: 'technician',
    resident: { zh: '部分格口暂时打不开', en: 'Some cells cannot be opened right now' },
    technician: {
      zh: '有锁控板不应答：检查该板的电源、拨码和 485 接线',
      en: 'A lock board does not answer: check its power, address switches and RS-485 wires',
    },
  },
  no_such_cell: {
    nextAct: 'technician',
    resident: {
      zh: '找不到这个格口，请到窗口领取',
      en: 'This cell does not exist; please ask at the counter',
    },
    technician: {
      zh: '配置里没有这个格口：核对板地址和格口数',
      en: 'The configuration has no such cell: check the addresses and the numbers of cells',
    },
  },
  lock_stuck: {
    nextAct: 'technician',
    resident: { zh: '柜门没有打开，请到窗口领取', en: 'The door did not open; please ask at the counter' },
    technician: {
      zh: '锁没有动作：检查锁舌、锁线；也核对反馈极性设置',
      en: 'The lock did not move: check the bolt and its wires, and the setting of the feedback',
    },
  },
  door_not_told: {
    nextAct: 'technician',
    resident: { zh: '正在确认柜门是否打开', en: 'It is being checked whether the door opened' },
    technician: {
      zh: '已发开锁指令但读不到门状态：到现场看门，检查 485 线',
      en: 'The lock was told to open and no word of the door came: look at the door, check the RS-485 line',
    },
  },
  door_left_open: {
    nextAct: 'customer',
    resident: { zh: '请把柜门关好', en: 'Please close the door of the cell' },
    technician: {
      zh: '柜门长时间未关：关门；若已关好，检查反馈线和极性',
      en: 'A door stands open for long: close it; if it is closed, check the feedback wire and its setting',
    },
  },
  cancelled: {
    nextAct: 'none',
    resident: { zh: '已取消开门', en: 'The opening was cancelled' },
    technician: { zh: '发送前已取消', en: 'Cancelled before anything was sent' },
  },
  unknown_code: {
    nextAct: 'technician',
    resident: {
      zh: '取件柜出现未知情况，请到窗口咨询',
      en: 'Something is wrong with the locker; please ask at the counter',
    },
    technician: { zh: '未收录的代码，见原始代码', en: 'A code that is not listed; see the code as it came' },
  },
} as const satisfies Record<string, FaultText>;

export type LockerFaultCode = keyof typeof lockerFaultTexts;

export function lockerFault(code: LockerFaultCode, vendorCode: string | null = null): Fault {
  return { code, nextAct: lockerFaultTexts[code].nextAct, vendorCode };
}
