import type { CaseState } from '../../../core/rules/case/state.ts';
import type { RoutingAnswer } from '../../../core/rules/routing/answer.ts';
import type { RoutingRule } from '../../../core/rules/routing/facts.ts';
import { route } from '../../../core/rules/routing/route.ts';
import type { PastCategory, PastFacts, Spot } from './facts.ts';

export type PastRouter = (state: CaseState, spot: Spot, today: string) => RoutingAnswer;

/** The real router over facts that lie in memory: the rules that the database would have offered, no more. */
export function openRouter(facts: PastFacts): PastRouter {
  const categories = new Map(facts.categories.map((category) => [category.key, category]));
  const byCategory = new Map<string, readonly RoutingRule[]>();
  return (state, spot, today) => {
    const category = categories.get(state.categoryKey ?? '');
    if (!category) throw new Error(`Case ${state.id} has no category to route by`);
    const rules = byCategory.get(category.key) ?? facts.rules.filter((rule) => concerns(rule, category));
    byCategory.set(category.key, rules);
    const { kind, scheme, majorCode, code, names, territorial } = category;
    return route(
      {
        kind,
        scheme,
        majorCode,
        code,
        names,
        territorial,
        urgency: state.urgency,
        accuracyM: state.place.accuracyM,
        today,
      },
      {
        areas: spot.around,
        rules: rules.filter(({ areaId }) => !areaId || spot.around.some((area) => area.id === areaId)),
        units: facts.units,
        subdistrictUnit: spot.subdistrictUnit,
        subdistrictCrosses: spot.subdistrictCrosses,
        neighbourUnits: spot.neighbourUnits,
        minAccuracyM: facts.minAccuracyM,
        component: state.component ? spot.component : null,
      },
    );
  };
}

function concerns({ kind, level, code }: RoutingRule, category: PastCategory): boolean {
  if (kind !== category.kind) return false;
  return level === 'class' || code === (level === 'minor' ? category.code : category.majorCode);
}
