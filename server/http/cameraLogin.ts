import { createHash, randomBytes } from 'node:crypto';

export interface CameraLogin {
  readonly user: string;
  readonly password: string;
}

interface Asked {
  readonly method: string;
  /** Path and query as they stand in the request. */
  readonly uri: string;
}

/**
 * The answer to a camera's `WWW-Authenticate`: digest (RFC 7616, MD5 or SHA-256) where it is offered, so that
 * the password does not go over the line, else basic; null: it asks for something else.
 */
export function authorizationFor(
  challenge: string,
  { user, password }: CameraLogin,
  asked: Asked,
  cnonce = randomBytes(12).toString('hex'),
): string | null {
  const digest = /\bdigest\s+(.*)/is.exec(challenge)?.[1];
  const answer = digest && answerDigest(paramsOf(digest), { user, password }, asked, cnonce);
  if (answer) return answer;
  if (!/\bbasic\b/i.test(challenge)) return null;
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function answerDigest(
  given: ReadonlyMap<string, string>,
  { user, password }: CameraLogin,
  { method, uri }: Asked,
  cnonce: string,
): string | null {
  const [realm, nonce] = [given.get('realm') ?? '', given.get('nonce')];
  const algorithm = given.get('algorithm') ?? 'MD5';
  const name = { MD5: 'md5', 'SHA-256': 'sha256' }[algorithm.toUpperCase()];
  const offered = given.get('qop');
  const qop = offered?.split(',').some((one) => one.trim() === 'auth') ? 'auth' : null;
  if (!nonce || !name || (offered !== undefined && !qop) || /["\\]/.test(user)) return null;
  const hash = (text: string) => createHash(name).update(text).digest('hex');
  const nc = '00000001';
  const who = hash(`${user}:${realm}:${password}`);
  const what = hash(`${method}:${uri}`);
  const response = hash(qop ? `${who}:${nonce}:${nc}:${cnonce}:${qop}:${what}` : `${who}:${nonce}:${what}`);
  const opaque = given.get('opaque');
  return [
    `Digest username="${user}"`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${uri}"`,
    `algorithm=${algorithm}`,
    `response="${response}"`,
    ...(qop ? [`qop=${qop}`, `nc=${nc}`, `cnonce="${cnonce}"`] : []),
    ...(opaque === undefined ? [] : [`opaque="${opaque}"`]),
  ].join(', ');
}

/** The first of each name counts: a further challenge may follow in the same line. */
function paramsOf(challenge: string): Map<string, string> {
  const params = new Map<string, string>();
  for (const [, name, quoted, bare] of challenge.matchAll(/([a-z]+)=(?:"([^"]*)"|([^\s,]+))/gi)) {
    const key = String(name).toLowerCase();
    if (!params.has(key)) params.set(key, quoted ?? bare ?? '');
  }
  return params;
}
