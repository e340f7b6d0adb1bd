import type { Fault } from '../../contract/device-common.ts';
import { doorFaultTexts } from '../door/index.ts';
import type { FaultText } from '../host/index.ts';

const {
  illegal_function,
  illegal_address,
  illegal_value,
  device_failure,
  device_busy,
  unknown_code,
  no_answer,
  port_not_found,
  port_busy,
} = doorFaultTexts;

/** Residents never meet this device: what they are told comes from the device that is out of service. */
const resident = { zh: '设备正在恢复，请稍候', en: 'A device is being restored; please wait' };

/** Every fault of the power relay, with its words. The board is one as at the door, and so are its own faults. */
export const powerRelayFaultTexts = {
  no_answer: { ...no_answer, resident },
  port_not_found: { ...port_not_found, resident },
  port_busy: { ...port_busy, resident },
  illegal_function: { ...illegal_function, resident },
  illegal_address: { ...illegal_address, resident },
  illegal_value: { ...illegal_value, resident },
  device_failure: { ...device_failure, resident },
  device_busy: { ...device_busy, resident },
  unknown_code: { ...unknown_code, resident },
  cancelled: {
    nextAct: 'none',
    resident,
    technician: { zh: '断电前已取消', en: 'Cancelled before the power was cut' },
  },
  no_outlet: {
    nextAct: 'technician',
    resident,
    technician: {
      zh: '这台设备没有接到继电器：核对配置里的 outlets',
      en: 'This device hangs on no relay: check outlets in the configuration',
    },
  },
  relay_not_switched: {
    nextAct: 'technician',
    resident,
    technician: {
      zh: '继电器没有断开电源：检查继电器号、首线圈地址和脉冲方式',
      en: 'The relay did not cut the power: check its number, the first coil and the kind of pulse',
    },
  },
  cut_not_told: {
    nextAct: 'technician',
    resident,
    technician: {
      zh: '已发断电脉冲但没有读到结果：检查 485 线',
      en: 'The pulse was sent and no word of it came: check the RS-485 line',
    },
  },
  power_not_restored: {
    nextAct: 'technician',
    resident,
    technician: {
      zh: '电源没有恢复：检查继电器触点是否粘连，必要时把设备直接接到电源',
      en: 'The power did not come back: check for welded contacts; if need be wire the device past the relay',
    },
  },
} as const satisfies Record<string, FaultText>;

export type PowerRelayFaultCode = keyof typeof powerRelayFaultTexts;

export function powerFault(code: PowerRelayFaultCode): Fault {
  return { code, nextAct: powerRelayFaultTexts[code].nextAct, vendorCode: null };
}
