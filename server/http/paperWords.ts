import type { EventType } from '../../core/rules/case/events.ts';
import type { Channel, Urgency } from '../../core/rules/case/people.ts';
import type { Status } from '../../core/rules/case/status.ts';

type Both = readonly [zh: string, en: string];
type Lang = 'zh' | 'en';

/** Heads of an exported list, in the order of its cells. */
export const EXPORT_HEADS: Readonly<Record<Lang, readonly string[]>> = {
  zh: '案卷号 状态 灯 来源 紧急程度 小类 情况 责任单位 街道 单元网格 地点 部件编号 描述 经度 纬度 上报时间 立案时间 变红时间 结案时间 待审批'.split(
    ' ',
  ),
  en: 'Number,Status,Light,Channel,Urgency,Category,Condition,Unit,Subdistrict,Cell,Place,Component,Description,Longitude,Latitude,Reported,Filed,Red from,Closed,To decide'.split(
    ',',
  ),
};

export const LIGHT_WORDS: Readonly<Record<Lang, Readonly<Record<'red' | 'yellow' | 'green', string>>>> = {
  zh: { red: '红', yellow: '黄', green: '绿' },
  en: { red: 'red', yellow: 'yellow', green: 'green' },
};

const STATUS: Readonly<Record<Status, Both>> = {
  reported: ['待立案', 'reported'],
  verifying: ['核实中', 'verifying'],
  rejected: ['不予立案', 'rejected'],
  filed: ['待派遣', 'filed'],
  coordinating: ['待协调', 'coordinating'],
  handling: ['处置中', 'handling'],
  deferred: ['缓办中', 'deferred'],
  'awaiting-check': ['待发核查', 'awaiting check'],
  checking: ['核查中', 'checking'],
  'awaiting-close': ['待结案', 'awaiting close'],
  closed: ['已结案', 'closed'],
  voided: ['作废', 'voided'],
};

const CHANNEL: Readonly<Record<Channel, Both>> = {
  collector: ['信息采集员', 'collector'],
  hotline: ['12345 热线', 'hotline'],
  web: ['网上上报', 'web'],
  open311: ['Open311', 'Open311'],
  video: ['视频', 'video'],
  instruction: ['领导交办', 'instruction'],
  unit: ['单位自查', 'unit'],
  import: ['导入', 'import'],
};

const URGENCY: Readonly<Record<Urgency, Both>> = {
  general: ['一般', 'general'],
  emergency: ['紧急', 'emergency'],
  special: ['特殊', 'special'],
};

const PENDING: Readonly<Record<string, Both>> = {
  return: ['申请退回', 'return'],
  extension: ['申请延期', 'extension'],
  deferral: ['申请缓办', 'deferral'],
};

const EVENT: Readonly<Record<EventType, Both>> = {
  reported: ['上报', 'Reported'],
  verificationRequested: ['发核实', 'Verification asked for'],
  confirmed: ['核实属实', 'Confirmed'],
  denied: ['核实不属实', 'Denied'],
  verificationImpossible: ['无法核实', 'Could not be verified'],
  filed: ['立案', 'Filed'],
  rejected: ['不予立案', 'Rejected'],
  rejectionReversed: ['撤销不予立案', 'Rejection reversed'],
  amended: ['更正', 'Amended'],
  dispatched: ['派遣', 'Dispatched'],
  coordinationStarted: ['转协调', 'Coordination started'],
  escalated: ['升级协调', 'Escalated'],
  acknowledged: ['签收', 'Acknowledged'],
  passedOn: ['单位内转派', 'Passed on'],
  returned: ['退回', 'Returned'],
  returnRequested: ['申请退回', 'Return asked for'],
  returnRefused: ['不同意退回', 'Return refused'],
  extensionRequested: ['申请延期', 'Extension asked for'],
  extensionApproved: ['同意延期', 'Extension approved'],
  extensionRefused: ['不同意延期', 'Extension refused'],
  deferralRequested: ['申请缓办', 'Deferral asked for'],
  deferralApproved: ['同意缓办', 'Deferral approved'],
  deferralRefused: ['不同意缓办', 'Deferral refused'],
  resumed: ['恢复处置', 'Resumed'],
  feedback: ['反馈', 'Feedback'],
  checkIssued: ['发核查', 'Check issued'],
  checkPassed: ['核查通过', 'Check passed'],
  checkFailed: ['核查不通过', 'Check failed'],
  checkImpossible: ['无法核查', 'Could not be checked'],
  closed: ['结案', 'Closed'],
  closedUnresolved: ['未解决结案', 'Closed unresolved'],
  supervised: ['督办', 'Supervised'],
  supervisionAnswered: ['督办回复', 'Supervision answered'],
  substituted: ['代整治', 'Substitute remediation'],
  costRecorded: ['登记费用', 'Cost recorded'],
  merged: ['并案', 'Merged'],
  linked: ['关联', 'Linked'],
  voided: ['作废', 'Voided'],
  noted: ['备注', 'Note'],
  attached: ['补充照片', 'Photos added'],
  rated: ['评价', 'Rated'],
  photoReleased: ['照片公开', 'Photo released'],
  blanked: ['个人信息清除', 'Personal data blanked'],
  emergencyAcknowledged: ['紧急案卷已知晓', 'Emergency acknowledged'],
  collectorReassigned: ['改派采集员', 'Collector reassigned'],
  emergencyRaised: ['紧急提醒', 'Emergency raised'],
  turnedYellow: ['黄灯', 'Turned yellow'],
  turnedRed: ['红灯', 'Turned red'],
  deadlineRecomputed: ['重算时限', 'Deadline computed again'],
};

const WORDS = { status: STATUS, channel: CHANNEL, urgency: URGENCY, pending: PENDING, event: EVENT } as const;

/** The word of a code on paper; an unknown code stands for itself. */
export function sheetWord(of: keyof typeof WORDS, code: string, lang: Lang): string {
  const table: Readonly<Record<string, Both>> = WORDS[of];
  const both = Object.hasOwn(table, code) ? table[code] : undefined;
  return both ? both[lang === 'zh' ? 0 : 1] : code;
}

/** `2026-11-22 09:05:00` in the city's time. */
export function cityStamp(ms: number, timezone: string): string {
  return stamps(timezone).format(ms).replace(',', '');
}

const formats = new Map<string, Intl.DateTimeFormat>();

function stamps(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(timeZone, made);
  return made;
}
