import fc from 'fast-check';
import { CASE_COMMANDS, type CaseCommandName } from '../../core/contract/api/caseCommands.ts';
import type { Actor } from '../../core/rules/case/people.ts';
import { may } from '../../core/rules/case/rights.ts';
import type { CaseState } from '../../core/rules/case/state.ts';
import { MANHOLE, type Spot } from '../spots.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** One act of a random history: what, how long after the last, legal or not, with the seen or an old version. */
export interface Act {
  readonly pick: number;
  readonly waitMs: number;
  readonly legal: boolean;
  readonly seen: 'now' | 'old' | 'none';
  /** Sent twice under one key. */
  readonly twice: boolean;
}

/** Acts in groups: those of a group come at the same time. */
export const histories: fc.Arbitrary<Act[][]> = fc.array(
  fc.array(
    fc.record({
      // Small numbers are no simpler here: every act is to come as often as any other.
      pick: fc.noBias(fc.nat(1_000_000)),
      waitMs: fc.oneof(
        { weight: 3, arbitrary: fc.integer({ min: 0, max: 90 * MINUTE }) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 * DAY }) },
      ),
      legal: fc.integer({ min: 0, max: 9 }).map((n) => n > 1),
      seen: fc.constantFrom('now', 'now', 'none', 'old' as const),
      twice: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  { minLength: 8, maxLength: 30, size: 'max' },
);

/** Everybody who may come by, with a photo that is this person's own. */
export interface People {
  readonly spot: Spot;
  readonly other: Spot;
  readonly actors: readonly Actor[];
  readonly photoOf: ReadonlyMap<string, string>;
}

export interface Given {
  readonly by: Actor;
  readonly command: CaseCommandName;
  readonly body: Record<string, unknown>;
}

/** The command of an act: one that the state allows if it has to be legal, else any by anybody. */
export function givenBy(act: Act, state: CaseState, people: People, now: number): Given {
  const all = people.actors.flatMap((by) => CASE_COMMANDS.map((command) => ({ by, command })));
  const wanted = act.legal
    ? all.filter(({ by, command }) => may(state, command, by).ok && !isDull(command, act.pick))
    : all;
  const { by, command } = wanted[act.pick % wanted.length] ?? all[act.pick % all.length]!;
  return { by, command, body: bodyOf(command, by, act.pick, people, state, now) };
}

const ENDS = new Set<CaseCommandName>(['void', 'merge', 'close', 'close-unresolved', 'reject']);
const RECORDS = new Set<CaseCommandName>(['note', 'attach', 'link', 'release-photo', 'record-cost', 'amend']);
/** Ends and records come seldom, so that histories are long and go round. */
function isDull(command: CaseCommandName, pick: number): boolean {
  return (ENDS.has(command) && pick % 17 !== 3) || (RECORDS.has(command) && pick % 7 !== 2);
}

function bodyOf(
  command: CaseCommandName,
  by: Actor,
  pick: number,
  { spot, other, photoOf, actors }: People,
  state: CaseState,
  now: number,
): Record<string, unknown> {
  const own = photoOf.get(by.id)!;
  const reason = 'some-reason';
  const text = '照片里看不清 — said in words';
  const collectors = actors.filter(({ role }) => role === 'collector').map(({ id }) => id);
  const elsewhere = { lon: other.lon, lat: other.lat, accuracyM: 5 };
  const conditionKey = `${MANHOLE}/${1 + (pick % 5)}`;
  const units = [spot.unit, other.unit, 'transport', 'commerce', 'planning-construction'];
  const bodies: Partial<Record<CaseCommandName, Record<string, unknown>>> = {
    file: { conditionKey, component: pick % 2 ? spot.component : null },
    reject: { reason, text },
    amend: pick % 2 ? { conditionKey } : { place: elsewhere },
    dispatch: { unit: units[pick % units.length], assisting: pick % 3 ? [] : ['education'], reason },
    'pass-on': { crew: 'crew-1' },
    'request-extension': { minutes: 60, reason },
    'approve-extension': { minutes: 1 + (pick % 120) },
    'request-deferral': { until: now + (1 + (pick % 4)) * DAY, reason },
    'approve-deferral': { until: now + 1 + (pick % DAY) },
    feedback: { photos: pick % 5 ? [own] : [] },
    'issue-check': pick % 2 ? {} : { collector: collectors[pick % collectors.length] },
    fail: { photos: [own], reason: 'not-done', observedAt: now - (pick % DAY) },
    'close-unresolved': { reason: 'season' },
    close: { text },
    substitute: { unit: units[pick % units.length], reason },
    'record-cost': {
      costId: '018f0000-0000-7000-8000-000000000001',
      amountCents: pick,
      payer: 'city-fund',
      position: 'owed',
    },
    merge: { into: pick % 2 ? state.id : '018f0000-0000-7000-8000-000000000000' },
    link: { other: '018f0000-0000-7000-8000-000000000000', why: 'split' },
    note: { text },
    attach: { photos: [own] },
    rate: { stars: 1 + (pick % 5) },
    'release-photo': { photo: state.photos[0] ?? own, blurred: own },
    'reassign-collector': { collector: collectors[pick % collectors.length] },
  };
  const observed = { photos: [own], observedAt: now - (pick % (3 * DAY)) };
  if (['confirm', 'deny', 'pass'].includes(command)) return observed;
  return bodies[command] ?? { reason, text };
}
