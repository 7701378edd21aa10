import { randomBytes } from 'node:crypto';
import { hash as hashPassword, verify } from '@node-rs/argon2';
import type { RequestHandler } from 'express';
import multer from 'multer';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { createApiKey } from '../../actions/admin/apiKeys.ts';
import { firstPasswords } from '../../actions/admin/importJobs.ts';
import { createPerson, resetPassword } from '../../actions/admin/savePerson.ts';
import { createWallKey } from '../../actions/admin/wallKeys.ts';
import { type Deed, run } from '../../actions/run.ts';
import { IMPORT_PART_BYTES } from '../../core/contract/api/adminImports.ts';
import type { EndpointName, EndpointParsed } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { instant } from '../../db/pool.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import { closeSession, openSession, setOwnPassword, userByLogin } from '../../db/queries/users.ts';
import { exchangeWallKey } from '../../db/queries/wallKeys.ts';
import { checkImport, dropImport, importPart, startImport, takeImport } from './admin/importJobs.ts';
import { blurPhoto } from './blurPhoto.ts';
import { fetchFrame, keepCamera, markFrame } from './cameras.ts';
import { lookAtCase } from './casePages.ts';
import { caseSheet } from './caseSheet.ts';
import { exportCases } from './exportCases.ts';
import { dropExport, exportFile, startExport } from './exportJobs.ts';
import { consent } from './fieldPages.ts';
import { isSecure } from './guard.ts';
import { meOf } from './me.ts';
import { keepSettings, subscribe } from './noticePages.ts';
import { MAX_PART_BYTES, uploadPhotoPart } from './photoParts.ts';
import { MAX_PHOTO_BYTES, servePhoto, storePhoto } from './photos.ts';
import { cover } from './posts.ts';
import { scoreBook } from './reports/book.ts';
import { paperFile } from './reports/files.ts';
import { openData } from './reports/openData.ts';
import { publish } from './reports/pages.ts';
import { residentPhoto, residentReports } from './residents.ts';
import type { Seen } from './seen.ts';
import { actorOf, cookieName, hashOf, newToken, SESSION_HOURS } from './session.ts';
import { track, trackNote, trackRate } from './tracking.ts';
import { serveVoice } from './voice.ts';

interface Special {
  readonly before?: readonly RequestHandler[];
  readonly answer: (seen: Seen, input: never) => Promise<unknown>;
}

const upload = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: MAX_PHOTO_BYTES, files: 1, fields: 4, fieldSize: 1_000 },
});

const uploadPart = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: MAX_PART_BYTES, files: 1, fields: 4, fieldSize: 1_000 },
});

const uploadImport = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: IMPORT_PART_BYTES, files: 1, fields: 4, fieldSize: 1_000 },
});

/** An upload that cannot be read, or breaks off, is no fault of the server's. */
function taking(one: RequestHandler): RequestHandler {
  return (request, response, next) =>
    void one(request, response, (error?: unknown) => {
      const cutOff = error instanceof Error && !(error instanceof multer.MulterError);
      next(
        cutOff
          ? new HouseError('bad-input', 'The upload is cut off. Nothing was stored; send it again.')
          : error,
      );
    });
}

/** Endpoints that touch cookies or files, or have no account behind them; all others are deeds or queries. */
export const SPECIAL: Partial<Record<EndpointName, Special>> = {
  login: { answer: login },
  logout: { answer: logout },
  exchangeWallKey: { answer: exchange },
  uploadPhoto: { before: [taking(upload.single('photo'))], answer: storePhoto },
  uploadPhotoPart: { before: [taking(uploadPart.single('part'))], answer: uploadPhotoPart },
  photo: { answer: servePhoto },
  consent: { answer: consent },
  createPerson: { answer: secretOf(createPerson as Deed) },
  resetPassword: { answer: secretOf(resetPassword as Deed) },
  createApiKey: { answer: secretOf(createApiKey as Deed) },
  createWallKey: { answer: secretOf(createWallKey as Deed) },
  startImport: { answer: startImport },
  importPart: { before: [taking(uploadImport.single('part'))], answer: importPart },
  checkImport: { answer: checkImport },
  takeImport: { answer: takeImport },
  dropImport: { answer: dropImport },
  firstPasswords: { answer: secretOf(firstPasswords as Deed) },
  exportCases: { answer: exportCases },
  startExport: { answer: startExport },
  exportFile: { answer: exportFile },
  dropExport: { answer: dropExport },
  caseSheet: { answer: caseSheet },
  caseVoice: { answer: serveVoice },
  paperFile: { answer: paperFile },
  publishPaper: { answer: publish },
  scoreBook: { answer: scoreBook },
  openData: { answer: openData },
  lookAtCase: { answer: lookAtCase },
  blurPhoto: { answer: blurPhoto },
  keepCamera: { answer: keepCamera },
  fetchFrame: { answer: fetchFrame },
  markFrame: { answer: markFrame },
  keepNoticeSettings: { answer: keepSettings },
  subscribePush: { answer: subscribe },
  cover: { answer: cover },
  track: { answer: track },
  trackNote: { answer: trackNote },
  trackRate: { answer: trackRate },
  residentReport: { answer: residentReports },
  residentPhoto: { before: [taking(upload.single('photo'))], answer: residentPhoto },
};

/** Answers that hold a secret: no idempotency key, since kept answers would keep it; not cached anywhere. */
function secretOf(deed: Deed): Special['answer'] {
  return ({ doors, visitor, response }: Seen, input: never) => {
    response.setHeader('Cache-Control', 'no-store');
    return run(doors.house, deed, input, { actor: visitor.actor });
  };
}

// Per account and address together: guessing is slowed, and nobody can lock another person out from elsewhere.
const guesses = new RateLimiterMemory({ points: 8, duration: 60 });
const perAddress = new RateLimiterMemory({ points: 60, duration: 60 });
// Verified when the login is unknown, so that the answer takes as long and says as much.
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$1V8pm2PVnX4YBmHP2wYkfPZ5hjGG9SaNNQXQFgnZjQk';

async function login(seen: Seen, input: EndpointParsed<'login'>) {
  const { doors, request, response } = seen;
  const address = request.ip ?? 'unknown';
  await slowDown(address, input.login);
  const user = await userByLogin(doors.house.pool, input.login);
  const right = await verify(user?.password_hash ?? NOBODY, input.password).catch(() => false);
  if (!user || !right) {
    await writeAudit(doors.house.pool, {
      actor: user?.id ?? 'unknown',
      what: 'login',
      target: null,
      source: address,
      result: 'refused',
    });
    throw new HouseError('not-signed-in', 'Name and password do not fit together.', { clause: 'login' });
  }
  if (user.must_change) await changeFirstPassword(doors, user.id, input);
  await guesses.delete(`${address}|${input.login}`);
  const { token, hash } = newToken();
  const csrf = randomBytes(18).toString('base64url');
  // A new session at each login; the one that the browser held before ends here (no fixation).
  if (seen.visitor.tokenHash) await closeSession(doors.house.pool, seen.visitor.tokenHash);
  await openSession(doors.house.pool, {
    tokenHash: hash,
    userId: user.id,
    csrf,
    expiresAt: Date.now() + SESSION_HOURS * 3_600_000,
  });
  await writeAudit(doors.house.pool, {
    actor: user.id,
    what: 'login',
    target: null,
    source: address,
    result: 'ok',
  });
  const secure = isSecure(request);
  response.cookie(cookieName('session', secure), token, {
    httpOnly: true,
    sameSite: 'lax',
    secure,
    path: '/',
    maxAge: SESSION_HOURS * 3_600_000,
  });
  return meOf(doors, { user, actor: actorOf(user), csrf, tokenHash: hash, covering: null });
}

/** Before anything opens: the first login's password is given up for one of the person's own. */
async function changeFirstPassword(
  { house }: Seen['doors'],
  id: string,
  { password, newPassword }: EndpointParsed<'login'>,
): Promise<void> {
  if (newPassword === undefined || newPassword === password)
    throw new HouseError('refused', 'This password was for the first login. Choose one of your own.', {
      clause: 'login.change',
    });
  await setOwnPassword(house.pool, id, await hashPassword(newPassword));
  await writeAudit(house.pool, {
    actor: id,
    what: 'first-password',
    target: null,
    source: null,
    result: 'ok',
  });
}

async function slowDown(address: string, name: string): Promise<void> {
  try {
    await Promise.all([guesses.consume(`${address}|${name}`), perAddress.consume(address)]);
  } catch (limit) {
    const waitS = Math.ceil(((limit as { msBeforeNext?: number }).msBeforeNext ?? 60_000) / 1000);
    throw new HouseError('too-many', `Too many attempts from here. Try again in ${waitS} seconds.`, {
      retryAfterS: waitS,
    });
  }
}

async function logout({ doors, visitor, request, response }: Seen) {
  if (visitor.tokenHash) await closeSession(doors.house.pool, visitor.tokenHash);
  response.clearCookie(cookieName('session', isSecure(request)), { path: '/', secure: isSecure(request) });
  response.setHeader('Clear-Site-Data', '"cache"');
  return { ok: true };
}

async function exchange({ doors, request, response }: Seen, input: EndpointParsed<'exchangeWallKey'>) {
  await slowDown(request.ip ?? 'unknown', 'wall');
  const { token, hash } = newToken();
  const screen = await exchangeWallKey(doors.house.pool, hashOf(input.key), hash, Date.now());
  if (!screen)
    throw new HouseError(
      'forbidden',
      'This wall key is unknown, used or revoked. Ask the administrator for a new one.',
    );
  await writeAudit(doors.house.pool, {
    actor: `wall:${screen}`,
    what: 'wall-key',
    target: instant(Date.now()),
    source: request.ip ?? null,
    result: 'ok',
  });
  const secure = isSecure(request);
  response.cookie(cookieName('wall', secure), token, {
    httpOnly: true,
    sameSite: 'lax',
    secure,
    path: '/',
    maxAge: 365 * 86_400_000,
  });
  return { ok: true };
}
