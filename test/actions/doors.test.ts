import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CASE_COMMANDS } from '../../core/contract/api/caseCommands.ts';
import type { Right } from '../../core/contract/api/endpointRow.ts';
import { ENDPOINTS, type EndpointName } from '../../core/contract/api/endpoints.ts';
import { ROLES, type Role } from '../../core/rules/case/people.ts';
import { COMMANDS } from '../../core/rules/case/table.ts';
import type { Client } from '../client.ts';
import { type Deeds, openDeeds } from '../deeds.ts';
import { addPerson, type Door, openDoor, sessionOf, wallScreenOf } from '../door.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { findSpots, MANHOLE, type Spot } from '../spots.ts';

type Who = Role | 'stranger' | 'screen';
const WHO: readonly Who[] = [...ROLES, 'stranger', 'screen'];
const NOBODYS = '018f0000-0000-7000-8000-000000000000';
const HASH = '0'.repeat(64);

let house: TestHouse;
let door: Door;
let deeds: Deeds;
let caseId: string;
let spot: Spot;
const logins = new Map<Role, string>();
const headers = new Map<Who, Record<string, string>>();

beforeAll(async () => {
  house = await openTestHouse();
  door = await openDoor(house);
  deeds = openDeeds(house);
  [spot] = (await findSpots(house.owner)) as [Spot];
  caseId = await deeds.handled(spot);
  for (const role of ROLES)
    logins.set(
      role,
      (await addPerson(house.owner, role, { unit: 'commerce', areas: ['nowhere'], beat: 'nowhere' })).login,
    );
  headers.set('stranger', { origin: door.base });
  headers.set('screen', asHeaders(await wallScreenOf(house.owner, door.base)));
  await signAllIn();
});
afterAll(async () => {
  await door?.close();
  await house?.close();
});

async function signAllIn(): Promise<void> {
  for (const [role, login] of logins)
    headers.set(role, asHeaders(await sessionOf(house.owner, door.base, login)));
}

/** Who may, read from the right by hand: this is not the function that the server asks. */
function mayUse(right: Right, who: Who): boolean {
  const centre: readonly Who[] = [
    'acceptance-officer',
    'dispatcher',
    'supervision-officer',
    'shift-lead',
    'evaluator',
    'leader',
    'leading-office',
  ];
  if (right === 'public') return true;
  if (who === 'stranger') return false;
  if (right === 'wall') return true;
  if (right === 'screen') return who === 'screen' || centre.includes(who);
  if (who === 'screen') return false;
  return right === 'person' ? who !== 'machine' : right.includes(who);
}

/** Query strings and paths with which an endpoint has something to answer; bodies stay empty, so that nothing is done. */
const ASKED: Partial<Record<EndpointName, string>> = {
  caseDetail: '',
  componentsNear: '?lon=103.78&lat=36.06',
  place: '?lon=103.78&lat=36.06',
  duplicates: `?lon=103.78&lat=36.06&categoryKey=${MANHOLE}`,
  scoreItems: '?period=1&unit=water',
};

describe.each(Object.keys(ENDPOINTS) as EndpointName[])('%s', (name) => {
  const { method, path, right } = ENDPOINTS[name];
  test('answers the roles of its row and refuses all others', async () => {
    const url = `${door.base}${path.replace(':id', caseId).replace(':hash', HASH).replace(':key', NOBODYS)}${ASKED[name] ?? ''}`;
    const answers = await Promise.all(
      WHO.map(async (who) => {
        const response = await fetch(url, {
          method,
          headers: {
            ...headers.get(who),
            ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
          },
          ...(method === 'POST' ? { body: '{}' } : {}),
        });
        return [who, verdict(response.status)] as const;
      }),
    );
    if (name === 'logout') await signAllIn();
    expect(answers).toEqual(
      WHO.map((who) => [who, mayUse(right, who) ? 'open' : who === 'stranger' ? 401 : 403]),
    );
  });

  test('has no other method, whatever a header says', async () => {
    const url = `${door.base}${path.replace(':id', caseId).replace(':hash', HASH).replace(':key', NOBODYS)}`;
    for (const other of ['PUT', 'PATCH', 'DELETE']) {
      const response = await fetch(url, { method: other, headers: headers.get('shift-lead')!, body: '{}' });
      expect([other, response.status]).toEqual([other, 404]);
    }
    if (
      method === 'POST' &&
      !Object.values(ENDPOINTS).some((row) => row.method === 'GET' && row.path === path)
    ) {
      const overridden = await fetch(url, {
        headers: { ...headers.get('shift-lead'), 'x-http-method-override': 'POST' },
      });
      expect(overridden.status).toBe(404);
    }
  });
});

test('every command of a case answers the roles of its row and refuses all others', async () => {
  const wrong: string[] = [];
  for (const command of CASE_COMMANDS) {
    const statuses = await Promise.all(
      WHO.map(async (who) => {
        const response = await fetch(`${door.base}/api/cases/${NOBODYS}/${command}`, {
          method: 'POST',
          headers: { ...headers.get(who), 'content-type': 'application/json' },
          body: '{}',
        });
        return verdict(response.status);
      }),
    );
    for (const [i, who] of WHO.entries()) {
      const may = who !== 'stranger' && who !== 'screen' && COMMANDS[command].by.includes(who);
      const expected = may ? 'open' : who === 'stranger' ? 401 : 403;
      if (statuses[i] !== expected) wrong.push(`${command} by ${who}: ${statuses[i]}, not ${expected}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('commands of the machine have no door', async () => {
  for (const command of [
    'raise-emergency',
    'turn-light',
    'recompute-deadline',
    'blank',
    'step-case',
    'score-case',
    'constructor',
    '__proto__',
  ]) {
    const response = await fetch(`${door.base}/api/cases/${caseId}/${command}`, {
      method: 'POST',
      headers: { ...headers.get('machine'), 'content-type': 'application/json' },
      body: '{}',
    });
    expect([command, response.status]).toEqual([command, 404]);
  }
});

describe('other sites', () => {
  const changing = [
    ...(Object.keys(ENDPOINTS) as EndpointName[])
      .filter((name) => ENDPOINTS[name].method === 'POST')
      .map((name) => ENDPOINTS[name].path),
    ...CASE_COMMANDS.map((command) => `/api/cases/:id/${command}`),
  ].map((path) => path.replace(':id', NOBODYS).replace(':hash', HASH));
  const noToken = [
    '/api/login',
    '/api/wall/exchange',
    '/api/track',
    '/api/track/note',
    '/api/track/rate',
    '/api/public/reports',
    '/api/public/photos',
  ];

  /** Somebody whom the row lets in, so that only the guard can refuse. */
  const someone = (path: string): Record<string, string> => {
    const command = /^\/api\/cases\/[^/]+\/([a-z-]+)$/.exec(path)?.[1];
    if (command)
      return headers.get(
        COMMANDS[command as (typeof CASE_COMMANDS)[number]].by.find((role) => role !== 'machine')!,
      )!;
    const row = Object.values(ENDPOINTS).find(
      (one) => one.method === 'POST' && one.path.replace(':hash', HASH) === path,
    )!;
    return headers.get(typeof row.right === 'string' ? 'shift-lead' : (row.right[0] as Role))!;
  };
  const send = (path: string, more: Record<string, string>, body: string | FormData, without?: string) => {
    const all: Record<string, string> = { ...someone(path), ...more };
    if (without) delete all[without];
    return fetch(`${door.base}${path}`, { method: 'POST', headers: all, body });
  };
  const json = { 'content-type': 'application/json' };

  test('a changing request without the session’s token, or with another one, is refused', async () => {
    for (const path of changing.filter((one) => !noToken.includes(one))) {
      for (const response of [
        await send(path, json, '{}', 'x-csrf'),
        await send(path, { ...json, 'x-csrf': 'a'.repeat(24) }, '{}'),
      ])
        expect([path, response.status, (await response.json()).error.clause]).toEqual([path, 403, 'csrf']);
    }
  });

  test('a changing request from another origin is refused, with the right token too', async () => {
    for (const path of changing)
      for (const origin of ['https://evil.example', 'null', door.base.replace('127.0.0.1', '127.0.0.2')]) {
        const response = await send(path, { ...json, origin }, '{}');
        expect([path, origin, response.status, (await response.json()).error.code]).toEqual([
          path,
          origin,
          403,
          'forbidden',
        ]);
      }
  });

  test('what a plain form can send is refused: form fields, text, nothing', async () => {
    for (const path of changing)
      for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'text/plain;application/json']) {
        const response = await send(path, { 'content-type': type }, '{"text":"x"}');
        expect([path, type, response.status]).toEqual([path, type, 400]);
      }
  });

  test('nobody but the deed itself has changed the case', async () => {
    expect((await deeds.state(caseId)).version).toBe(3);
  });
});

test('unknown addresses are no pages and no secrets', async () => {
  for (const path of [
    '/api/admin',
    '/api/cases/../../etc/passwd',
    '/api/debug',
    '/queues',
    '/.git/config',
    '/api/%2e%2e/%2e%2e/etc/passwd',
  ]) {
    const response = await fetch(`${door.base}${path}`, { headers: headers.get('administrator')! });
    expect([path, response.status]).toEqual([path, 404]);
    expect((await response.json()).error.code).toBe('not-found');
  }
});

function verdict(status: number): number | 'open' {
  return status === 401 || status === 403 ? status : 'open';
}

function asHeaders({ cookie, csrf, base }: Client): Record<string, string> {
  return { cookie, 'x-csrf': csrf, origin: base };
}
