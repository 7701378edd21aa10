import { pinyin } from 'pinyin-pro';
import { z } from 'zod';
import type { ImportName } from '../../core/contract/api/adminImports.ts';
import { ACCOUNT_ROLES } from '../../core/contract/api/adminPeople.ts';

export interface ImportKind {
  readonly shape: 'point' | 'polygon' | null;
  /** Fields, with the names that they go by in files (lower case). */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** Makes a row of the texts of a file; what it refuses is the row's fault. */
  readonly row: z.ZodType<Readonly<Record<string, unknown>>>;
  /** What tells rows apart. */
  readonly key: (row: Readonly<Record<string, unknown>>) => string | null;
}

const CODES = [
  'code',
  'bm',
  '编码',
  '编号',
  'assetid',
  'poleid',
  'hydrant_id',
  'geoid20',
  'geoid',
  'n_hood',
  'globalid',
  'id',
  'objectid',
  'feature id',
];
const NAMES = ['zh', 'name', 'mc', '名称', 'name20', 'location', 'intersection'];
const OWNERS = ['owner', 'owner_unit', 'hydrant_owner', 'ownership', 'jurisdiction', '权属单位'];

const text = z.string().max(2_000).nullable();
const required = z.string({ error: 'is missing' }).min(1, 'is missing').max(2_000);
const YES = ['1', 'true', 'yes', 'y', 't', '是'];
const NO = ['0', 'false', 'no', 'n', 'f', '否'];
const yesNo = (unset: boolean) =>
  z
    .string()
    .nullable()
    .transform((value, context) => {
      const word = value?.toLowerCase() ?? null;
      if (word === null) return unset;
      if (YES.includes(word)) return true;
      if (NO.includes(word)) return false;
      context.addIssue({ code: 'custom', message: `is "${value}", expected yes or no` });
      return z.NEVER;
    });
const oneOf = <const W extends readonly [string, ...string[]]>(words: W) =>
  z.enum(words, {
    error: ({ input }) => (input == null ? 'is missing' : `is "${input}", expected ${words.join(', ')}`),
  });
const number = z
  .string({ error: 'is missing' })
  .transform(Number)
  .pipe(z.number({ error: 'is no number' }).finite());
const date = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, 'is no date like 2026-11-20')
  .refine((value) => !Number.isNaN(Date.parse(`${value}T00:00:00Z`)), 'is no date of the calendar')
  .nullable();

const UNIT_TYPES = ['bureau', 'utility', 'subdistrict', 'office'] as const;
const LEVELS = ['district', 'municipal', 'private'] as const;
const URGENCIES = ['general', 'emergency', 'special'] as const;
const LIMIT_UNITS = ['urgentHour', 'urgentDay', 'workingHour', 'workingDay'] as const;
const STATUSES = ['intact', 'damaged', 'missing', 'abandoned', 'removed'] as const;
const KIND = oneOf(['component', 'incident']);

const units: ImportKind = {
  shape: null,
  fields: {
    code: CODES,
    zh: NAMES,
    en: ['en', 'name_en', '英文名称'],
    shortZh: ['short_zh', 'short', '简称'],
    shortEn: ['short_en'],
    type: ['type', '类型'],
    level: ['level', '级别'],
    commandDuty: ['command_duty', 'commandduty'],
    neverResponsible: ['never_responsible', 'neverresponsible'],
    closed: ['closed', '停用'],
  },
  row: z
    .object({
      code: text,
      zh: required,
      en: text,
      shortZh: text,
      shortEn: text,
      type: oneOf(UNIT_TYPES),
      level: oneOf(LEVELS),
      commandDuty: yesNo(false),
      neverResponsible: yesNo(false),
      closed: yesNo(false),
    })
    .transform((row) => ({
      ...row,
      en: row.en ?? row.zh,
      shortZh: row.shortZh ?? row.zh.slice(0, 6),
      shortEn: row.shortEn ?? (row.en ?? row.zh).slice(0, 18),
    })),
  key: ({ code }) => code as string | null,
};

const categories: ImportKind = {
  shape: null,
  fields: {
    code: CODES,
    scheme: ['scheme'],
    kind: ['kind', '类别'],
    majorCode: ['major_code', '大类代码'],
    majorZh: ['major_zh', 'major', '大类名称', '大类'],
    majorEn: ['major_en'],
    zh: [...NAMES, '小类名称', '小类'],
    en: ['en', 'name_en'],
    shortZh: ['short_zh'],
    shortEn: ['short_en'],
    territorial: ['territorial', '属地'],
    open: ['open_to_residents', 'open'],
    n: ['n', 'condition_n', 'condition_no'],
    conditionZh: ['condition_zh', 'condition', '立案条件'],
    conditionEn: ['condition_en'],
    urgency: ['urgency'],
    limit: ['limit', 'limit_value', '处置时限'],
    limitUnit: ['limit_unit', 'unit', '时限单位'],
    photo: ['photo_required', 'photo'],
    closingZh: ['closing_zh', 'closing', '结案条件'],
    closingEn: ['closing_en'],
    area: ['area', 'area_code'],
  },
  row: z
    .object({
      code: text,
      scheme: text,
      kind: KIND,
      majorCode: text,
      majorZh: required,
      majorEn: text,
      zh: required,
      en: text,
      shortZh: text,
      shortEn: text,
      territorial: yesNo(false),
      open: yesNo(false),
      n: number.pipe(z.number().int().min(1).max(99)).nullable(),
      conditionZh: text,
      conditionEn: text,
      urgency: oneOf(URGENCIES).nullable(),
      limit: number.pipe(z.number().positive('is not above 0').max(10_000)).nullable(),
      limitUnit: oneOf(LIMIT_UNITS).nullable(),
      photo: yesNo(true),
      closingZh: text,
      closingEn: text,
      area: text,
    })
    .superRefine((row, context) => {
      if (row.conditionZh === null) return;
      for (const field of ['n', 'limit', 'limitUnit', 'closingZh'] as const)
        if (row[field] === null) context.addIssue({ code: 'custom', path: [field], message: 'is missing' });
    })
    .transform((row) => ({
      ...row,
      majorCode: row.majorCode ?? row.code?.slice(0, 2) ?? null,
      majorEn: row.majorEn ?? row.majorZh,
      en: row.en ?? row.zh,
      shortZh: row.shortZh ?? row.zh.slice(0, 6),
      shortEn: row.shortEn ?? (row.en ?? row.zh).slice(0, 22),
      pinyin: pinyin(row.zh, { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase(),
      urgency: row.urgency ?? 'general',
      conditionEn: row.conditionEn ?? row.conditionZh,
      closingEn: row.closingEn ?? row.closingZh,
    })),
  key: ({ code, scheme, kind, n, area }) =>
    code === null ? null : [scheme ?? '', kind, code, n ?? 0, area ?? ''].join('/'),
};

const rules: ImportKind = {
  shape: null,
  fields: {
    kind: ['kind', '类别'],
    level: ['level'],
    scheme: ['scheme'],
    code: ['code', 'category', 'category_code', '编码'],
    area: ['area', 'area_code', '区域'],
    unit: ['unit', 'unit_code', '责任单位'],
    order: ['order', 'rule_order'],
    from: ['valid_from', 'from'],
    to: ['valid_to', 'to'],
    source: ['source', '依据'],
  },
  row: z
    .object({
      kind: KIND,
      level: oneOf(['minor', 'major', 'class']),
      scheme: text,
      code: text,
      area: text,
      unit: required,
      order: number.pipe(z.number().int()).nullable(),
      from: date,
      to: date,
      source: text,
    })
    .superRefine((row, context) => {
      const message =
        row.level === 'class'
          ? 'is for a minor or major category only'
          : 'is missing: the category or major code';
      if ((row.level === 'class') !== (row.code === null))
        context.addIssue({ code: 'custom', path: ['code'], message });
      if (row.from !== null && row.to !== null && row.from > row.to)
        context.addIssue({ code: 'custom', path: ['to'], message: 'is before valid_from' });
    }),
  key: ({ kind, level, scheme, code, area, unit }) =>
    [kind, level, scheme ?? '', code ?? '', area ?? '', unit].join('/'),
};

const users: ImportKind = {
  shape: null,
  fields: {
    code: ['login', 'account', '账号'],
    name: ['name', '姓名'],
    role: ['role', '角色'],
    unit: ['unit', 'unit_code', '单位'],
    areas: ['areas', 'area', '区域'],
    beat: ['beat', 'beat_code', '责任网格'],
    company: ['company', 'company_code', '采集公司'],
    trusted: ['trusted'],
    lang: ['lang', 'language'],
    disabled: ['disabled', '停用'],
  },
  row: z
    .object({
      code: z
        .string()
        .regex(/^[\p{L}\p{N}._@-]{2,60}$/u, 'has signs that a login cannot have')
        .nullable(),
      name: required,
      role: oneOf(ACCOUNT_ROLES as unknown as [string, ...string[]]),
      unit: text,
      areas: text.transform((value) => value?.split(/[;；\s]+/).filter(Boolean) ?? []),
      beat: text,
      company: text,
      trusted: yesNo(false),
      lang: oneOf(['zh', 'en']).nullable(),
      disabled: yesNo(false),
    })
    .superRefine((row, context) => {
      const ofUnit = ['liaison', 'unit-head', 'unit-dispatcher'].includes(row.role);
      if (ofUnit && row.unit === null)
        context.addIssue({
          code: 'custom',
          path: ['unit'],
          message: `is missing: a ${row.role} works for one`,
        });
    }),
  key: ({ code }) => code as string | null,
};

const AREA_FIELDS = {
  code: CODES,
  zh: NAMES,
  en: ['en', 'name_en'],
  parent: ['parent', 'parent_code', '上级编码'],
  unit: ['unit', 'unit_code', '责任单位'],
};
const areas: ImportKind = {
  shape: 'polygon',
  fields: AREA_FIELDS,
  row: z.object({ code: text, zh: text, en: text, parent: text, unit: text }),
  key: ({ code }) => code as string | null,
};

const components: ImportKind = {
  shape: 'point',
  fields: {
    code: CODES,
    category: ['category', 'category_key', 'category_code', '小类代码'],
    zh: NAMES,
    en: ['en', 'name_en'],
    owner: OWNERS,
    maintainer: ['maintainer', 'maintainer_unit', '养护单位'],
    custodian: ['custodian', 'custodian_unit', '代管单位'],
    until: ['custody_until', '代管期限'],
    status: ['component_status', '部件状态'],
  },
  row: z.object({
    code: text,
    category: text,
    zh: text,
    en: text,
    owner: text,
    maintainer: text,
    custodian: text,
    until: date,
    status: oneOf(STATUSES).nullable(),
  }),
  key: ({ code }) => code as string | null,
};

export const KINDS: Readonly<Record<ImportName, ImportKind>> = {
  units,
  categories,
  rules,
  users,
  cells: areas,
  areas,
  components,
};
