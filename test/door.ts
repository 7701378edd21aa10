import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import pino from 'pino';
import { v7 } from 'uuid';
import { configShape } from '../actions/config.ts';
import type { Role } from '../core/rules/case/people.ts';
import type { Pool } from '../db/pool.ts';
import { openQueueDesk } from '../server/health/queueDesk.ts';
import { openApp } from '../server/http/app.ts';
import { openBaseMap } from '../server/http/baseMap.ts';
import { openWallPicture } from '../server/live/wall.ts';
import { type Client, client } from './client.ts';
import type { TestHouse } from './house.ts';
import { portOf } from './lossyLine.ts';

/** The HTTP side of the server within the test's own process, with the test's own clock. */
export interface Door {
  readonly base: string;
  readonly close: () => Promise<void>;
}

export async function openDoor(house: TestHouse, env: Record<string, string> = {}): Promise<Door> {
  const config = configShape.parse({
    DATABASE_URL: house.url,
    REDIS_URL: house.redisUrl,
    DATA_DIR: house.dataDir,
    NODE_ENV: 'test',
    ...env,
  });
  const queues = openQueueDesk({ url: house.redisUrl, prefix: house.prefix });
  const http = createServer(
    openApp({
      house: house.house,
      config,
      log: pino({ level: 'fatal' }),
      wall: openWallPicture(house.house.now),
      baseMap: await openBaseMap(config),
      queues,
    }),
  );
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    base: `http://127.0.0.1:${portOf(http)}`,
    close: async () => {
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
      await queues.close();
    },
  };
}

export interface Person {
  readonly id: string;
  readonly login: string;
  readonly role: Role;
}

/** A person of any role, beside those of the demo city; without a usable password. */
export async function addPerson(
  owner: Pool,
  role: Role,
  own: { unit?: string; areas?: readonly string[]; beat?: string } = {},
): Promise<Person> {
  const person = { id: v7(), login: `${role}-${randomBytes(4).toString('hex')}`, role };
  await owner.query(
    `INSERT INTO app_user (id, login, name, role, unit_code, areas, beat_code, password_hash) VALUES ($1, $2, $2, $3, $4, $5, $6, '-')`,
    [person.id, person.login, role, own.unit ?? null, own.areas ?? [], own.beat ?? null],
  );
  return person;
}

/** A session made behind the login's back: logins are slowed down, and tests have many people. */
export async function sessionOf(owner: Pool, base: string, login: string): Promise<Client> {
  const token = randomBytes(32).toString('base64url');
  const csrf = randomBytes(18).toString('base64url');
  const { rowCount } = await owner.query(
    `INSERT INTO session (token_hash, user_id, csrf, expires_at) SELECT $1, id, $2, now() + interval '1 hour' FROM app_user WHERE login = $3`,
    [createHash('sha256').update(token).digest(), csrf, login],
  );
  if (rowCount !== 1) throw new Error(`There is nobody of the login ${login}`);
  return client(base, `city-session=${token}`, csrf);
}

/** A wall screen whose key has been exchanged for its cookie. */
export async function wallScreenOf(owner: Pool, base: string): Promise<Client> {
  const token = randomBytes(32).toString('base64url');
  await owner.query(
    `INSERT INTO wall_key (id, name, key_hash, cookie_hash, exchanged_at) VALUES ($1, 'test', $2, $3, now())`,
    [v7(), randomBytes(32), createHash('sha256').update(token).digest()],
  );
  return client(base, `city-wall=${token}`, '');
}
