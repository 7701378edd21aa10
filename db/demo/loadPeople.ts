import { createHash, randomBytes, randomInt } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { v7 } from 'uuid';
import type { Role } from '../../core/rules/case/people.ts';
import type { Tx } from '../pool.ts';
import { demoUnits } from './catalogue/catalogue.ts';
import type { City } from './geometry/index.ts';
import { insertRows } from './load.ts';
import { seededId } from './seededId.ts';

export interface DemoAccount {
  readonly name: string;
  readonly role: string;
  readonly password: string;
  /** The page on which this person works. */
  readonly where: string;
}

interface Person {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly unit: string | null;
  readonly areas: readonly string[];
  readonly beat: string | null;
  readonly trusted: boolean;
  /** The collection company that a collector or one of its own people works for. */
  readonly company?: string;
}

const COMPANIES = [
  { code: 'jincheng', zh: '金城信息采集有限公司', en: 'Jincheng Information Collection' },
  { code: 'huanghe', zh: '黄河信息采集有限公司', en: 'Yellow River Information Collection' },
] as const;

const CENTRE: readonly (readonly [login: string, name: string, role: Role, where: string])[] = [
  ['intake', '李静', 'acceptance-officer', '/desk'],
  ['dispatch', '王建国', 'dispatcher', '/desk'],
  ['supervise', '赵敏', 'supervision-officer', '/desk'],
  ['shift', '陈立', 'shift-lead', '/desk'],
  ['office', '孙伟', 'leading-office', '/desk'],
  ['leader', '周明', 'leader', '/wall'],
  ['evaluate', '吴芳', 'evaluator', '/score'],
  ['admin', '郑强', 'administrator', '/admin'],
];
/** Backup posts: a unit's liaison with its head behind, the centre's shift lead and leader on duty. */
const POSTS = `
  INSERT INTO post (code, zh, en, role, unit_code, first_holder, second_holder)
  SELECT 'liaison/' || u.code, u.short_zh || '联络岗', u.short_en || ' liaison', 'liaison', u.code, l.id, h.id
    FROM unit u JOIN app_user l ON l.unit_code = u.code AND l.role = 'liaison' JOIN app_user h ON h.unit_code = u.code AND h.role = 'unit-head'
  UNION ALL
  SELECT p.code, p.zh, p.en, a.role, NULL, a.id, b.id
    FROM (VALUES ('shift-lead', '值班长岗', 'Shift lead', 'shift', 'supervise'), ('leader-on-duty', '带班领导岗', 'Leader on duty', 'leader', 'office'))
      AS p(code, zh, en, first, second) JOIN app_user a ON a.login = p.first JOIN app_user b ON b.login = p.second`;
/** Keys of the demo's people are those of an instant before its past, epoch ms. */
const MADE_AT = Date.UTC(2026, 0, 1);
const SURNAMES = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹';
const GIVEN = [
  '伟',
  '芳',
  '敏',
  '静',
  '丽',
  '强',
  '磊',
  '军',
  '洋',
  '勇',
  '艳',
  '杰',
  '涛',
  '明',
  '超',
  '霞',
  '平',
  '刚',
  '玉兰',
  '建华',
  '晓燕',
  '志强',
];

/** People of the demo with one random password per install; a wall key beside them. */
export async function loadPeople(tx: Tx, city: City, given?: string): Promise<DemoAccount[]> {
  const password = given ?? `qilihe-${randomInt(1000, 9999)}-${randomInt(1000, 9999)}`;
  const passwordHash = await hash(password);
  const people = [...centre(), ...units(city), ...street(city), ...companies()];
  await insertRows(
    tx,
    'collection_company',
    'code text, zh text, en text',
    { code: 'code', zh: 'zh', en: 'en' },
    COMPANIES,
  );
  await insertRows(
    tx,
    'app_user',
    'id uuid, login text, name text, role text, unit text, areas jsonb, beat text, trusted boolean, company text',
    {
      id: 'id',
      login: 'login',
      name: 'name',
      role: 'role',
      unit_code: 'unit',
      beat_code: 'beat',
      company_code: 'company',
      trusted: 'trusted',
      demo: 'true',
      areas: 'ARRAY(SELECT jsonb_array_elements_text(areas))',
      password_hash: `'${passwordHash}'`,
    },
    // The log names people by these keys: the same seed gives the same log.
    people.map((person) => ({ id: seededId(MADE_AT, `${city.seed}/person/${person.login}`), ...person })),
  );
  await tx.query(POSTS);
  const wallKey = randomBytes(24).toString('base64url');
  await tx.query('INSERT INTO wall_key (id, name, key_hash) VALUES ($1, $2, $3)', [
    v7(),
    'Demo wall',
    createHash('sha256').update(wallKey).digest(),
  ]);
  const shown = [
    ...CENTRE.map(([login, , role, where]) => ({ name: login, role, password, where })),
    { name: 'field-1', role: 'collector (trusted)', password, where: '/field' },
    { name: 'field-2', role: 'collector', password, where: '/field' },
    { name: 'water', role: 'liaison', password, where: '/unit' },
    { name: 'city-enforcement', role: 'liaison', password, where: '/unit' },
    { name: 'xihu-street-dispatch', role: 'unit-dispatcher', password, where: '/desk' },
    { name: '(wall screen)', role: 'key, once', password: wallKey, where: `/wall#key=${wallKey}` },
  ];
  return shown;
}

/** The first person of a real city; the secret is printed once and never stored. */
export async function addAdministrator(tx: Tx): Promise<DemoAccount> {
  const password = randomBytes(15).toString('base64url');
  await tx.query(
    `INSERT INTO app_user (id, login, name, role, password_hash, must_change) VALUES ($1, 'admin', 'Administrator', 'administrator', $2, true)`,
    [v7(), await hash(password)],
  );
  return { name: 'admin', role: 'administrator', password, where: '/admin' };
}

function centre(): Person[] {
  return CENTRE.map(([login, name, role]) => ({
    login,
    name,
    role,
    unit: null,
    areas: [],
    beat: null,
    trusted: false,
  }));
}

/** A liaison and a head per unit; a dispatcher of its own where it has command duty. */
function units(city: City): Person[] {
  return demoUnits()
    .filter((unit) => !unit.neverResponsible)
    .flatMap((unit, i) => {
      const area = city.subdistricts.find((subdistrict) => subdistrict.unitCode === unit.code);
      const person = (login: string, role: Role, n: number, areas: string[] = []): Person => ({
        login,
        name: personName(i * 3 + n),
        role,
        unit: unit.code,
        areas,
        beat: null,
        trusted: false,
      });
      return [
        person(unit.code, 'liaison', 0),
        person(`${unit.code}-head`, 'unit-head', 1),
        ...(unit.commandDuty && area
          ? [person(`${unit.code}-dispatch`, 'unit-dispatcher', 2, [area.code])]
          : []),
      ];
    });
}

/** A collector per beat, every second one trusted; a grid head per subdistrict. */
function street(city: City): Person[] {
  const collectors = city.beats.map(
    (beat, i): Person => ({
      login: `field-${i + 1}`,
      name: personName(100 + i),
      role: 'collector',
      unit: null,
      areas: [],
      beat: beat.code,
      trusted: i % 2 === 0,
      company: COMPANIES[companyOf(city, beat.subdistrictCode)]!.code,
    }),
  );
  const heads = city.subdistricts.map(
    (subdistrict, i): Person => ({
      login: `grid-${i + 1}`,
      name: personName(300 + i),
      role: 'grid-head',
      unit: null,
      beat: null,
      trusted: false,
      areas: city.cells
        .filter((cell) => cell.subdistrictCode === subdistrict.code)
        .slice(0, 6)
        .map((cell) => cell.code),
    }),
  );
  return [...collectors, ...heads];
}

/** Each company collects in one half of the subdistricts. */
function companyOf({ subdistricts }: City, subdistrict: string): 0 | 1 {
  return subdistricts.findIndex(({ code }) => code === subdistrict) < subdistricts.length / 2 ? 0 : 1;
}

function companies(): Person[] {
  return COMPANIES.map(({ code }, i) => ({
    login: `company-${i + 1}`,
    name: personName(350 + i),
    role: 'company',
    unit: null,
    areas: [],
    beat: null,
    trusted: false,
    company: code,
  }));
}

function personName(n: number): string {
  return `${SURNAMES[n % SURNAMES.length]}${GIVEN[(n * 7) % GIVEN.length]}`;
}
