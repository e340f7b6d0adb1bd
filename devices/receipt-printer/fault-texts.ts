import type { FaultText } from '../host/index.ts';

const notNow = {
  zh: '打印机暂时不能用，您的办理结果不受影响。',
  en: 'The printer cannot be used right now. What you have done here is not affected.',
};
const staffComes = {
  zh: '打印机停了，请稍候，工作人员会来处理。',
  en: 'The printer has stopped. Please wait for a member of staff.',
};
const goOn = { zh: '请继续办理。', en: 'You can go on.' };

/** Every fault of a receipt printer, with its words. `vendorCode` holds the status bytes as they came. */
export const receiptPrinterFaultTexts = {
  no_answer: {
    nextAct: 'technician',
    resident: notNow,
    technician: {
      zh: '打印机没有应答：检查电源、数据线和波特率。',
      en: 'The unit does not answer: check power, cable and baud rate.',
    },
  },
  port_not_found: {
    nextAct: 'technician',
    resident: notNow,
    technician: {
      zh: '找不到配置的端口：检查接线和配置。',
      en: 'The configured port is not there: check cable and configuration.',
    },
  },
  port_busy: {
    nextAct: 'technician',
    resident: notNow,
    technician: { zh: '端口被别的程序占用。', en: 'Another program holds the port.' },
  },
  unrecoverable: {
    nextAct: 'vendor',
    resident: notNow,
    technician: {
      zh: '打印机报告不可恢复的故障：断电重启，仍不行就更换。',
      en: 'The unit reports a fault it cannot leave: power-cycle it, replace it if that does not help.',
    },
  },
  cutter_error: {
    nextAct: 'technician',
    resident: staffComes,
    technician: {
      zh: '切刀卡住：打开机盖，取出纸屑，让切刀复位。',
      en: 'The cutter is stuck: open the cover, take out scraps, bring the cutter home.',
    },
  },
  paper_jam: {
    nextAct: 'attendant',
    resident: staffComes,
    technician: {
      zh: '卡纸：打开机盖，取出卡住的纸，重新合上。',
      en: 'Paper is jammed: open the cover, take it out, close again.',
    },
  },
  cover_open: {
    nextAct: 'attendant',
    resident: staffComes,
    technician: { zh: '机盖开着：合上机盖。', en: 'The cover is open: close it.' },
  },
  paper_out: {
    nextAct: 'attendant',
    resident: {
      zh: '打印机没有纸了，请稍候，工作人员会来加纸。',
      en: 'The printer is out of paper. Please wait for a member of staff.',
    },
    technician: { zh: '没有纸：换上新的纸卷。', en: 'No paper: put in a new roll.' },
  },
  paper_low: {
    nextAct: 'attendant',
    resident: goOn,
    technician: {
      zh: '纸快用完了：准备新的纸卷。',
      en: 'Paper is nearly used up: have a new roll at hand.',
    },
  },
  head_hot: {
    nextAct: 'none',
    resident: { zh: '打印机正在冷却，请稍候。', en: 'The printer is cooling down. Please wait.' },
    technician: {
      zh: '打印头过热，冷却后会继续。',
      en: 'The print head is hot; it goes on once it has cooled.',
    },
  },
  recovery_pending: {
    nextAct: 'attendant',
    resident: staffComes,
    technician: {
      zh: '打印机停下了，等待继续：检查纸路后合上机盖。',
      en: 'The printer has stopped and waits to go on: check the paper path and close the cover.',
    },
  },
  offline: {
    nextAct: 'technician',
    resident: notNow,
    technician: {
      zh: '打印机离线：检查机盖、纸和面板。',
      en: 'The printer is offline: check cover, paper and its panel.',
    },
  },
  no_confirmation: {
    nextAct: 'technician',
    resident: {
      zh: '不能确定凭条是否出来，请看一下出纸口。',
      en: 'It is not certain that the slip came out. Please look at the slot.',
    },
    technician: {
      zh: '打印机没有确认这一张：看出纸口有没有纸。',
      en: 'The printer did not confirm this slip: look whether it came out.',
    },
  },
  cancelled: {
    nextAct: 'none',
    resident: { zh: '已取消打印。', en: 'The print was cancelled.' },
    technician: { zh: '发出之前已取消。', en: 'Cancelled before anything was sent.' },
  },
  unknown_vendor_bits: {
    nextAct: 'none',
    resident: goOn,
    technician: {
      zh: '打印机报告了未收录的状态位，见原始代码。',
      en: 'The printer reports status bits that are not listed; see the code as it came.',
    },
  },
} satisfies Record<string, FaultText>;
