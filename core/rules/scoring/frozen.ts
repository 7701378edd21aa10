import { GRANT_KINDS } from './policy.ts';
import type { Recognition } from './recognition.ts';
import type { RuledUnit } from './rulings.ts';
import type { ScoreItem, UnitPeriod } from './unitPeriod.ts';

/**
 * A unit's period as it is frozen: JSON written key by key, so that the same result is the same bytes
 * wherever it was computed (spec 05, Periods). One item a line, by case number, then `no`.
 */
export function frozenUnit(unit: Omit<RuledUnit, 'placed'>): string {
  const { shouldResolve, resolved, timely, movedOut, carriedIn, score, n0 } = unit;
  const head = JSON.stringify({ shouldResolve, resolved, timely, movedOut, carriedIn, score, n0 });
  const items = unit.items.map(frozenItem).join(',\n');
  const rulings = unit.rulings.map(({ caseId, no, effect, clauses }) =>
    JSON.stringify({ case: caseId, no, effect, clauses }),
  );
  const movesOn = unit.movesOn.map(
    ({ caseId, no, recognition }) =>
      `{"case":${JSON.stringify(caseId)},"no":${no},"recognition":${decided(recognition)}}`,
  );
  return (
    `{"unit":${JSON.stringify(unit.unit)},"sums":${head},"quotas":${quotas(unit.quotas)},` +
    `"items":[${items}],"movesOn":[${movesOn.join(',')}],"rulings":[${rulings.join(',')}]}`
  );
}

function frozenItem(item: ScoreItem): string {
  const { caseId, no, carried } = item;
  const head = `{"case":${JSON.stringify(caseId)},"no":${no},"carried":${carried},"recognition":${decided(item.recognition)}`;
  if (item.moved !== null) return `${head},"moved":"${item.moved}"}`;
  return `${head},"resolved":${item.resolved},"timely":${item.timely},"clauses":${JSON.stringify(item.clauses)}}`;
}

/** Null where the quotas had nothing to decide. */
function decided(recognition: Recognition): string {
  if (GRANT_KINDS.every((kind) => recognition[kind] === null)) return 'null';
  const parts = GRANT_KINDS.map((kind) => {
    const decision = recognition[kind];
    if (decision === null) return `"${kind}":null`;
    const { recognised, cost, usedBefore, place, quota, n0 } = decision;
    return `"${kind}":${JSON.stringify({ recognised, cost, usedBefore, place, quota, n0 })}`;
  });
  return `{${parts.join(',')}}`;
}

function quotas(of: UnitPeriod['quotas']): string {
  const parts = GRANT_KINDS.map((kind) => {
    const { quota, used, recognised, unrecognised } = of[kind];
    return `"${kind}":${JSON.stringify({ quota, used, recognised, unrecognised })}`;
  });
  return `{${parts.join(',')}}`;
}
