import { RateLimiterMemory } from 'rate-limiter-flexible';
import { residentOf, residentReport } from '../../actions/residentReport.ts';
import { run } from '../../actions/run.ts';
import type { EndpointAnswer, EndpointParsed } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { storeBytes } from './photos.ts';
import type { Seen } from './seen.ts';

const WINDOW_S = 600;
// A household, or an office behind one address; whoever has more to tell calls the hotline.
const reports = new RateLimiterMemory({ points: 10, duration: WINDOW_S });
const pictures = new RateLimiterMemory({ points: 40, duration: WINDOW_S });

/** A report without an account; slowed down by address. */
export async function residentReports(
  seen: Seen,
  input: EndpointParsed<'residentReport'>,
): Promise<EndpointAnswer['residentReport']> {
  await slowDown(reports, seen);
  return run(seen.doors.house, residentReport, input, { actor: residentOf(input.id) });
}

/** A photo to such a report, before it is sent; nobody else's report can name it. */
export async function residentPhoto(
  seen: Seen,
  { report, hash }: EndpointParsed<'residentPhoto'>,
): Promise<EndpointAnswer['residentPhoto']> {
  await slowDown(pictures, seen);
  await storeBytes(seen.doors, residentOf(report), hash, seen.request.file?.buffer ?? Buffer.alloc(0));
  return { hash };
}

async function slowDown(limit: RateLimiterMemory, { request }: Seen): Promise<void> {
  try {
    await limit.consume(request.ip ?? 'unknown');
  } catch {
    throw new HouseError('too-many', 'Too much from here at once. Try again in some minutes.', {
      retryAfterS: WINDOW_S,
    });
  }
}
