import type { UnitScore } from '../../../core/contract/api/answers.ts';

export type RankRow =
  | { readonly kind: 'unit'; readonly unit: UnitScore }
  | { readonly kind: 'fold'; readonly units: readonly UnitScore[] }
  | { readonly kind: 'apart' };

/**
 * The ranking in so many rows: best and last, the quiet middle folded into one; municipal units apart
 * below (spec 04). The last get one row more than the best: they are the question.
 */
export function rankRows(units: readonly UnitScore[], rows: number): RankRow[] {
  const local = units.filter((unit) => unit.level !== 'municipal');
  const municipal = units.filter((unit) => unit.level === 'municipal');
  if (municipal.length === 0) return folded(local, rows);
  if (local.length === 0) return folded(municipal, rows);
  const forMunicipal = Math.min(
    municipal.length,
    Math.max(3, rows - 1 - local.length, Math.floor((rows - 1) / 3)),
  );
  const forLocal = rows - 1 - forMunicipal;
  return [...folded(local, forLocal), { kind: 'apart' }, ...folded(municipal, forMunicipal)];
}

function folded(units: readonly UnitScore[], rows: number): RankRow[] {
  const row = (unit: UnitScore): RankRow => ({ kind: 'unit', unit });
  if (units.length <= rows) return units.map(row);
  const head = Math.floor((rows - 1) / 2);
  const tail = rows - 1 - head;
  return [
    ...units.slice(0, head).map(row),
    { kind: 'fold', units: units.slice(head, units.length - tail) },
    ...units.slice(units.length - tail).map(row),
  ];
}
