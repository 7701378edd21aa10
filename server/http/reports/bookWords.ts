type Both<T> = Readonly<Record<'zh' | 'en', T>>;

const both = (zh: string, en: string): Both<string> => ({ zh, en });
const heads = (zh: string, en: string): Both<readonly string[]> => ({ zh: zh.split(' '), en: en.split(',') });

export const BOOK_SHEETS = {
  ranking: both('排名', 'Ranking'),
  trend: both('趋势', 'Trend'),
  clauses: both('扣分构成', 'Clauses'),
  subdistricts: both('分街道', 'Subdistricts'),
  communities: both('分社区', 'Communities'),
  categories: both('分小类', 'Categories'),
  hotSpots: both('热点网格', 'Hot spots'),
  appeals: both('申诉', 'Appeals'),
  revisions: both('修订', 'Revisions'),
  'figures-unit': both('指标·单位', 'Figures by unit'),
  'figures-category': both('指标·小类', 'Figures by category'),
  'figures-subdistrict': both('指标·街道', 'Figures by subdistrict'),
  'figures-community': both('指标·社区', 'Figures by community'),
  'figures-collector': both('指标·采集员', 'Figures by collector'),
  'figures-company': both('指标·公司', 'Figures by company'),
  'figures-post': both('指标·岗位', 'Figures by post'),
  items: both('案卷', 'Cases'),
} as const;

const AREAS = '立案 应解决 解决 及时 解决率 及时率';
const AREAS_EN = 'Filed,Due,Resolved,In time,Resolved %,In time %';

const FIGURES = heads('代码 名称 指标 分子 分母', 'Code,Name,Figure,Numerator,Denominator');

/** Heads of the workbook's sheets, in the order of their cells. */
export const BOOK_HEADS = {
  ranking: heads(
    '名次 代码 责任单位 级别 得分 应解决 解决 及时 转入 转出 升降 现超时',
    'Rank,Code,Unit,Level,Score,Due,Resolved,In time,Carried in,Moved out,Places,Late now',
  ),
  trend: heads('考核期 应解决 解决 及时 解决率 及时率', 'Period,Due,Resolved,In time,Resolved %,In time %'),
  clauses: heads('条款 件数', 'Clause,Cases'),
  subdistricts: heads(`代码 街道 ${AREAS}`, `Code,Subdistrict,${AREAS_EN}`),
  communities: heads(`代码 社区 ${AREAS}`, `Code,Community,${AREAS_EN}`),
  categories: heads(`代码 小类 ${AREAS}`, `Code,Category,${AREAS_EN}`),
  hotSpots: heads('代码 单元网格 立案', 'Code,Unit grid,Filed'),
  appeals: heads(
    '责任单位 案卷号 状态 申诉 申诉时间 决定理由 决定时间 修订',
    'Unit,Case,State,Appeal,Filed,Reason,Decided,Revision',
  ),
  revisions: heads(
    '修订 时间 责任单位 应解决 解决 及时 得分 摘要',
    'Revision,At,Unit,Due,Resolved,In time,Score,Digest',
  ),
  'figures-unit': FIGURES,
  'figures-category': FIGURES,
  'figures-subdistrict': FIGURES,
  'figures-community': FIGURES,
  'figures-collector': FIGURES,
  'figures-company': FIGURES,
  'figures-post': FIGURES,
  items: heads(
    '责任单位 案卷号 序 小类 街道 应于 用时（分钟） 限时（分钟） 计入 解决 及时 条款',
    'Unit,Case,No.,Category,Subdistrict,Due at,Used (min),Limit (min),Counted,Resolved,In time,Clauses',
  ),
} as const satisfies Record<keyof typeof BOOK_SHEETS, Both<readonly string[]>>;

const WORDS: Readonly<Record<string, Both<string>>> = {
  yes: both('是', 'yes'),
  no: both('否', 'no'),
  counted: both('计入', 'counted'),
  pending: both('未到期', 'not due yet'),
  waiting: both('转入下期：等待核查', 'moved on: waiting for a check'),
  granted: both('转入下期：获批延期或缓办', 'moved on: extension or deferral'),
  excluded: both('申诉后剔除', 'taken out on appeal'),
  'appeal-filed': both('待决定', 'filed'),
  'appeal-granted': both('同意', 'granted'),
  'appeal-refused': both('驳回', 'refused'),
  municipal: both('市属', 'municipal'),
};

/** A word in a cell; an unknown code stands for itself. */
export function bookWord(code: string, lang: 'zh' | 'en'): string {
  return (Object.hasOwn(WORDS, code) ? WORDS[code] : undefined)?.[lang] ?? code;
}
