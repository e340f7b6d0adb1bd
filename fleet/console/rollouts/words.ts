import type { ActionState, Rollout, RolloutProblem, StopCause } from '../../../contract/fleet-rollouts.ts';
import type { ReleaseKind, UpdateStep } from '../../../contract/fleet-update.ts';
import type { Language } from '../../../contract/words.ts';

export interface RolloutWords {
  title: string;
  none: string;
  noRelease: string;
  repositoryBroken: string;
  release: string;
  rings: string;
  ringsRule: string;
  success: string;
  errors: string;
  silence: string;
  start: string;
  startSurely: string;
  stop: string;
  stopSurely: string;
  oneRuns: string;
  noTerminals: string;
  startedBy: (name: string, time: string) => string;
  ring: (number: number) => string;
  notBegun: string;
  terminal: string;
  standing: string;
  heard: string;
  kinds: Record<ReleaseKind, string>;
  states: Record<Rollout['state'], string>;
  stopCauses: Record<StopCause, string>;
  actions: Record<ActionState, string>;
  steps: Record<UpdateStep, string>;
  problems: Record<RolloutProblem, string>;
}

const zh: RolloutWords = {
  title: '更新',
  none: '还没有更新任务。',
  noRelease: '更新库里还没有发布。离线签名后把更新库复制到服务器，这里就会出现。',
  repositoryBroken: '更新库读不出来，可能没有复制完整。请把整个更新库重新复制到服务器。',
  release: '发布',
  rings: '分批，累计占终端的百分比',
  ringsRule: '从小到大的整数，最后是 100，如 5, 25, 100。',
  success: '一批中成功达到百分之几后开始下一批',
  errors: '一批中失败超过百分之几就全部停止',
  silence: '多少分钟没有消息算失败',
  start: '开始更新',
  startSurely: '确认开始',
  stop: '停止',
  stopSurely: '确认停止',
  oneRuns: '同类更新正在进行，请先停止或等它结束。',
  noTerminals: '还没有终端加入。',
  startedBy: (name, time) => `${name} 于 ${time} 开始`,
  ring: (number) => `第 ${number} 批`,
  notBegun: '未开始',
  terminal: '终端',
  standing: '进展',
  heard: '最近消息',
  kinds: { program: '程序', catalogue: '事项目录', notices: '公告' },
  states: { running: '进行中', stopped: '已停止', finished: '已完成' },
  stopCauses: {
    by_hand: '由人停止',
    too_many_errors: '失败太多，自动停止',
    too_few_successes: '成功太少，自动停止',
  },
  actions: {
    waiting: '等待本批开始',
    running: '进行中',
    success: '已更新',
    error: '失败',
    cancelling: '正在取消',
    cancelled: '已取消',
  },
  steps: {
    proceeding: '正在核对签名',
    download: '正在下载',
    downloaded: '已下载，正在解包',
    scheduled: '等待办事人离开',
    resumed: '断电后继续',
  },
  problems: {
    not_authentic: '签名不对或内容被改过',
    metadata_expired: '签名已过期，请重新签名',
    metadata_rolled_back: '服务器给出的内容比终端见过的旧',
    release_unknown: '更新库里没有这个发布',
    release_not_newer: '终端上的版本更新',
    longer_than_declared: '文件比签名时写明的大',
    download_broken_off: '下载多次中断',
    content_differs: '文件与签名不符',
    release_malformed: '不是完整的发布',
    disk_full: '终端磁盘空间不够',
    does_not_start: '新版本启动后退出，已恢复旧版本',
    agent_silent: '新版本没有消息，已恢复旧版本',
    database_not_opened: '新版本打不开数据库，已恢复旧版本',
    devices_silent: '新版本下有设备没有应答，已恢复旧版本',
    no_visible_screen: '新版本没有显示画面，已恢复旧版本',
    power_cut: '试运行时断电，已恢复旧版本',
    content_refused: '程序不认识这份内容，仍用原来的',
    agent_failed: '终端无法执行这个更新',
    silent: '超过期限没有消息',
  },
};

const en: RolloutWords = {
  title: 'Updates',
  none: 'No rollout yet.',
  noRelease:
    'No release in the repository. Sign one off line and copy the repository to the server; it appears here.',
  repositoryBroken:
    'The repository of updates cannot be read; it may not have been copied whole. Copy all of it to the server again.',
  release: 'Release',
  rings: 'Rings, percent of all terminals',
  ringsRule: 'Whole numbers that grow and end with 100, such as 5, 25, 100.',
  success: 'Percent of a ring updated before the next begins',
  errors: 'More than so many percent failed stop everything',
  silence: 'Minutes of silence that count as failed',
  start: 'Start',
  startSurely: 'Start for good',
  stop: 'Stop',
  stopSurely: 'Stop for good',
  oneRuns: 'An update of this kind is under way. Stop it or wait until it ends.',
  noTerminals: 'No terminal has enrolled.',
  startedBy: (name, time) => `Started by ${name}, ${time}`,
  ring: (number) => `Ring ${number}`,
  notBegun: 'Not begun',
  terminal: 'Terminal',
  standing: 'Standing',
  heard: 'Last heard',
  kinds: { program: 'Program', catalogue: 'Catalogue', notices: 'Notices' },
  states: { running: 'Under way', stopped: 'Stopped', finished: 'Finished' },
  stopCauses: {
    by_hand: 'Stopped by hand',
    too_many_errors: 'Stopped by itself: too many failed',
    too_few_successes: 'Stopped by itself: too few succeeded',
  },
  actions: {
    waiting: 'Waits for its ring',
    running: 'Under way',
    success: 'Updated',
    error: 'Failed',
    cancelling: 'Being called off',
    cancelled: 'Called off',
  },
  steps: {
    proceeding: 'Checking the signature',
    download: 'Downloading',
    downloaded: 'Downloaded, unpacking',
    scheduled: 'Waits until nobody is being served',
    resumed: 'Goes on after a power cut',
  },
  problems: {
    not_authentic: 'Wrongly signed, or changed since',
    metadata_expired: 'The signature has expired; sign again',
    metadata_rolled_back: 'The server offers something older than the terminal has seen',
    release_unknown: 'No such release in the repository',
    release_not_newer: 'The terminal has a newer version',
    longer_than_declared: 'Larger than was signed',
    download_broken_off: 'The download broke off again and again',
    content_differs: 'The file is not what was signed',
    release_malformed: 'Not a whole release',
    disk_full: 'Not enough room on the terminal',
    does_not_start: 'The new version ended; the old one is back',
    agent_silent: 'Nothing heard of the new version; the old one is back',
    database_not_opened: 'The new version could not open the database; the old one is back',
    devices_silent: 'Devices did not answer the new version; the old one is back',
    no_visible_screen: 'The new version showed no screen; the old one is back',
    power_cut: 'Power cut during the trial; the old version is back',
    content_refused: 'The program does not understand it and keeps what it had',
    agent_failed: 'The terminal cannot do this update',
    silent: 'Silent beyond the deadline',
  },
};

export function rolloutWords(language: Language): RolloutWords {
  return language === 'zh' ? zh : en;
}
