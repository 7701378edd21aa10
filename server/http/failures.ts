import type { ErrorRequestHandler } from 'express';
import multer from 'multer';
import type { Logger } from 'pino';
import { ERROR_STATUS, HouseError } from '../../core/contract/errors.ts';
import { sqlState } from '../../db/tx.ts';

const RETRY_AFTER_S = 2;
// Classes 08 (connection), 53 (resources), 57P (shutdown), 55P03 (lock time-out): the database cannot now.
const DATABASE_CANNOT = /^(08|53|57P|55P03|57014)/;

/** The one place that turns errors into answers; what is not known is logged and answered without detail. */
export function failures(log: Logger): ErrorRequestHandler {
  return (error, request, response, _next) => {
    const known = asHouseError(error);
    if (known.code === 'internal') log.error({ err: error, path: request.path }, 'request failed');
    if (response.headersSent) return void response.destroy();
    if (known.details.retryAfterS) response.setHeader('Retry-After', known.details.retryAfterS);
    response.status(ERROR_STATUS[known.code]).json(known.body());
  };
}

/** Any error as the error of the house. */
export function asHouseError(error: unknown): HouseError {
  if (error instanceof HouseError) return error;
  if (error instanceof multer.MulterError) {
    const tooLarge = error.code === 'LIMIT_FILE_SIZE';
    return new HouseError(
      tooLarge ? 'too-large' : 'bad-input',
      tooLarge
        ? 'The photo is larger than 20 MB. Nothing was stored; send a smaller one.'
        : `The upload is not as expected: ${error.message}.`,
    );
  }
  const state = sqlState(error);
  if (state && DATABASE_CANNOT.test(state)) return unavailable();
  if (state === '23505')
    return new HouseError('conflict', 'Somebody was faster. Nothing of yours was changed; look again.');
  if (
    error instanceof Error &&
    /timeout exceeded when trying to connect|ECONNREFUSED|ECONNRESET|Connection terminated|EPIPE/.test(
      `${error.message}${'code' in error ? error.code : ''}`,
    )
  )
    return unavailable();
  if (error instanceof SyntaxError && 'body' in error)
    return new HouseError('bad-input', 'The body is not valid JSON. Nothing was changed.');
  if (typeof error === 'object' && error !== null && 'type' in error && error.type === 'entity.too.large')
    return new HouseError('too-large', 'The request is too large. Nothing was changed.');
  if (isSendersMistake(error))
    return new HouseError('bad-input', 'The request cannot be read as it was sent. Nothing was changed.');
  return new HouseError(
    'internal',
    'Something went wrong on our side. Nothing was changed; please try again.',
  );
}

/** Express names a broken address, an unknown encoding or charset by a status below 500. */
function isSendersMistake(error: unknown): boolean {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500;
}

function unavailable(): HouseError {
  return new HouseError(
    'unavailable',
    'The database is not reachable just now. Nothing was changed; your device keeps what you entered and tries again.',
    {
      retryAfterS: RETRY_AFTER_S,
    },
  );
}
