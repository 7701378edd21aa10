import type { NoticeKind } from '../../core/contract/notices.ts';
import type { Delivery } from '../../db/queries/deliveries.ts';

type About = Pick<Delivery, 'kind' | 'data' | 'lang' | 'caseId'>;

const ZH: Readonly<Record<NoticeKind, string>> = {
  'case-new': '新案卷待处置',
  'case-yellow': '案卷将超时',
  'case-red': '案卷已超时',
  supervised: '案卷被督办',
  'check-failed': '核查不通过',
  decided: '申请已审批',
  'to-decide': '有申请待审批',
  'not-solved': '反映人称问题未解决，请办理关联新案',
  'post-gap': '岗位将无人值守',
  returned: '案卷被退回',
  emergency: '紧急案卷',
  digest: '每日情况',
  reporter: '您反映的问题有进展',
};
const EN: Readonly<Record<NoticeKind, string>> = {
  'case-new': 'A new case to handle',
  'case-yellow': 'A case is about to be late',
  'case-red': 'A case is late',
  supervised: 'A case is supervised',
  'check-failed': 'A check failed',
  decided: 'A request was decided',
  'to-decide': 'A request to decide',
  'not-solved': 'The reporter says it is not solved: a new, linked case is asked for',
  'post-gap': 'A post will be without a holder',
  returned: 'A case was returned',
  emergency: 'Emergency',
  digest: 'The day so far',
  reporter: 'News of your report',
};
const REPORTER: Readonly<Record<string, readonly [string, string]>> = {
  filed: ['已立案', 'It has been filed.'],
  rejected: ['不予立案', 'It was not filed.'],
  closed: ['已结案', 'It has been closed.'],
};

/** One line: what it is about. */
export function subjectOf({ kind, data, lang }: About): string {
  const words = lang === 'en' ? EN : ZH;
  return [words[kind], data.number].filter(Boolean).join(' ');
}

/** What somebody reads on a phone: category, place, due; of a digest the figures. */
export function textOf({ kind, data, lang }: About): string {
  const en = lang === 'en';
  if (kind === 'digest')
    return en
      ? `${data.open} open, ${data.late} late, ${data.dueToday} due today, timely ${data.rate ?? '–'} %`
      : `在办 ${data.open} 件，超时 ${data.late} 件，今日到期 ${data.dueToday} 件，及时率 ${data.rate ?? '–'}%`;
  const said = kind === 'reporter' ? REPORTER[String(data.type)]?.[en ? 1 : 0] : null;
  return [subjectOf({ kind, data, lang, caseId: null }), en ? data.en : data.zh, data.address, said]
    .filter(Boolean)
    .join(en ? ', ' : '，');
}

const UNIT_KINDS = new Set<NoticeKind>([
  'case-new',
  'case-yellow',
  'case-red',
  'supervised',
  'check-failed',
  'decided',
  'digest',
  'post-gap',
]);

/** Where it leads: the page of whoever is told. */
export function linkOf({ kind, caseId }: About, origin: string): string {
  if (kind === 'reporter') return `${origin}/`;
  return `${origin}/${UNIT_KINDS.has(kind) ? 'unit' : 'desk'}${caseId ? `?case=${caseId}` : ''}`;
}
