import type { CardReadFailure } from '../../contract/device-classes.ts';
import type { FaultText } from '../host/index.ts';

const useCityCode = {
  zh: '读卡器暂时不能用，请改用随申码。',
  en: 'The card reader cannot be used right now. Please use your City Code.',
};

/** Every fault of the reader itself, with its words. `vendorCode` is the module's SW3 or what the system said. */
export const idCardReaderFaultTexts = {
  no_answer: {
    nextAct: 'technician',
    resident: useCityCode,
    technician: {
      zh: '读卡器没有应答：检查供电、数据线和波特率；HID 读卡器检查封装方式。',
      en: 'The reader does not answer: check power, cable and baud rate; for HID the wrapper.',
    },
  },
  port_not_found: {
    nextAct: 'technician',
    resident: useCityCode,
    technician: {
      zh: '找不到配置的端口或 USB 设备：检查插头和配置；两台同型号时要写明 USB 口。',
      en: 'The configured port or USB device is not there: check the plug and the configuration; of two alike the USB port has to be named.',
    },
  },
  port_busy: {
    nextAct: 'technician',
    resident: useCityCode,
    technician: {
      zh: '端口被别的程序占用，或没有访问权限。',
      en: 'Another program holds the port, or this one may not open it.',
    },
  },
  self_test_failed: {
    nextAct: 'technician',
    resident: useCityCode,
    technician: {
      zh: '安全模块自检失败，不再接受指令：断电重启，仍失败则更换读卡器。',
      en: 'The security module failed its self-test and takes no commands: power off and on; replace the reader if it fails again.',
    },
  },
  not_authorised: {
    nextAct: 'technician',
    resident: useCityCode,
    technician: {
      zh: '安全模块未授权：联系读卡器供应商办理授权。',
      en: 'The security module is not authorised: its supplier has to authorise it.',
    },
  },
  unknown_code: {
    nextAct: 'technician',
    resident: useCityCode,
    technician: {
      zh: '读卡器自检返回未知代码（见代码原文），请对照厂家手册。',
      en: 'The self-test gave a code this driver does not know (shown as it came); see the manual.',
    },
  },
} satisfies Record<string, FaultText>;

/** Why one card was not read. */
export const cardReadFailureTexts: Record<CardReadFailure, FaultText> = {
  card_moved: {
    nextAct: 'customer',
    resident: {
      zh: '卡动了，请放平，等待提示。',
      en: 'The card moved. Please lay it flat and wait for the tick.',
    },
    technician: { zh: '读取途中卡片离开感应区。', en: 'The card left the field during the read.' },
  },
  frame_damaged: {
    nextAct: 'customer',
    resident: { zh: '正在重读，请不要拿走卡。', en: 'Reading again. Please leave the card where it is.' },
    technician: {
      zh: '线路上的数据校验错误；常见时检查数据线和干扰。',
      en: 'The checksum on the line was wrong; if this is frequent, check the cable and what disturbs it.',
    },
  },
  frame_incomplete: {
    nextAct: 'customer',
    resident: { zh: '正在重读，请不要拿走卡。', en: 'Reading again. Please leave the card where it is.' },
    technician: {
      zh: '数据只到了一部分；常见时检查数据线、集线器和波特率。',
      en: 'Only part of the data came; if this is frequent, check cable, hub and baud rate.',
    },
  },
  card_not_authentic: {
    nextAct: 'attendant',
    resident: {
      zh: '证件未通过验证，请改用随申码或到人工窗口。',
      en: 'The card did not pass the check. Please use your City Code or a staffed counter.',
    },
    technician: {
      zh: '卡与安全模块互认失败（31、32）：同一张卡反复出现时提示人工核验。',
      en: 'Card and security module did not accept each other (31, 32); if one card repeats it, have it looked at.',
    },
  },
  card_unreadable: {
    nextAct: 'customer',
    resident: {
      zh: '没有读出证件，请取出卡套里的其他卡再试。',
      en: 'The card could not be read. Please take other cards out of the sleeve and try again.',
    },
    technician: {
      zh: '卡内数据校验失败或格式不符。',
      en: 'The data on the card did not verify, or is not laid out as its type says.',
    },
  },
  card_type_unsupported: {
    nextAct: 'customer',
    resident: {
      zh: '这种证件不能在本机使用。请用居民身份证、港澳台居民居住证或 2023 版外国人永居证，也可以改用随申码。',
      en: 'This kind of card cannot be used here. Please use a resident identity card, a residence permit for Hong Kong, Macao or Taiwan, a permanent residence card of 2023, or your City Code.',
    },
    technician: {
      zh: '安全模块不认识这种卡（40）。',
      en: 'The security module does not know this kind of card (40).',
    },
  },
  reader_fault: {
    nextAct: 'technician',
    resident: useCityCode,
    technician: {
      zh: '读卡器拒绝指令、断线或返回未知代码（见代码原文）。',
      en: 'The reader refused a command, was lost, or told a code this driver does not know (shown as it came).',
    },
  },
};
