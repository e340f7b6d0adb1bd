import type { Fault } from '../../contract/device-common.ts';
import type { LocalizedText } from '../../contract/words.ts';

interface FaultText {
  nextAct: Fault['nextAct'];
  resident: LocalizedText;
  technician: LocalizedText;
}

const notNow: LocalizedText = {
  zh: '发卡机暂时不能用，请联系工作人员。',
  en: 'The dispenser cannot be used right now. Please ask a member of staff.',
};
const tryAgain: LocalizedText = {
  zh: '没有发出，请重试一次。',
  en: 'Nothing came out. Please try once more.',
};
const beingChecked: LocalizedText = {
  zh: '还不能确定是否已发出，工作人员会核实，请稍候。',
  en: 'It is not certain yet whether it came out. A member of staff will check; please wait.',
};

/** Every fault of the class in the words of those who meet it. */
export const faultTexts = {
  no_answer: {
    nextAct: 'technician',
    resident: notNow,
    technician: {
      zh: '发卡机没有应答：检查电源、数据线、波特率和地址。',
      en: 'The unit does not answer: check its power, the cable, the baud rate and the address.',
    },
  },
  port_not_found: {
    nextAct: 'technician',
    resident: notNow,
    technician: {
      zh: '找不到配置的端口：检查接线和配置。',
      en: 'The configured port does not exist: check the cable and the configuration.',
    },
  },
  port_busy: {
    nextAct: 'technician',
    resident: notNow,
    technician: { zh: '端口被别的程序占用。', en: 'Another program holds the port.' },
  },
  jam: {
    nextAct: 'technician',
    resident: {
      zh: '卡片卡住了，请不要拉扯，请联系工作人员。',
      en: 'The item is jammed. Please do not pull at it; ask a member of staff.',
    },
    technician: {
      zh: '通道卡住：打开机器取出卡住的一张，合上后等待自检。',
      en: 'The path is jammed: open the unit, take the item out, close it and wait for the self-check.',
    },
  },
  dispense_failed: {
    nextAct: 'technician',
    resident: notNow,
    technician: {
      zh: '出卡失败：检查卡箱是否压紧、卡片是否粘连。',
      en: 'Nothing was fed: check the weight in the hopper and whether items stick together.',
    },
  },
  hopper_empty: {
    nextAct: 'technician',
    resident: { zh: '已经发完，请联系工作人员补充。', en: 'None are left. Please ask a member of staff.' },
    technician: { zh: '卡箱已空：装入后登记数量。', en: 'The hopper is empty: fill it and enter the count.' },
  },
  bin_full: {
    nextAct: 'technician',
    resident: notNow,
    technician: {
      zh: '回收箱已满：清空、清点并登记。',
      en: 'The bin is full: empty it, count what was in it and enter 0.',
    },
  },
  item_at_gate: {
    nextAct: 'customer',
    resident: { zh: '出卡口还有一张，请先取走。', en: 'An item is still at the gate. Please take it first.' },
    technician: {
      zh: '出卡口有未取走的一张：取走或回收。',
      en: 'An item was left at the gate: take it or capture it.',
    },
  },
  item_in_path: {
    nextAct: 'technician',
    resident: notNow,
    technician: {
      zh: '通道内留有一张：先回收，再发下一张。',
      en: 'An item is still inside: capture it before the next is given out.',
    },
  },
  item_not_fed: {
    nextAct: 'attendant',
    resident: tryAgain,
    technician: {
      zh: '没有从卡箱送出：检查卡片是否粘连。',
      en: 'The item did not leave the hopper: check whether items stick together.',
    },
  },
  item_not_presented: {
    nextAct: 'technician',
    resident: notNow,
    technician: {
      zh: '一张停在机器内，没有送到出卡口：先回收。',
      en: 'An item stopped inside and did not reach the gate: capture it.',
    },
  },
  item_not_captured: {
    nextAct: 'technician',
    resident: notNow,
    technician: {
      zh: '没有收回：检查回收通道。',
      en: 'The item was not taken back: check the way to the bin.',
    },
  },
  item_recalled: {
    nextAct: 'attendant',
    resident: { zh: '已被机器收回，没有发出。', en: 'The unit took the item back; nothing was given out.' },
    technician: {
      zh: '机器自行把一张收进了回收箱：清点回收箱。',
      en: 'The unit took an item into its bin by itself: count the bin.',
    },
  },
  item_taken: {
    nextAct: 'none',
    resident: { zh: '已经取走。', en: 'It was taken already.' },
    technician: { zh: '回收之前已被取走。', en: 'It was taken before it could be captured.' },
  },
  nothing_to_capture: {
    nextAct: 'none',
    resident: { zh: '出卡口没有物品。', en: 'There is nothing at the gate.' },
    technician: { zh: '没有可回收的物品。', en: 'There is nothing to capture.' },
  },
  outcome_not_told: {
    nextAct: 'attendant',
    resident: beingChecked,
    technician: {
      zh: '指令发出后无法确认结果：看出卡口、通道和回收箱，再核实。',
      en: 'The outcome could not be learnt: look at the gate, the path and the bin, then settle it.',
    },
  },
  moved_by_hand: {
    nextAct: 'none',
    resident: { zh: '请等机器停下再取。', en: 'Please wait until the unit has stopped before you take it.' },
    technician: { zh: '移动时被人手拉动。', en: 'The item was moved by hand while it travelled.' },
  },
  sensor_fault: {
    nextAct: 'technician',
    resident: notNow,
    technician: { zh: '传感器故障：清洁传感器。', en: 'A sensor fails: clean the sensors.' },
  },
  item_too_long: {
    nextAct: 'technician',
    resident: notNow,
    technician: {
      zh: '卡片过长或两张相连：取出检查。',
      en: 'The item is too long or two came together: take it out and look.',
    },
  },
  item_too_short: {
    nextAct: 'technician',
    resident: notNow,
    technician: { zh: '卡片过短：取出检查。', en: 'The item is too short: take it out and look.' },
  },
  capture_disabled: {
    nextAct: 'technician',
    resident: notNow,
    technician: {
      zh: '回收功能被关闭：检查拨码开关。',
      en: 'Taking back is switched off: check the DIP switches.',
    },
  },
  motor_fault: {
    nextAct: 'vendor',
    resident: notNow,
    technician: {
      zh: '电机故障：断电重启，仍不行则报修。',
      en: 'A motor fails: power-cycle, then call the maker.',
    },
  },
  move_not_allowed: {
    nextAct: 'technician',
    resident: notNow,
    technician: { zh: '当前状态不允许移动。', en: 'The unit allows no move in its present state.' },
  },
  not_initialised: {
    nextAct: 'technician',
    resident: notNow,
    technician: {
      zh: '机器重启后尚未初始化；驱动会自动重试。',
      en: 'The unit restarted and is not initialised; the driver tries by itself.',
    },
  },
  counter_overflow: {
    nextAct: 'technician',
    resident: notNow,
    technician: {
      zh: '回收计数已满：清空回收箱并登记 0。',
      en: 'The bin counter is full: empty the bin and enter 0.',
    },
  },
  command_refused: {
    nextAct: 'vendor',
    resident: notNow,
    technician: {
      zh: '机器不认指令：固件与驱动不符，记下代码报修。',
      en: 'The unit does not understand a command: its firmware differs; report the code.',
    },
  },
  not_supported: {
    nextAct: 'vendor',
    resident: notNow,
    technician: { zh: '本机硬件不支持该功能。', en: 'The hardware lacks this function.' },
  },
  card_contact_bad: {
    nextAct: 'technician',
    resident: notNow,
    technician: { zh: 'IC 触点接触不良：清洁触点。', en: 'The chip contacts are bad: clean them.' },
  },
  magnetic_fault: {
    nextAct: 'technician',
    resident: notNow,
    technician: { zh: '磁条读写失败：清洁磁头。', en: 'The magnetic stripe cannot be used: clean the head.' },
  },
  chip_power_short: {
    nextAct: 'technician',
    resident: notNow,
    technician: { zh: 'IC 供电短路：取出该卡。', en: 'The chip draws too much: take the card out.' },
  },
  chip_not_activated: {
    nextAct: 'technician',
    resident: notNow,
    technician: { zh: 'IC 激活失败：换一张卡。', en: 'The chip does not start: use another card.' },
  },
  chip_fault: {
    nextAct: 'technician',
    resident: notNow,
    technician: { zh: 'IC 操作出错：换一张卡。', en: 'The chip answers wrongly: use another card.' },
  },
  count_too_large: {
    nextAct: 'technician',
    resident: notNow,
    technician: { zh: '数量超过该箱的容量。', en: 'The storage unit does not hold that many items.' },
  },
  cancelled: {
    nextAct: 'none',
    resident: { zh: '已取消。', en: 'Cancelled.' },
    technician: { zh: '发出指令前已取消。', en: 'Cancelled before anything was sent.' },
  },
  unknown_code: {
    nextAct: 'technician',
    resident: notNow,
    technician: {
      zh: '机器报告了未列出的代码：记下代码并报修。',
      en: 'The unit reports a code that is not listed: note it and report it.',
    },
  },
} satisfies Record<string, FaultText>;

export type DispenserFaultCode = keyof typeof faultTexts;
