import {
  STEP_CODES,
  type StepCode,
  type StepParams,
  UNCERTAIN_REASONS,
  type UncertainReason,
} from './answer.ts';

export type Lang = 'zh' | 'en';

/**
 * One line of an explanation for people, e.g. "01002 sewage manhole cover #…: custodian Public
 * Investment Group until 2027-03-01 (component record)". A code of another version shows as it is.
 */
export function explainText(
  step: { readonly code: string; readonly params: StepParams },
  lang: Lang,
): string {
  return isStepCode(step.code) ? TEXTS[step.code][lang](reader(step.params, lang)) : step.code;
}

/** Why a routing is uncertain, as a sentence without its full stop. */
export function explainReason(reason: string, lang: Lang): string {
  return isReason(reason) ? REASONS[reason][lang] : reason;
}

interface Reader {
  /** The parameter as text; empty when absent. */
  readonly p: (name: string) => string;
  /** The parameter in the language asked for, e.g. `unit` from `unitZh` or `unitEn`. */
  readonly n: (name: string) => string;
  /** The component with its category, e.g. `01002 sewage manhole cover #6201…`. */
  readonly thing: string;
  /** What a rule says, e.g. `rule 12 (minor category 01002, Xihu Subdistrict)`. */
  readonly rule: string;
}

const TEXTS: Record<StepCode, Record<Lang, (r: Reader) => string>> = {
  'component-none': {
    zh: () => '案卷未指明部件',
    en: () => 'the case names no component',
  },
  'component-not-found': {
    zh: (r) => `${r.thing}：部件库中没有该部件`,
    en: (r) => `${r.thing}: not in the component register`,
  },
  'component-custodian': {
    zh: (r) =>
      `${r.thing}：养护单位 ${r.n('unit')}${r.p('until') && `，养护期至 ${r.p('until')}`}（部件档案）`,
    en: (r) =>
      `${r.thing}: custodian ${r.n('unit')}${r.p('until') && ` until ${r.p('until')}`} (component record)`,
  },
  'component-custody-ended': {
    zh: (r) => `${r.thing}：${r.n('unit')} 的养护期已于 ${r.p('until')} 结束`,
    en: (r) => `${r.thing}: custody of ${r.n('unit')} ended on ${r.p('until')}`,
  },
  'component-maintainer': {
    zh: (r) => `${r.thing}：维护单位 ${r.n('unit')}（部件档案）`,
    en: (r) => `${r.thing}: maintainer ${r.n('unit')} (component record)`,
  },
  'component-owner': {
    zh: (r) => `${r.thing}：权属单位 ${r.n('unit')}（部件档案）`,
    en: (r) => `${r.thing}: owner ${r.n('unit')} (component record)`,
  },
  'component-nobody': {
    zh: (r) => `${r.thing}：部件档案没有养护、维护或权属单位`,
    en: (r) => `${r.thing}: the record names no custodian, maintainer or owner`,
  },
  'rules-none': {
    zh: () => '没有针对该类别的规则',
    en: () => 'there is no rule about the category',
  },
  'rule-decides': {
    zh: (r) => `${r.rule}：由 ${r.n('unit')} 负责`,
    en: (r) => `${r.rule}: ${r.n('unit')} is responsible`,
  },
  'rule-agrees': {
    zh: (r) => `${r.rule}：同样由 ${r.n('unit')} 负责`,
    en: (r) => `${r.rule}: ${r.n('unit')} as well`,
  },
  'rule-less-specific': {
    zh: (r) => `${r.rule}：${r.n('unit')}，但有更具体或更优先的规则`,
    en: (r) => `${r.rule}: ${r.n('unit')}, but a more specific or earlier rule goes before it`,
  },
  'rule-disagrees': {
    zh: (r) => `${r.rule}：${r.n('unit')}，与同等具体的规则不一致`,
    en: (r) => `${r.rule}: ${r.n('unit')}, and an equally specific rule disagrees`,
  },
  'rule-border': {
    zh: (r) => `${r.rule}：${r.n('unit')}，在边界另一侧时适用，定位精度不足以排除`,
    en: (r) => `${r.rule}: ${r.n('unit')} on the other side of a border that is within the point's accuracy`,
  },
  'rule-outside': {
    zh: (r) => `${r.rule}：位置不在该区域内`,
    en: (r) => `${r.rule}: the point is outside the area`,
  },
  'rule-not-yet': {
    zh: (r) => `${r.rule}：${r.p('validFrom')} 起才有效`,
    en: (r) => `${r.rule}: valid only from ${r.p('validFrom')}`,
  },
  'rule-expired': {
    zh: (r) => `${r.rule}：有效期至 ${r.p('validTo')}，已过期`,
    en: (r) => `${r.rule}: was valid until ${r.p('validTo')}`,
  },
  'rule-without-area': {
    zh: (r) => `${r.rule}：整类规则必须限定区域，不适用`,
    en: (r) => `${r.rule}: a rule for a whole class needs an area, so it never applies`,
  },
  territory: {
    zh: (r) => `属地管理：${r.n('unit')}`,
    en: (r) => `territorial principle: ${r.n('unit')}`,
  },
  'territory-border': {
    zh: (r) => `属地管理：${r.n('unit')}，但 ${r.p('radiusM')} 米精度范围越过辖区边界`,
    en: (r) =>
      `territorial principle: ${r.n('unit')}, but the ${r.p('radiusM')} m circle of accuracy crosses the border`,
  },
  'territory-not-allowed': {
    zh: (r) => `${r.p('category')} ${r.n('category')} 的标准不适用属地管理`,
    en: (r) =>
      `the standard of ${r.p('category')} ${r.n('category')} does not allow the territorial principle`,
  },
  'territory-unknown': {
    zh: () => '位置不在任何有责任单位的街道内',
    en: () => 'the point lies in no subdistrict that has a unit',
  },
  'unit-unknown': {
    zh: (r) => `单位 ${r.n('unit')} 不存在`,
    en: (r) => `there is no unit ${r.n('unit')}`,
  },
  'unit-closed': {
    zh: (r) => `${r.n('unit')} 已停用`,
    en: (r) => `${r.n('unit')} is closed`,
  },
  'unit-no-liaison': {
    zh: (r) => `${r.n('unit')} 没有联络员`,
    en: (r) => `${r.n('unit')} has no liaison`,
  },
  'unit-never-responsible': {
    zh: (r) => `${r.n('unit')} 不承担处置责任`,
    en: (r) => `${r.n('unit')} is never a responsible unit`,
  },
};

const REASONS: Record<UncertainReason, Record<Lang, string>> = {
  'component-without-owner': {
    zh: '部件没有养护、维护或权属单位，也没有规则',
    en: 'the component has no custodian, maintainer or owner, and no rule names a unit',
  },
  'component-not-found': {
    zh: '部件库中没有该部件，也没有规则',
    en: 'the component is not in the register, and no rule names a unit',
  },
  'no-rule': { zh: '没有规则指明责任单位', en: 'no rule names a unit' },
  'outside-subdistricts': {
    zh: '位置不在任何有责任单位的街道内',
    en: 'the point lies in no subdistrict that has a unit',
  },
  'rules-disagree': {
    zh: '同等具体的规则指向不同单位',
    en: 'equally specific rules name different units',
  },
  border: {
    zh: '位置在边界附近，精度不足以判断属于哪一侧',
    en: 'the point is too close to a border for its accuracy',
  },
  'unit-unknown': { zh: '指明的单位不存在', en: 'the unit named does not exist' },
  'unit-closed': { zh: '责任单位已停用', en: 'the responsible unit is closed' },
  'unit-no-liaison': { zh: '责任单位没有联络员', en: 'the responsible unit has no liaison' },
  'unit-never-responsible': {
    zh: '指明的单位不承担处置责任',
    en: 'the unit named is never a responsible unit',
  },
};

const LEVELS: Record<string, Record<Lang, string>> = {
  minor: { zh: '小类', en: 'minor category' },
  major: { zh: '大类', en: 'major category' },
  class: { zh: '整类', en: 'whole class' },
};

function reader(params: StepParams, lang: Lang): Reader {
  const p = (name: string) => String((Object.hasOwn(params, name) ? params[name] : null) ?? '');
  const n = (name: string) => p(`${name}${lang === 'zh' ? 'Zh' : 'En'}`) || p(name);
  const level = p('level');
  const named = Object.hasOwn(LEVELS, level) ? (LEVELS[level]?.[lang] ?? level) : level;
  const scope = [`${named} ${p('code')}`.trim(), n('area') || p('areaId')].filter((part) => part !== '');
  return {
    p,
    n,
    thing: `${p('category')} ${n('category')} #${p('component')}`,
    rule:
      lang === 'zh'
        ? `规则 ${p('ruleId')}（${scope.join('，')}）`
        : `rule ${p('ruleId')} (${scope.join(', ')})`,
  };
}

function isStepCode(code: string): code is StepCode {
  return (STEP_CODES as readonly string[]).includes(code);
}

function isReason(reason: string): reason is UncertainReason {
  return (UNCERTAIN_REASONS as readonly string[]).includes(reason);
}
