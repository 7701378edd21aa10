import type { Actor } from '../../core/rules/case/people.ts';

/**
 * Spec 06, what a role sees, as a condition on `cases` under the alias `c`. The parameters are appended
 * to `params`. Default deny: a role that is not named here sees no case.
 */
export function sight(actor: Actor, params: unknown[]): string {
  const put = (value: unknown) => `$${params.push(value)}`;
  switch (actor.role) {
    case 'acceptance-officer':
    case 'dispatcher':
    case 'supervision-officer':
    case 'shift-lead':
    case 'evaluator':
    case 'leader':
    case 'leading-office':
    case 'machine':
    case 'import':
      return 'true';
    case 'collector': {
      const me = put(actor.id);
      return `(c.reporter_id = ${me} OR c.collector_id = ${me} OR (c.is_open AND c.beat_code = ANY (${put(actor.areas)})))`;
    }
    case 'grid-head':
    case 'courtyard-head':
      return `(c.reporter_id = ${put(actor.id)} OR ${inAreas(put(actor.areas))})`;
    case 'liaison':
    case 'unit-head':
      return ofUnit(put(actor.unit));
    case 'unit-dispatcher':
      return `(c.reporter_id = ${put(actor.id)} OR ${ofUnit(put(actor.unit))} OR ${inAreas(put(actor.areas))})`;
    case 'resident': {
      // Whoever holds a tracking code acts under the case's own key.
      const me = put(actor.id);
      return `(c.reporter_id = ${me} OR c.id::text = ${me})`;
    }
    case 'integration':
      return `c.reporter_id = ${put(actor.id)}`;
    case 'company':
    case 'administrator':
      return 'false';
  }
}

/**
 * The same for one case that is named by its key: a collector also sees a case whose check was, or
 * whose verification is, the own one, which no list of what is open has to look for.
 */
export function sightOfOne(actor: Actor, params: unknown[]): string {
  const own = sight(actor, params);
  if (actor.role !== 'collector') return own;
  const me = `$${params.push(actor.id)}`;
  return `(${own} OR c.state ->> 'lastChecker' = ${me} OR c.state #>> '{verification,collector}' = ${me})`;
}

/** One of the areas that contain the point is the actor's own. */
function inAreas(areas: string): string {
  return `${areas}::text[] && ARRAY[c.cell_code, c.community_code, c.subdistrict_code, c.beat_code]`;
}

/** Cases that are or were the unit's, or in which it assists. */
function ofUnit(unit: string): string {
  return `(EXISTS (SELECT FROM dispatch d WHERE d.case_id = c.id AND d.unit_code = ${unit})
    OR EXISTS (SELECT FROM assisting a WHERE a.case_id = c.id AND a.unit_code = ${unit}))`;
}
