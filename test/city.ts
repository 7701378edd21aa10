import { v7 } from 'uuid';
import type { EndpointInput } from '../core/contract/api/endpoints.ts';
import { type Client, signIn } from './client.ts';
import { openTestHouse, type TestHouse } from './house.ts';
import { type Part, startPart } from './parts.ts';
import type { Spot } from './spots.ts';
import { until } from './until.ts';

/** A whole city at work: database, one server, one process of workers, people who sign in once. */
export interface City {
  readonly house: TestHouse;
  readonly server: Part;
  readonly base: string;
  readonly workers: Part;
  /** The person behind a login; a second call gives the same session. */
  readonly person: (login: string) => Promise<Client>;
  readonly stop: () => Promise<void>;
}

export async function openCity(env: NodeJS.ProcessEnv = {}): Promise<City> {
  const house = await openTestHouse();
  const [server, workers] = await Promise.all([
    startPart(house, 'server', env),
    startPart(house, 'workers', env),
  ]);
  const base = `http://127.0.0.1:${server.port}`;
  return {
    house,
    server,
    base,
    workers,
    person: people(base),
    stop: async () => {
      await Promise.all([server.kill(), workers.kill()]);
      await house.close();
    },
  };
}

/** Logins are slowed down: each person of a test signs in once. */
export function people(base: string): (login: string) => Promise<Client> {
  const known = new Map<string, Promise<Client>>();
  return (login) => {
    const person = known.get(login) ?? signIn(base, login);
    known.set(login, person);
    return person;
  };
}

/** A report at a spot as a phone sends it, with a key of its own. */
export function reportAt(
  spot: Pick<Spot, 'lon' | 'lat'>,
  more: Partial<EndpointInput<'report'>> = {},
): EndpointInput<'report'> & { id: string } {
  return { id: v7(), place: { lon: spot.lon, lat: spot.lat, accuracyM: 5 }, ...more };
}

/** The bells have rung for everything written so far. */
export async function outboxEmpty(house: TestHouse): Promise<void> {
  await until(
    'an empty outbox',
    async () => (await house.owner.query('SELECT FROM outbox LIMIT 1')).rowCount === 0,
  );
}
