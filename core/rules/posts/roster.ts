import type { Actor, Role } from '../case/people.ts';
import type { Refusal } from '../case/policy.ts';
import type { Absence, Post } from './holders.ts';

/** Somebody is on duty in a post from `from` on and before `to`, epoch ms. */
export interface DutyShift {
  readonly user: string;
  readonly from: number;
  readonly to: number;
}

/** Stretches of [from, to) in which the post has nobody on the roster: a leader is on duty around the clock (spec 06). */
export function rosterGaps(
  shifts: readonly DutyShift[],
  from: number,
  to: number,
): { readonly from: number; readonly to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  let covered = from;
  for (const shift of [...shifts].sort((a, b) => a.from - b.from)) {
    if (shift.to <= covered) continue;
    if (shift.from >= to) break;
    if (shift.from > covered) gaps.push({ from: covered, to: shift.from });
    covered = Math.max(covered, shift.to);
  }
  if (covered < to) gaps.push({ from: covered, to });
  return gaps;
}

/** Who is on duty at an instant; the later begun shift first. */
export function onDutyAt(shifts: readonly DutyShift[], at: number): string | null {
  const now = shifts.filter(({ from, to }) => from <= at && at < to).sort((a, b) => b.from - a.from);
  return now[0]?.user ?? null;
}

/** Handovers are between people of the post: its role, who holds it or stands in, who is on duty in it. */
export function maySign(
  post: Post & {
    readonly role: Role;
    readonly absences: readonly Absence[];
    readonly shifts: readonly DutyShift[];
  },
  { id, role }: Pick<Actor, 'id' | 'role'>,
  at: number,
): boolean {
  const onRoster = post.shifts.some(({ user, from, to }) => user === id && from <= at && at < to);
  const holds = [post.first, post.second, ...post.absences.map(({ third }) => third)].includes(id);
  return role === post.role || onRoster || holds;
}

/** A handover is signed by both (spec 06): by another person than gave it, once. */
export function refuseTaking(
  handover: { readonly givenBy: string; readonly takenAt: number | null },
  by: string,
): Refusal | null {
  const no = (kind: Refusal['kind'], rule: string, why: string): Refusal => ({
    ok: false,
    kind,
    clause: `06.handover.${rule}`,
    why,
  });
  if (handover.takenAt !== null) return no('state', 'taken', 'Somebody has signed this handover.');
  return handover.givenBy === by
    ? no('right', 'own', 'Another person than gave it over signs for taking it.')
    : null;
}
