/** Roles of spec 06; `import` and `machine` are doors without a person. */
export const ROLES = [
  'collector',
  'grid-head',
  'courtyard-head',
  'company',
  'acceptance-officer',
  'dispatcher',
  'supervision-officer',
  'shift-lead',
  'liaison',
  'unit-dispatcher',
  'unit-head',
  'evaluator',
  'leader',
  'leading-office',
  'administrator',
  'resident',
  'integration',
  'import',
  'machine',
] as const;
export type Role = (typeof ROLES)[number];

/** Who gives a command. `id` is an internal key (user, API key, job name), never a name. */
export interface Actor {
  readonly id: string;
  readonly role: Role;
  /** Unit code of liaisons, unit dispatchers and heads; null for everyone else. */
  readonly unit: string | null;
  /** Area ids (cells, communities, subdistricts) that are the actor's own; empty for most roles. */
  readonly areas: readonly string[];
}

/** Where the problem came from (spec 01, channel). */
export const CHANNELS = [
  'collector',
  'hotline',
  'web',
  'open311',
  'video',
  'instruction',
  'unit',
  'import',
] as const;
export type Channel = (typeof CHANNELS)[number];

export type Urgency = 'general' | 'emergency' | 'special';
export type Kind = 'component' | 'incident';
