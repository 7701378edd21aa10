import { RateLimiterMemory } from 'rate-limiter-flexible';
import { CASE_DEEDS } from '../../actions/caseCommands.ts';
import { run } from '../../actions/run.ts';
import { casesOfCode, holderOf } from '../../actions/tracking.ts';
import type { EndpointAnswer, EndpointParsed } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { tracked } from '../../core/rules/case/tracking.ts';
import { unitNamesOf } from '../../db/queries/directory.ts';
import type { Seen } from './seen.ts';

// A code has 100 random bits: this keeps the door from being a load, not from being guessed.
const asked = new RateLimiterMemory({ points: 60, duration: 60 });

/** What the holder of a code is told of the report. */
export async function track(seen: Seen, { code }: EndpointParsed<'track'>): Promise<EndpointAnswer['track']> {
  await slowDown(seen);
  const { house } = seen.doors;
  const { own, shown } = await casesOfCode(house.pool, code);
  // Who follows a duplicate has not reported the master, and cannot rate it.
  const view = tracked(shown);
  const unitNames = view.unit === null ? null : await unitNamesOf(house.pool, view.unit);
  return { ...view, mayRate: view.mayRate && shown.id === own.id, unitNames, serverTime: house.now() };
}

/** The holder adds something to the own report. */
export async function trackNote(
  seen: Seen,
  { code, text }: EndpointParsed<'trackNote'>,
): Promise<EndpointAnswer['trackNote']> {
  return giveAsHolder(seen, code, 'note', { text });
}

/** The holder rates the result. */
export async function trackRate(
  seen: Seen,
  { code, ...rating }: EndpointParsed<'trackRate'>,
): Promise<EndpointAnswer['trackRate']> {
  return giveAsHolder(seen, code, 'rate', rating);
}

async function giveAsHolder(seen: Seen, code: string, command: 'note' | 'rate', body: object) {
  await slowDown(seen);
  const { house } = seen.doors;
  const { own } = await casesOfCode(house.pool, code);
  await run(house, CASE_DEEDS[command], { ...body, id: own.id }, { actor: holderOf(own) });
  return { ok: true } as const;
}

async function slowDown({ request }: Seen): Promise<void> {
  try {
    await asked.consume(request.ip ?? 'unknown');
  } catch {
    throw new HouseError('too-many', 'Too many questions from here. Try again in a minute.', {
      retryAfterS: 60,
    });
  }
}
