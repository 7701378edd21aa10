import type { ReportKind } from '../../core/contract/api/reports.ts';
import type { Clause } from '../../core/rules/scoring/verdict.ts';

export type Lang = 'zh' | 'en';
type Both = readonly [zh: string, en: string];

const TITLES: Readonly<Record<ReportKind, Both>> = {
  briefing: ['考核通报', 'Briefing'],
  minutes: ['月度例会纪要', 'Minutes of the monthly meeting'],
  notice: ['季度通报', 'Quarterly notice'],
  assessment: ['年度考核', 'Yearly assessment'],
  award: ['表彰名单', 'Award list'],
};

const BLOCKS: Readonly<Record<string, Both>> = {
  summary: ['概述', 'Summary'],
  problems: ['存在问题', 'Problems'],
  measures: ['下一步措施', 'What follows'],
  present: ['参会人员', 'Present'],
  discussed: ['议题与讨论', 'Discussed'],
  resolved: ['议定事项', 'Decided'],
  results: ['工作成效', 'Results'],
  reasons: ['说明', 'Reasons'],
};

const CLAUSES: Readonly<Record<Clause, Both>> = {
  unresolved: ['未解决', 'unresolved'],
  overtime: ['超时', 'overtime'],
  returned: ['退回未获支持', 'return refused'],
  'extension-unrecognised': ['延期未认可', 'extension not recognised'],
  'deferral-unrecognised': ['缓办未认可', 'deferral not recognised'],
  'repeat-unrecognised': ['二次派遣未认可', 'repeat not recognised'],
};

const WORDS = {
  ranking: ['单位排名', 'Ranking of the units'],
  municipal: ['市属单位，单独排名', 'Municipal units, ranked apart'],
  rank: ['名次', 'Rank'],
  unit: ['责任单位', 'Unit'],
  score: ['得分', 'Score'],
  due: ['应解决', 'Due'],
  resolved: ['解决', 'Resolved'],
  timely: ['及时', 'In time'],
  moved: ['升降', 'Places'],
  filed: ['立案', 'Filed'],
  rate: ['解决率', 'Resolved %'],
  timelyRate: ['及时率', 'In time %'],
  goal: ['目标', 'goal'],
  best: ['最好', 'Best'],
  worst: ['最差', 'Worst'],
  trend: ['解决率与及时率走势', 'Resolved and in time, period by period'],
  clauses: ['扣分构成（件）', 'What costs points (cases)'],
  subdistricts: ['分街道', 'By subdistrict'],
  communities: ['分社区', 'By community'],
  categories: ['案卷最多的小类', 'Categories with most cases'],
  hotSpots: ['热点单元网格', 'Hot spots by unit grid'],
  cell: ['单元网格', 'Unit grid'],
  area: ['区域', 'Area'],
  category: ['小类', 'Category'],
  listed: ['入选单位', 'Listed'],
  tooFew: ['应解决数不足，不参加', 'Below the minimum volume'],
  minimum: ['应解决数至少 {n} 件，取前 {m} 名', 'at least {n} due cases, places 1 to {m}'],
  formal: ['正式', 'formal'],
  trial: ['试行', 'trial'],
  draft: ['草稿', 'draft'],
  published: ['公布于 {at}', 'published {at}'],
  versions: ['政策 v{p}，日历 v{c}，日志第 {l} 条', 'policy v{p}, calendar v{c}, log entry {l}'],
  live: ['政策 v{p}，日历 v{c}', 'policy v{p}, calendar v{c}'],
  sums: [
    '应解决 {n} 件，解决 {r} 件，及时 {t} 件；解决率 {rate}，目标 {goal}',
    '{n} due, {r} resolved, {t} in time; {rate} resolved, goal {goal}',
  ],
  before: ['上期解决率 {rate}', 'period before: {rate} resolved'],
  nothing: ['本期没有应解决案卷。', 'Nothing was due in this period.'],
} as const satisfies Record<string, Both>;

const at = (lang: Lang) => (lang === 'zh' ? 0 : 1);

/** A word of a paper, with what stands in its braces. */
export function word(
  name: keyof typeof WORDS,
  lang: Lang,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return WORDS[name][at(lang)].replace(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? ''));
}

export function titleOf(kind: ReportKind, lang: Lang): string {
  return TITLES[kind][at(lang)];
}

export function blockTitle(block: string, lang: Lang): string {
  return (Object.hasOwn(BLOCKS, block) ? BLOCKS[block] : undefined)?.[at(lang)] ?? block;
}

export function clauseWord(clause: string, lang: Lang): string {
  const table: Readonly<Record<string, Both>> = CLAUSES;
  return (Object.hasOwn(table, clause) ? table[clause] : undefined)?.[at(lang)] ?? clause;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** `2026-10`, `2026-Q4`, `2026` in words. */
export function periodWord(name: string, lang: Lang): string {
  const [year, part] = name.split('-');
  if (part === undefined) return lang === 'zh' ? `${year} 年` : String(year);
  if (part.startsWith('Q')) return lang === 'zh' ? `${year} 年第 ${part.slice(1)} 季度` : `${part} ${year}`;
  return lang === 'zh' ? `${year} 年 ${Number(part)} 月` : `${MONTHS[Number(part) - 1] ?? part} ${year}`;
}

/** A share with two decimals, half up; a dash where nothing was due. */
export function rateText(part: number, whole: number): string {
  return whole === 0 ? '–' : `${(Math.floor((part / whole) * 10_000 + 0.5) / 100).toFixed(2)} %`;
}
