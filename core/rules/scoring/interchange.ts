import type { PeriodScore } from './scoreAll.ts';
import type { ScoreItem, UnitPeriod } from './unitPeriod.ts';

/**
 * The scores as interchange text: `{"periods": …, "items": […]}`, items by period, unit, case, no
 * (spec 05, Interchange). Written key by key: a name such as `__proto__` or `2026` stays a plain key
 * in its place.
 */
export function scoreOutput(scores: readonly PeriodScore[]): string {
  const periods = scores.map(({ period, units }) => {
    const entries = units.map((unit) => `${JSON.stringify(unit.unit)}:${unitOutput(unit)}`);
    return `${JSON.stringify(period.name)}:{${entries.join(',')}}`;
  });
  const items = scores.flatMap(({ period, units }) =>
    units.flatMap((unit) => {
      const head = `{"period":${JSON.stringify(period.name)},"unit":${JSON.stringify(unit.unit)}`;
      return unit.items.map((item) => head + itemOutput(item));
    }),
  );
  return `{"periods":{${periods.join(',')}},"items":[${items.join(',\n')}]}\n`;
}

function unitOutput(unit: UnitPeriod): string {
  const { shouldResolve, resolved, timely, movedOut, carriedIn, score } = unit;
  return JSON.stringify({ shouldResolve, resolved, timely, movedOut, carriedIn, score });
}

function itemOutput(item: ScoreItem): string {
  const head = `,"case":${JSON.stringify(item.caseId)},"no":${item.no}`;
  if (item.moved !== null) return `${head},"moved":"${item.moved}"}`;
  const clauses = JSON.stringify(item.clauses);
  return `${head},"resolved":${item.resolved},"timely":${item.timely},"clauses":${clauses}}`;
}
