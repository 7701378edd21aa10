import { createHash, randomUUID } from 'node:crypto';
import type { CommandAnswer, Receipt } from '../core/contract/api/answers.ts';
import type { CaseCommandInput, CaseCommandName } from '../core/contract/api/caseCommands.ts';
import {
  ENDPOINTS,
  type EndpointAnswer,
  type EndpointInput,
  type EndpointName,
} from '../core/contract/api/endpoints.ts';
import type { ErrorBody } from '../core/contract/errors.ts';

/** An answer that is an error of the house. */
export class Refused extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  readonly headers: Headers;
  constructor(status: number, body: ErrorBody, headers: Headers) {
    super(`${status} ${body.error?.code}: ${body.error?.message}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** A person at the public API: real login, cookie, token; nothing behind it. */
export interface Client {
  readonly base: string;
  readonly cookie: string;
  readonly csrf: string;
  readonly call: <E extends EndpointName>(
    name: E,
    input: EndpointInput<E>,
    key?: string,
  ) => Promise<EndpointAnswer[E]>;
  readonly command: <C extends CaseCommandName>(
    id: string,
    name: C,
    body: CaseCommandInput<C>,
    key?: string,
  ) => Promise<CommandAnswer>;
  readonly report: (input: EndpointInput<'report'>) => Promise<Receipt>;
  readonly upload: (photo: Buffer, hash?: string) => Promise<string>;
}

/** A login as the page does it. @throws Refused */
export async function signIn(base: string, login: string, password: string): Promise<Client> {
  const response = await fetch(`${base}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base },
    body: JSON.stringify({ login, password }),
  });
  const body = (await response.json()) as EndpointAnswer['login'] & ErrorBody;
  if (!response.ok) throw new Refused(response.status, body, response.headers);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return client(base, cookie, body.csrf!);
}

/** The API with a session that exists already. */
export function client(base: string, cookie: string, csrf: string): Client {
  const headers = { cookie, 'x-csrf': csrf, origin: base };
  const post = (path: string, body: unknown, key?: string) =>
    answer(
      fetch(`${base}${path}`, {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          ...(key ? { 'idempotency-key': key } : {}),
        },
        body: JSON.stringify(body),
      }),
    );
  const self: Client = {
    base,
    cookie,
    csrf,
    call: (name, input, key) => {
      const { method, path } = ENDPOINTS[name];
      const values = { ...(input as Record<string, unknown>) };
      const filled = path.replace(/:(\w+)/g, (_all, part: string) => {
        const value = String(values[part]);
        delete values[part];
        return encodeURIComponent(value);
      });
      if (method === 'POST') return post(filled, values, key) as never;
      const query = new URLSearchParams(
        Object.entries(values)
          .filter(([, value]) => value !== undefined)
          .map(([k, v]) => [k, String(v)]),
      );
      return answer(fetch(`${base}${filled}?${query}`, { headers })) as never;
    },
    command: (id, name, body, key = randomUUID()) =>
      post(`/api/cases/${id}/${name}`, body, key) as Promise<CommandAnswer>,
    report: (input) => post('/api/cases', input) as Promise<Receipt>,
    upload: async (photo, hash = createHash('sha256').update(photo).digest('hex')) => {
      const form = new FormData();
      form.set('hash', hash);
      form.set('photo', new Blob([new Uint8Array(photo)]), 'photo.jpg');
      await answer(fetch(`${base}/api/photos`, { method: 'POST', headers, body: form }));
      return hash;
    },
  };
  return self;
}

async function answer(sent: Promise<Response>): Promise<unknown> {
  const response = await sent;
  const body = (await response.json()) as ErrorBody;
  if (!response.ok) throw new Refused(response.status, body, response.headers);
  return body;
}
