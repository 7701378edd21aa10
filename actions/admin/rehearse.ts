import type { Rehearsal } from '../../core/contract/api/admin.ts';
import type { CaseState } from '../../core/rules/case/state.ts';
import { type DryRunOutcome, dryRun, type PastCase } from '../../core/rules/routing/dryRun.ts';
import type { RoutingRule } from '../../core/rules/routing/facts.ts';
import { route } from '../../core/rules/routing/route.ts';
import type { Db } from '../../db/pool.ts';
import type { Settings } from '../house.ts';
import { routingQuestion } from '../routing.ts';

const EXAMPLES = 8;

interface Asked {
  readonly id: string;
  readonly number: string;
  readonly state: CaseState;
}

interface Proposal {
  /** The rule set as it would be; absent: as it is. */
  readonly rules?: { readonly before: readonly RoutingRule[]; readonly after: readonly RoutingRule[] };
  readonly minAccuracyM?: number;
  /** The city as it would be: a transaction in which everything proposed is written. */
  readonly after?: Db;
  /** Units that a proposed rule names, which the router must know. */
  readonly units?: readonly string[];
}

/** Who would get these cases now, as the city is and as it is proposed (spec 04); nothing is touched. */
export async function rehearse(
  db: Db,
  settings: Settings,
  now: number,
  cases: readonly Asked[],
  proposal: Proposal,
): Promise<Rehearsal> {
  const numbers = new Map(cases.map((one) => [one.id, one.number]));
  const asked = async (from: Db, minAccuracyM: number): Promise<PastCase[]> => {
    const past: PastCase[] = [];
    for (const { id, state } of cases) {
      const question = await routingQuestion(from, { ...settings, minAccuracyM }, now, state, proposal.units);
      if (question) past.push({ id, ...question });
    }
    return past;
  };
  const before = await asked(db, settings.minAccuracyM);
  const { minAccuracyM = settings.minAccuracyM, rules, after = db } = proposal;
  if (rules) return told(dryRun(before, rules.before, rules.after), numbers);
  return told(sideBySide(before, await asked(after, minAccuracyM)), numbers);
}

type Compared = Pick<ReturnType<typeof dryRun>, 'total' | 'changed' | 'moves'>;

/** The same cases with other facts: each half is asked with its own rules. */
function sideBySide(before: readonly PastCase[], after: readonly PastCase[]): Compared {
  const others = new Map(after.map((one) => [one.id, one]));
  const changed = before.flatMap((one) => {
    const other = others.get(one.id);
    if (!other) return [];
    const answers = [one, other].map((each) => outcome(each));
    return answers[0]!.unit === answers[1]!.unit
      ? []
      : [{ id: one.id, before: answers[0]!, after: answers[1]! }];
  });
  const moves = new Map<string, { from: string | null; to: string | null; count: number }>();
  for (const { before: was, after: is } of changed) {
    const key = JSON.stringify([was.unit, is.unit]);
    const move = moves.get(key) ?? { from: was.unit, to: is.unit, count: 0 };
    moves.set(key, { ...move, count: move.count + 1 });
  }
  return { total: before.length, changed, moves: [...moves.values()] };
}

function outcome(one: PastCase): DryRunOutcome {
  const answer = route(one.subject, one.facts);
  return { unit: answer.ok ? answer.unit : null, reason: answer.ok ? null : answer.reason };
}

function told({ total, changed, moves }: Compared, numbers: ReadonlyMap<string, string>): Rehearsal {
  return {
    total,
    changed: changed.length,
    moves: moves.map(({ from, to, count }) => ({ from, to, cases: count })),
    examples: changed.slice(0, EXAMPLES).map(({ id, before, after }) => ({
      id,
      number: numbers.get(id) ?? '',
      from: before.unit,
      to: after.unit,
    })),
  };
}
