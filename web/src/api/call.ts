import { v4 as uuid } from 'uuid';
import type { CommandAnswer, Me } from '../../../core/contract/api/answers.ts';
import type { CaseCommandInput, CaseCommandName } from '../../../core/contract/api/caseCommands.ts';
import type { EndpointAnswer, EndpointInput, EndpointName } from '../../../core/contract/api/endpoints.ts';
import { ROUTES } from '../../../core/contract/api/routes.ts';
import { ERROR_STATUS, type ErrorBody, type ErrorCode, HouseError } from '../../../core/contract/errors.ts';
import { learnServerTime } from './serverClock.ts';

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** A deed that is tried again keeps its key: the server gives the first answer again. */
  readonly key?: string;
}

let csrf: string | null = null;

/** Calls an endpoint of the API table. @throws HouseError; `unavailable` when the server was not reached. */
export async function call<E extends EndpointName>(
  endpoint: E,
  input: EndpointInput<E>,
  options: CallOptions = {},
): Promise<EndpointAnswer[E]> {
  const { method, path } = ROUTES[endpoint];
  const answer = await send<EndpointAnswer[E]>(method, path, input as Record<string, unknown>, options);
  if (endpoint === 'me' || endpoint === 'login') csrf = (answer as Me).csrf;
  if (endpoint === 'logout') csrf = null;
  return answer;
}

/** Gives a command of a case; `version` in the body is the one that the person saw. @throws HouseError */
export function command<C extends CaseCommandName>(
  caseId: string,
  name: C,
  body: CaseCommandInput<C>,
  options: CallOptions = {},
): Promise<CommandAnswer> {
  return send('POST', `/api/cases/${encodeURIComponent(caseId)}/${name}`, { ...body }, options);
}

/** Sends a photo; its name is the SHA-256 of its bytes, so sending twice is harmless. @throws HouseError */
export async function uploadPhoto(
  photo: Blob,
  options: CallOptions = {},
): Promise<EndpointAnswer['uploadPhoto']> {
  const hash = await sha256(photo);
  const form = new FormData();
  form.append('hash', hash);
  form.append('photo', photo, 'photo');
  return request('POST', ROUTES.uploadPhoto.path, form, options);
}

/** Sends a photo to a resident's report that will be sent under this key. @throws HouseError */
export async function uploadResidentPhoto(photo: Blob, report: string): Promise<{ readonly hash: string }> {
  const form = new FormData();
  form.append('hash', await sha256(photo));
  form.append('report', report);
  form.append('photo', photo, 'photo');
  return request('POST', ROUTES.residentPhoto.path, form, {});
}

/** Sends a form with a file to a POST endpoint. @throws HouseError */
export function sendForm<E extends EndpointName>(
  endpoint: E,
  params: Record<string, string>,
  form: FormData,
  options: CallOptions = {},
): Promise<EndpointAnswer[E]> {
  const path = ROUTES[endpoint].path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  return request('POST', path, form, options);
}

/** SHA-256 of a blob in lower-case hex. Needs a secure context (HTTPS or localhost). */
export async function sha256(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Address of a stored photo; served only to who may see its case. */
export function photoUrl(hash: string, size: 'full' | 'thumb' = 'full'): string {
  return `/api/photos/${hash}?size=${size}`;
}

/** The address of a case's voice note. */
export function voiceUrl(caseId: string): string {
  return `/api/cases/${caseId}/voice`;
}

/** Any thrown thing as the one error type. */
export function asHouseError(error: unknown): HouseError {
  return error instanceof HouseError ? error : new HouseError('internal', String(error));
}

function send<T>(
  method: 'GET' | 'POST',
  path: string,
  input: Record<string, unknown>,
  options: CallOptions,
): Promise<T> {
  const rest = { ...input };
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(rest[name]);
    delete rest[name];
    return encodeURIComponent(value);
  });
  if (method === 'POST') return request(method, filled, JSON.stringify(rest), options);
  const query = new URLSearchParams(
    Object.entries(rest).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  ).toString();
  return request(method, query ? `${filled}?${query}` : filled, undefined, options);
}

async function request<T>(
  method: string,
  url: string,
  body: string | FormData | undefined,
  { signal, key }: CallOptions,
): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (typeof body === 'string') headers['content-type'] = 'application/json';
  if (method === 'POST') headers['idempotency-key'] = key ?? uuid();
  if (method === 'POST' && csrf !== null) headers['x-csrf'] = csrf;
  const sentAt = Date.now();
  const response = await reach(url, { method, headers, body, signal, credentials: 'same-origin' });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw houseErrorOf(response, answer);
  const serverTime = (answer as { serverTime?: unknown } | null)?.serverTime;
  if (typeof serverTime === 'number') learnServerTime(serverTime, sentAt);
  return answer as T;
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new HouseError('unavailable', 'The server was not reached.');
  }
}

function houseErrorOf(response: Response, answer: unknown): HouseError {
  const error = (answer as Partial<ErrorBody> | null)?.error;
  if (error && Object.hasOwn(ERROR_STATUS, error.code)) {
    const { code, message, ...details } = error;
    return new HouseError(code, message, details);
  }
  return new HouseError(codeOfStatus(response.status), `HTTP ${response.status}`);
}

function codeOfStatus(status: number): ErrorCode {
  const found = Object.entries(ERROR_STATUS).find(([, value]) => value === status);
  if (found) return found[0] as ErrorCode;
  return status >= 502 && status <= 504 ? 'unavailable' : 'internal';
}
