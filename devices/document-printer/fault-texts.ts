import type { Fault } from '../../contract/device-common.ts';
import type { LocalizedText } from '../../contract/words.ts';

export interface FaultText {
  nextAct: Fault['nextAct'];
  resident: LocalizedText;
  technician: LocalizedText;
}

type Row = readonly [
  nextAct: Fault['nextAct'],
  resident: readonly [zh: string, en: string],
  technician: readonly [zh: string, en: string],
];

const waitForStaff = [
  '请稍候，工作人员会来处理。',
  'Please wait, a member of staff will see to it.',
] as const;
const outOfService = [
  '文件打印机暂时不能使用。',
  'The document printer is out of service for the moment.',
] as const;
const goOn = ['请继续办理。', 'You can go on.'] as const;
const askStaff = [
  '无法确认文件是否全部打印，请找工作人员核对。',
  'We cannot tell whether every page came out. Please ask a member of staff.',
] as const;
const notPrinted = ['文件没有打印，请再试一次。', 'The document was not printed. Please try again.'] as const;

/** One row for each code this driver reports: who acts next, what the resident and the technician read. */
const rows = {
  media_jam: [
    'attendant',
    ['文件打印机卡纸，请稍候，工作人员会来处理。', 'Paper is stuck in the printer. Please wait for staff.'],
    [
      '打开机门，顺走纸方向取出卡纸，再关门。',
      'Open the door, pull the paper out along its path, close the door.',
    ],
  ],
  door_open: [
    'attendant',
    waitForStaff,
    ['打印机门没有关好，请关门。', 'A door of the printer is open; close it.'],
  ],
  cover_open: [
    'attendant',
    waitForStaff,
    ['打印机盖板没有关好，请合上。', 'A cover of the printer is open; close it.'],
  ],
  interlock_open: [
    'attendant',
    waitForStaff,
    ['安全联锁断开，检查机门和盖板。', 'A safety interlock is open; check doors and covers.'],
  ],
  media_empty: [
    'attendant',
    ['文件打印机缺纸，请稍候，工作人员会来加纸。', 'The printer is out of paper. Please wait for staff.'],
    ['纸盒已空，请装入 A4 纸。', 'A tray is empty; load A4 paper.'],
  ],
  media_needed: [
    'attendant',
    ['文件打印机需要加纸，请稍候。', 'The printer needs paper. Please wait for staff.'],
    [
      '没有所需尺寸的纸，请装入并设定纸盒尺寸。',
      'The size asked for is not loaded; load it and set the tray to it.',
    ],
  ],
  media_not_loaded: [
    'attendant',
    ['文件打印机需要换纸，请稍候。', 'The printer needs other paper. Please wait for staff.'],
    [
      '纸盒中没有配置的纸型，请装纸或更正纸盒设置。',
      'No tray holds the configured size; load it or correct the tray settings.',
    ],
  ],
  input_tray_missing: [
    'attendant',
    waitForStaff,
    ['纸盒没有插好，请推到底。', 'The input tray is out; push it home.'],
  ],
  output_tray_missing: [
    'attendant',
    waitForStaff,
    ['出纸盘没有装好。', 'The output tray is missing; put it in place.'],
  ],
  output_area_full: [
    'attendant',
    ['出纸口已满，请取走已打印的文件。', 'The output is full. Please take what has been printed.'],
    ['出纸盘已满，请清空。', 'The output tray is full; empty it.'],
  ],
  toner_empty: [
    'technician',
    outOfService,
    ['碳粉用尽，请更换粉盒。', 'The toner is used up; change the cartridge.'],
  ],
  marker_supply_empty: [
    'technician',
    outOfService,
    ['耗材用尽，请更换。', 'A marking supply is used up; change it.'],
  ],
  marker_waste_full: [
    'technician',
    outOfService,
    ['废粉盒已满，请更换。', 'The waste toner box is full; change it.'],
  ],
  developer_empty: ['technician', outOfService, ['显影剂用尽。', 'The developer is used up; change it.']],
  drum_worn_out: [
    'technician',
    outOfService,
    ['感光鼓寿命已到，请更换。', 'The drum is at the end of its life; change it.'],
  ],
  fuser_over_temp: [
    'technician',
    outOfService,
    [
      '定影器过热；断电冷却，仍报错则报修。',
      'The fuser is too hot; let it cool, have it repaired if it stays.',
    ],
  ],
  fuser_under_temp: [
    'none',
    ['打印机正在预热，请稍候。', 'The printer is warming up. Please wait.'],
    [
      '定影器尚未达到温度；几分钟后仍报错则报修。',
      'The fuser is not yet hot; have it repaired if this lasts.',
    ],
  ],
  stopped: [
    'technician',
    outOfService,
    ['打印机停止且未说明原因，请查看面板。', 'The printer stopped without a reason; look at its panel.'],
  ],
  stopped_partly: [
    'technician',
    goOn,
    ['打印机的一部分停止工作，请查看面板。', 'A part of the printer stopped; look at its panel.'],
  ],
  paused: [
    'attendant',
    outOfService,
    ['打印机被暂停，请在面板上恢复。', 'The printer is paused; resume it at its panel.'],
  ],
  shut_down: [
    'attendant',
    outOfService,
    ['打印机正在关机或已关机，请开机。', 'The printer is shutting down; switch it on.'],
  ],
  not_accepting_jobs: [
    'technician',
    outOfService,
    ['打印机不接收任务，请检查面板和网页设置。', 'The printer takes no jobs; check its panel and settings.'],
  ],
  printer_busy: [
    'none',
    ['打印机正忙，请稍候再试。', 'The printer is busy. Please try again in a moment.'],
    ['打印机忙，任务未接收。', 'The printer is busy and did not take the job.'],
  ],
  spool_area_full: [
    'technician',
    outOfService,
    ['打印机存储已满，请删除积压任务。', 'The memory of the printer is full; delete jobs that are stuck.'],
  ],
  media_low: ['attendant', goOn, ['纸张将尽，请加纸。', 'Paper is running low; load paper.']],
  output_area_almost_full: [
    'attendant',
    goOn,
    ['出纸盘将满，请清空。', 'The output tray is nearly full; empty it.'],
  ],
  toner_low: [
    'technician',
    goOn,
    ['碳粉将尽，请备好粉盒。', 'The toner is running low; have a cartridge ready.'],
  ],
  marker_supply_low: [
    'technician',
    goOn,
    ['耗材将尽，请备货。', 'A marking supply is running low; have one ready.'],
  ],
  marker_waste_almost_full: [
    'technician',
    goOn,
    ['废粉盒将满，请备货。', 'The waste toner box is nearly full; have one ready.'],
  ],
  developer_low: ['technician', goOn, ['显影剂将尽。', 'The developer is running low.']],
  drum_near_end: ['technician', goOn, ['感光鼓寿命将尽，请备货。', 'The drum is near the end of its life.']],
  unknown_code: [
    'technician',
    waitForStaff,
    ['打印机报告了未知代码，请对照其手册。', 'The printer reports a code we do not know; see its manual.'],
  ],
  /* ---- the line ---- */
  port_not_found: [
    'technician',
    outOfService,
    [
      '连不上打印机，检查电源、网线和地址。',
      'The printer cannot be reached; check power, cable and address.',
    ],
  ],
  no_answer: [
    'technician',
    outOfService,
    [
      '打印机不回答；检查网线，重启打印机。',
      'The printer does not answer; check the cable, restart the printer.',
    ],
  ],
  unreadable_answer: [
    'technician',
    outOfService,
    ['该地址的回答不是 IPP，检查 uri 路径。', 'What answers does not speak IPP; check the path of the uri.'],
  ],
  not_authorized: [
    'technician',
    outOfService,
    ['打印机拒绝本机，检查其访问控制。', 'The printer refuses this machine; check its access control.'],
  ],
  request_refused: [
    'technician',
    outOfService,
    ['打印机拒绝请求，见代码。', 'The printer refused the request; see the code.'],
  ],
  /* ---- a job ---- */
  format_unsupported: [
    'technician',
    outOfService,
    ['打印机不支持 PDF，请换用支持 PDF 的机型。', 'The printer does not take PDF; use one that does.'],
  ],
  document_unprintable: [
    'technician',
    ['文件没有打印完，请找工作人员。', 'The document could not be printed. Please ask a member of staff.'],
    [
      '打印机无法处理该文件，请保留任务编号并报告。',
      'The printer cannot process the document; keep the job id and report it.',
    ],
  ],
  cancelled: [
    'none',
    ['已取消打印。', 'Printing was cancelled.'],
    ['任务在出纸前被取消。', 'Cancelled before a sheet came out.'],
  ],
  cancelled_at_device: [
    'attendant',
    notPrinted,
    ['任务在打印机面板上被取消。', 'The job was cancelled at the printer.'],
  ],
  job_aborted: [
    'technician',
    notPrinted,
    ['打印机中止了任务，见代码。', 'The printer aborted the job; see the code.'],
  ],
  job_not_received: ['none', notPrinted, ['打印机没有收到任务。', 'The job never reached the printer.']],
  job_stuck: [
    'technician',
    notPrinted,
    ['任务久无进展，已撤回。', 'The job made no progress and was withdrawn; look at the panel.'],
  ],
  incomplete_job: [
    'attendant',
    ['文件只打印出一部分，请找工作人员。', 'Only a part came out. Please ask a member of staff.'],
    [
      '收回已出的纸张，核对后再决定重打。',
      'Take the sheets that came out, compare, then decide on a reprint.',
    ],
  ],
  no_confirmation: [
    'attendant',
    askStaff,
    [
      '打印机没有证明出纸，请看出纸盘。',
      'The printer does not prove that sheets came out; look into the tray.',
    ],
  ],
  sheets_missing: [
    'attendant',
    askStaff,
    [
      '任务报告完成但张数不足，请看出纸盘。',
      'The job claims to be complete with too few sheets; look into the tray.',
    ],
  ],
  counter_disagrees: [
    'attendant',
    askStaff,
    ['任务张数与打印机计数器不符，请看出纸盘。', 'Job and life counter disagree; look into the tray.'],
  ],
  completed_with_errors: [
    'attendant',
    askStaff,
    ['任务完成但有错误，请看出纸。', 'The job completed with errors; look at the sheets.'],
  ],
} as const satisfies Record<string, Row>;

export type DocumentFaultCode = keyof typeof rows;

function toText([nextAct, resident, technician]: Row): FaultText {
  return {
    nextAct,
    resident: { zh: resident[0], en: resident[1] },
    technician: { zh: technician[0], en: technician[1] },
  };
}

export const documentPrinterFaultTexts = Object.fromEntries(
  Object.entries(rows).map(([code, row]) => [code, toText(row)]),
) as Readonly<Record<DocumentFaultCode, FaultText>>;

/** A named fault; `vendorCode` is what the printer said. */
export function documentFault(code: DocumentFaultCode, vendorCode: string | null = null): Fault {
  return { code, nextAct: documentPrinterFaultTexts[code].nextAct, vendorCode };
}
