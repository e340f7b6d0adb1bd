import type { Fault } from '../../contract/device-common.ts';
import type { FaultText } from '../host/index.ts';

const signOnScreen = { zh: '请直接在屏幕上签名。', en: 'Please sign on the screen.' };

/** Every fault a signature pad tells, with its words. `vendorCode` is what the unit said, as `status 07`. */
export const signaturePadFaultTexts = {
  no_answer: {
    nextAct: 'technician',
    resident: signOnScreen,
    technician: {
      zh: '签名板没有应答：重新插拔 USB，检查数据线；仍不行就更换。',
      en: 'The pad does not answer: replug its USB cable and check it; replace the pad if that does not help.',
    },
  },
  port_not_found: {
    nextAct: 'technician',
    resident: signOnScreen,
    technician: {
      zh: '找不到配置的 USB 设备：检查插头、型号编号和配置；两台同型号时要写明 USB 口。',
      en: 'The configured USB device is not there: check the plug, its ids and the configuration; of two alike the USB port has to be named.',
    },
  },
  port_busy: {
    nextAct: 'technician',
    resident: signOnScreen,
    technician: {
      zh: '签名板被别的程序占用，或没有访问权限。',
      en: 'Another program holds the pad, or this one may not open it.',
    },
  },
  starting: {
    nextAct: 'none',
    resident: signOnScreen,
    technician: { zh: '签名板正在启动，稍等即可。', en: 'The pad is starting up; wait a moment.' },
  },
  not_wiped: {
    nextAct: 'technician',
    resident: signOnScreen,
    technician: {
      zh: '签名板没有清屏，上面可能还有签名：请人工遮挡，断电重启。',
      en: 'The pad was not wiped, a signature may still be on it: cover it and power it off and on.',
    },
  },
  not_now: {
    nextAct: 'none',
    resident: signOnScreen,
    technician: {
      zh: '签名板正忙，没有执行指令；程序会再试。',
      en: 'The pad was busy and did not obey; it will be told again.',
    },
  },
  command_unknown: {
    nextAct: 'technician',
    resident: signOnScreen,
    technician: {
      zh: '签名板不认识指令：检查型号是否属于 STU 系列。',
      en: 'The pad does not know the command: check that it is of the STU family.',
    },
  },
  bad_parameter: {
    nextAct: 'vendor',
    resident: signOnScreen,
    technician: {
      zh: '签名板拒绝了指令参数：记下型号和固件版本，联系厂家。',
      en: 'The pad refused a parameter: note its model and firmware and call the maker.',
    },
  },
  answer_unreadable: {
    nextAct: 'technician',
    resident: signOnScreen,
    technician: {
      zh: '签名板的应答读不懂：检查配置的 USB 编号是否真是签名板。',
      en: 'The answers of the pad make no sense: check that the configured USB ids are really those of a pad.',
    },
  },
  unknown_code: {
    nextAct: 'technician',
    resident: signOnScreen,
    technician: {
      zh: '签名板报告了未知代码（见代码原文），请对照厂家手册。',
      en: 'The pad told a code this driver does not know (shown as it came); see its manual.',
    },
  },
} satisfies Record<string, FaultText>;

export function padFault(code: keyof typeof signaturePadFaultTexts, vendorCode: string | null = null): Fault {
  return { code, nextAct: signaturePadFaultTexts[code].nextAct, vendorCode };
}
