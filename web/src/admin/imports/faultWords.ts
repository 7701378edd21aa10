import type { Lang } from '../../parts/i18n.ts';

type Saying = readonly [RegExp, string];

const SYSTEMS: readonly Saying[] = [
  [/\(--crs gcj02, bd09\)/g, '(GCJ-02, BD-09)'],
  [/--crs gcj02/g, 'GCJ-02'],
  [/--crs bd09/g, 'BD-09'],
  [/--encoding gb18030/g, 'GB 18030'],
  [/ Name them with --kind [\w|]+\. Nothing was changed\./g, ' Choose the kind of area and check again.'],
  [
    / Name it with --category, e\.g\. \S+, or its column with --column category=NAME\. Nothing was changed\./g,
    ' Choose the category, or name its column, and check again.',
  ],
];

/** The server's words of a fault, sentence by sentence; what is not here stays as it was said. */
const ZH: readonly Saying[] = [
  [
    /Which areas does (.+) hold\? Choose the kind of area and check again\./g,
    '$1 是哪一级区域？请选定后重新检查。',
  ],
  [
    /Which category are the components of (.+)\? Choose the category, or name its column, and check again\./g,
    '$1 是哪一类部件？请选定类别或指明类别所在的列，再重新检查。',
  ],
  [/has no code/g, '没有编码'],
  [/has the same code as row (\d+)/g, '编码与第 $1 行相同'],
  [/has no geometry/g, '没有图形'],
  [/has a geometry that cannot be read: /g, '图形无法读取：'],
  [/has an empty geometry/g, '图形为空'],
  [/is a (\w+), expected a point/g, '图形是 $1，应为点'],
  [/is a (\w+), expected a polygon/g, '图形是 $1，应为面'],
  [/lies outside longitude and latitude/g, '超出经纬度范围'],
  [/: they look swapped/g, '：经度和纬度像是颠倒了'],
  [/: longitude and latitude look swapped/g, '：经度和纬度像是颠倒了'],
  [/is broken: /g, '图形有错：'],
  [/lies (\d+) km from the city/g, '距城市 $1 公里'],
  [
    /lies outside the city; was another coordinate system meant \(GCJ-02, BD-09\)\?/g,
    '在城市以外；是否应选另一个坐标系（GCJ-02、BD-09）？',
  ],
  [/ \((\d+) m off\)/g, '（偏出 $1 米）'],
  [/; read with (\S+) it lies inside/g, '；按 $1 读则在城内'],
  [/names no category/g, '没有类别'],
  [/names major category (.+?), which the city does not have/g, '本市没有大类 $1'],
  [/names category (.*?), which the city does not have/g, '本市没有类别 $1'],
  [/has the code of a component of another category \((.+?)\)/g, '与另一类别的部件（$1）编码相同'],
  [/names maintainer (.+?), which is no unit of the city/g, '养护单位“$1”不是本市的责任单位'],
  [/names custodian (.+?), which is no unit of the city/g, '代管单位“$1”不是本市的责任单位'],
  [/is in custody without an end: custody_until is missing/g, '有代管单位但没有代管期限'],
  [/has the code of an area of another kind \((\w+)\)/g, '与另一级区域（$1）编码相同'],
  [/names parent (.+?), which is no area of the city/g, '本市没有上级区域 $1'],
  [/names unit (.+?), which the city does not have/g, '本市没有责任单位“$1”'],
  [/names area (.+?), which the city does not have/g, '本市没有区域 $1'],
  [/names beat (.+?), which the city does not have/g, '本市没有责任网格 $1'],
  [/names company (.+?), which the city does not have/g, '本市没有采集公司“$1”'],
  [/names an area that the city does not have: /g, '本市没有其中的区域：'],
  [/gives category (.+?) another name than row (\d+)/g, '类别 $1 的名称与第 $2 行不同'],
  [/gives cases to (.+?), which is never responsible/g, '“$1”从不负责处置，不能派给它'],
  [
    /is your own account: nobody disables themselves or changes their own role/g,
    '是你自己的账号：不能停用自己，也不能改自己的岗位',
  ],
  [/is missing: a \S+ works for one/g, '缺失：该岗位须属于一个单位'],
  [/is missing: the category or major code/g, '缺失：须有小类或大类代码'],
  [/is for a minor or major category only/g, '只用于小类或大类'],
  [/is missing/g, '缺失'],
  [/is "(.*?)", expected /g, '是“$1”，应为 '],
  [/is no number/g, '不是数字'],
  [/is not above 0/g, '须大于 0'],
  [/is no date like (\S+)/g, '不是 $1 这样的日期'],
  [/is no date of the calendar/g, '日历上没有这一天'],
  [/is before valid_from/g, '早于生效日期'],
  [/has signs that a login cannot have/g, '含有用户名不能用的字符'],
  [/cannot be read: /g, '无法读取：'],
  [/is not in UTF-8; was GB 18030 meant\?/g, '不是 UTF-8 编码；是否应选 GB 18030？'],
  [/breaks off or is not JSON: /g, '中断或不是 JSON：'],
  [
    /and all others have coordinates in (\S+); save the file in longitude and latitude \(EPSG:4326\)/g,
    '及其余各行的坐标是 $1；请另存为经纬度（EPSG:4326）',
  ],
  [/; /g, '；'],
];

/** What is wrong with a row, in the language of the page. */
export function faultText(why: string, lang: Lang): string {
  const rules = lang === 'zh' ? [...SYSTEMS, ...ZH] : SYSTEMS;
  return rules.reduce((text, [pattern, words]) => text.replace(pattern, words), why);
}
