import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { HouseError } from '../../core/contract/errors.ts';
import { authorizationFor, type CameraLogin } from './cameraLogin.ts';

const MOST_BYTES = 10 * 1024 * 1024;

export interface Snapshot {
  readonly bytes: Buffer;
  /** The camera's own time: when the picture was made, else its clock; epoch ms. */
  readonly cameraAt: number | null;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/**
 * The plain driver: a GET of a picture at a camera's snapshot address, a second one with the login where the
 * camera asks for it. No redirect is followed, both together have an end in time and size, and nothing of the
 * answer is believed but the picture, which is checked by content.
 * @throws HouseError unavailable; it names neither address nor login
 */
export async function fetchSnapshot(
  address: string,
  { login, withinMs }: { readonly login: CameraLogin | null; readonly withinMs: number },
): Promise<Snapshot> {
  const url = new URL(address);
  const signal = AbortSignal.timeout(withinMs);
  let answer = await get(url, {}, signal);
  const challenge = answer.headers['www-authenticate'];
  if (answer.status === 401 && login && challenge) {
    const asked = { method: 'GET', uri: `${url.pathname}${url.search}` };
    const authorization = authorizationFor(challenge, login, asked);
    if (authorization) answer = await get(url, { authorization }, signal);
  }
  const { status, headers, bytes } = answer;
  if (status === 401)
    throw broken(login ? 'refused its name and password' : 'asks for a name and password', 'login');
  if (status !== 200) throw broken(`answered ${status}`);
  if (!/^image\//i.test(headers['content-type'] ?? '')) throw broken('sent no picture');
  return { bytes, cameraAt: timeOf(headers) };
}

/** Of what is no picture only the head is waited for. */
function get(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Answer> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((done, fail) => {
    const breakOff = (why: string) => {
      fail(signal.aborted ? broken('did not answer in time', 'time') : broken(why));
      request.destroy();
    };
    const request = send(
      url,
      { headers: { accept: 'image/*', ...headers }, agent: false, signal },
      (response) => {
        const head = { status: response.statusCode ?? 0, headers: response.headers };
        if (head.status !== 200) {
          done({ ...head, bytes: Buffer.alloc(0) });
          request.destroy();
          return;
        }
        const parts: Buffer[] = [];
        let size = 0;
        response.on('data', (part: Buffer) => {
          size += part.length;
          if (size <= MOST_BYTES) parts.push(part);
          else breakOff('sent more than 10 MB');
        });
        response.once('end', () =>
          response.complete ? done({ ...head, bytes: Buffer.concat(parts) }) : breakOff('broke off'),
        );
        response.once('error', () => breakOff('broke off'));
      },
    );
    request.once('error', () => breakOff('was not reached'));
    request.end();
  });
}

function broken(why: string, rule: 'answer' | 'login' | 'time' = 'answer'): HouseError {
  return new HouseError('unavailable', `The camera ${why}. Nothing was kept; try again or choose another.`, {
    clause: `07.camera.${rule}`,
    retryAfterS: 5,
  });
}

function timeOf(headers: IncomingHttpHeaders): number | null {
  for (const name of ['last-modified', 'date']) {
    const at = Date.parse(String(headers[name] ?? ''));
    if (Number.isFinite(at) && at >= 0) return at;
  }
  return null;
}
