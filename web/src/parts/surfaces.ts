import type { Role } from '../../../core/rules/case/people.ts';

export type SurfaceName = 'desk' | 'unit' | 'field' | 'wall' | 'score' | 'admin';

/** Who works with which page (spec 06). What each may see there the server decides. */
export const SURFACE_ROLES: Readonly<Record<SurfaceName, readonly Role[]>> = {
  desk: [
    'acceptance-officer',
    'dispatcher',
    'supervision-officer',
    'shift-lead',
    'unit-dispatcher',
    'evaluator',
    'leader',
    'leading-office',
  ],
  unit: ['liaison', 'unit-head', 'unit-dispatcher'],
  field: ['collector', 'grid-head', 'courtyard-head'],
  wall: ['leader', 'leading-office', 'shift-lead'],
  score: [
    'evaluator',
    'leader',
    'leading-office',
    'shift-lead',
    'supervision-officer',
    'dispatcher',
    'acceptance-officer',
    'liaison',
    'unit-head',
    'unit-dispatcher',
    'company',
  ],
  admin: ['administrator'],
};

/** The pages of a role, its own first. */
export function surfacesOf(role: Role): SurfaceName[] {
  return (Object.keys(SURFACE_ROLES) as SurfaceName[]).filter((name) => SURFACE_ROLES[name].includes(role));
}
