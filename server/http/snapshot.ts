import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { HouseError } from '../../core/contract/errors.ts';

const WITHIN_MS = 6_000;
const MOST_BYTES = 10 * 1024 * 1024;

export interface Snapshot {
  readonly bytes: Buffer;
  /** The camera's own time: when the picture was made, else its clock; epoch ms. */
  readonly cameraAt: number | null;
}

/**
 * The plain driver: one GET of a picture at a camera's snapshot address. No redirect is followed, the answer
 * has an end in time and size, and nothing of it is believed but the picture, which is checked by content.
 * @throws HouseError unavailable
 */
export function fetchSnapshot(address: string): Promise<Snapshot> {
  const url = new URL(address);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((done, fail) => {
    const broken = (why: string) =>
      fail(
        new HouseError('unavailable', `The camera ${why}. Nothing was kept; try again or choose another.`, {
          clause: '07.camera.answer',
          retryAfterS: 5,
        }),
      );
    const request = send(url, { headers: { accept: 'image/*' }, agent: false }, (response) => {
      const type = response.headers['content-type'] ?? '';
      const ok = response.statusCode === 200 && /^image\//i.test(type);
      if (!ok) {
        broken(response.statusCode === 200 ? 'sent no picture' : `answered ${response.statusCode}`);
        request.destroy();
        return;
      }
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size <= MOST_BYTES) parts.push(part);
        else {
          broken('sent more than 10 MB');
          request.destroy();
        }
      });
      response.once('end', () => {
        if (!response.complete) return broken('broke off');
        done({ bytes: Buffer.concat(parts), cameraAt: timeOf(response.headers) });
      });
      response.once('error', () => broken('broke off'));
    });
    const end = setTimeout(() => {
      broken('did not answer in time');
      request.destroy();
    }, WITHIN_MS);
    request.once('close', () => clearTimeout(end));
    request.once('error', () => broken('was not reached'));
    request.end();
  });
}

function timeOf(headers: NodeJS.Dict<string | string[]>): number | null {
  for (const name of ['last-modified', 'date']) {
    const at = Date.parse(String(headers[name] ?? ''));
    if (Number.isFinite(at) && at >= 0) return at;
  }
  return null;
}
