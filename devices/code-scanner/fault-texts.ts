import type { FaultText } from '../host/index.ts';

const usePhoneLater = {
  zh: '扫码器暂时不能用，请改用身份证。',
  en: 'The scanner cannot be used right now. Please use your ID card instead.',
};
const scansPerhaps = {
  zh: '扫码器可能反应较慢，也可以改用身份证。',
  en: 'The scanner may be slow. You can use your ID card instead.',
};

/** Every fault a scanner tells, with its words. `vendorCode` is what the unit or the system said. */
export const codeScannerFaultTexts = {
  no_answer: {
    nextAct: 'technician',
    resident: usePhoneLater,
    technician: {
      zh: '扫码器没有应答：检查供电、数据线、波特率，以及配置的品牌指令是否相符。',
      en: 'The unit does not answer: check power, cable, baud rate, and whether the configured commands are those of its maker.',
    },
  },
  port_not_found: {
    nextAct: 'technician',
    resident: usePhoneLater,
    technician: {
      zh: '找不到配置的端口或 USB 设备：检查插头和配置；两台同型号时要写明 USB 口。',
      en: 'The configured port or USB device is not there: check the plug and the configuration; of two alike the USB port has to be named.',
    },
  },
  port_busy: {
    nextAct: 'technician',
    resident: usePhoneLater,
    technician: {
      zh: '端口被别的程序占用，或没有访问权限。',
      en: 'Another program holds the port, or this one may not open it.',
    },
  },
  command_denied: {
    nextAct: 'technician',
    resident: scansPerhaps,
    technician: {
      zh: '扫码器拒绝指令：把它设为主机触发模式后重试。',
      en: 'The unit denies commands: set it to host triggering, then try again.',
    },
  },
  command_unknown: {
    nextAct: 'technician',
    resident: scansPerhaps,
    technician: {
      zh: '扫码器不认识指令：检查型号、固件和配置的品牌指令。',
      en: 'The unit does not know the command: check model, firmware and the configured commands.',
    },
  },
  command_cancelled: {
    nextAct: 'technician',
    resident: scansPerhaps,
    technician: {
      zh: '扫码器取消了指令：断电重启后仍出现则更换。',
      en: 'The unit cancelled a command: power it off and on; replace it if this comes back.',
    },
  },
  motor_failed: {
    nextAct: 'technician',
    resident: scansPerhaps,
    technician: { zh: '扫描电机故障：更换扫码器。', en: 'The scan motor failed: replace the unit.' },
  },
  laser_failed: {
    nextAct: 'technician',
    resident: scansPerhaps,
    technician: {
      zh: '激光器故障（h 水平，v 垂直）：更换扫码器。',
      en: 'A laser failed (h horizontal, v vertical): replace the unit.',
    },
  },
  scale_failed: {
    nextAct: 'technician',
    resident: { zh: '请继续扫码。', en: 'Please go on scanning.' },
    technician: {
      zh: '扫码器内置秤故障，不影响扫码。',
      en: 'The scale inside the unit failed; codes are read all the same.',
    },
  },
  unknown_code: {
    nextAct: 'technician',
    resident: scansPerhaps,
    technician: {
      zh: '扫码器报告了未知代码（见代码原文），请对照厂家手册。',
      en: 'The unit told a code this driver does not know (shown as it came); see its manual.',
    },
  },
} satisfies Record<string, FaultText>;
