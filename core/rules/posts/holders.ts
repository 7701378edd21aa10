import type { Actor } from '../case/people.ts';
import type { Refusal } from '../case/policy.ts';
import { firstRefusal } from '../case/refusal.ts';

/** A post with its first and second holder (A/B 岗, spec 04); users by id. */
export interface Post {
  readonly code: string;
  readonly unit: string | null;
  readonly first: string;
  readonly second: string | null;
}

/** From `from` on and before `to`, epoch ms. `third` stands in where neither holder is there. */
export interface Absence {
  readonly holder: string;
  readonly from: number;
  readonly to: number;
  readonly third: string | null;
}

export interface Holder {
  readonly user: string;
  readonly as: 'first' | 'second' | 'third';
}

const DAY_MS = 86_400_000;

/** Who holds the post at an instant; null is a gap, which alarms the unit's head (spec 04). */
export function holderAt(post: Post, absences: readonly Absence[], at: number): Holder | null {
  const now = absences.filter(({ from, to }) => from <= at && at < to);
  const away = new Set(now.map(({ holder }) => holder));
  if (!away.has(post.first)) return { user: post.first, as: 'first' };
  if (post.second !== null && !away.has(post.second)) return { user: post.second, as: 'second' };
  const third = now.find((one) => one.third !== null && !away.has(one.third))?.third;
  return third ? { user: third, as: 'third' } : null;
}

/** The first instant in [from, to) at which nobody holds the post; null when somebody always does. */
export function firstGap(post: Post, absences: readonly Absence[], from: number, to: number): number | null {
  const turns = absences.flatMap((one) => [one.from, one.to]).filter((at) => at > from && at < to);
  const instants = [from, ...turns].sort((a, b) => a - b);
  return instants.find((at) => holderAt(post, absences, at) === null) ?? null;
}

interface Announced extends Absence {
  readonly planned: boolean;
  /** The handover note. */
  readonly note: string | null;
}

/**
 * Whether an absence may be announced (spec 04): by the holder, or the head; a planned one with a handover
 * note and a day before, and it may leave no gap unless a head names a third. An unplanned one is a fact and
 * is always taken: its gap is an alarm.
 */
export function refuseAbsence(
  post: Post,
  known: readonly Absence[],
  absence: Announced,
  by: Actor,
  now: number,
): Refusal | null {
  const head = isHeadOf(post, by);
  const { holder, from, to, third, planned, note } = absence;
  const isHolder = holder === post.first || holder === post.second;
  const gap = planned ? firstGap(post, [...known, absence], from, to) : null;
  return firstRefusal(
    !head && by.id !== holder && no('right', 'by', 'Only the holder or the head announces an absence.'),
    !isHolder && no('input', 'holder', 'This person does not hold the post.'),
    to <= from && no('input', 'times', 'The absence ends before it begins.'),
    to <= now && no('input', 'past', 'The absence is over.'),
    third !== null && !head && no('right', 'third', 'Only the head names a third person.'),
    third !== null &&
      (third === post.first || third === post.second) &&
      no('input', 'third', 'The third person is one who does not hold the post.'),
    planned && !note?.trim() && no('input', 'note', 'A planned absence needs a handover note.'),
    planned &&
      from - now < DAY_MS &&
      no('input', 'day-before', 'A planned absence is announced a day before.'),
    gap !== null &&
      no('input', 'no-holder', 'This leaves the post without a holder. Let the head name a third person.'),
  );
}

/** Whether an absence may be ended before its time: by the holder, or the head, while it is not over. */
export function refuseEnding(
  post: Post,
  absence: Absence | undefined,
  by: Actor,
  now: number,
): Refusal | null {
  return firstRefusal(
    (!absence || absence.to <= now) && no('state', 'over', 'There is no such absence any more.'),
    !isHeadOf(post, by) &&
      absence?.holder !== by.id &&
      no('right', 'by', 'Only the holder or the head announces an absence.'),
  );
}

/** The head of the post's unit; for the centre's own posts the shift lead. */
export function isHeadOf(post: Pick<Post, 'unit'>, { role, unit }: Actor): boolean {
  return post.unit === null ? role === 'shift-lead' : role === 'unit-head' && unit === post.unit;
}

function no(kind: Refusal['kind'], rule: string, why: string): Refusal {
  return { ok: false, kind, clause: `04.absence.${rule}`, why };
}
