import type { FaultText } from '../host/index.ts';

const goOnWithout = {
  zh: '高拍仪暂时不能用，请到人工窗口办理，或过一会儿再来。',
  en: 'The camera cannot be used right now. Please go to a staffed counter or come back later.',
};

/** Every fault of a camera as the browser tells it, with its words. */
export const documentCameraFaultTexts = {
  no_camera: {
    nextAct: 'technician',
    resident: goOnWithout,
    technician: {
      zh: '系统里没有摄像头：检查高拍仪的 USB 线和供电。',
      en: 'The system knows no camera: check its USB cable and power.',
    },
  },
  not_allowed: {
    nextAct: 'technician',
    resident: goOnWithout,
    technician: {
      zh: '窗口没有使用摄像头的权限：检查系统的摄像头权限设置。',
      en: 'The window may not use the camera: check the camera permission of the system.',
    },
  },
  in_use: {
    nextAct: 'technician',
    resident: goOnWithout,
    technician: {
      zh: '摄像头打不开：可能被别的程序占用，或需要重新插拔。',
      en: 'The camera does not open: another program may hold it, or it has to be plugged in again.',
    },
  },
  no_picture: {
    nextAct: 'technician',
    resident: goOnWithout,
    technician: {
      zh: '摄像头打开了但没有画面：重新插拔，仍没有就更换。',
      en: 'The camera opens and gives no picture: plug it in again; replace it if that does not help.',
    },
  },
} satisfies Record<string, FaultText>;
