import type { Status } from '../rules/case/status.ts';

/** The seven stages that everybody in this field knows (spec 01), as shown on the wall. */
export const SEVEN_STAGES = [
  'collected',
  'filed',
  'dispatching',
  'handling',
  'fed-back',
  'checking',
  'scored',
] as const;
export type SevenStage = (typeof SEVEN_STAGES)[number];

interface Where {
  readonly status: Status;
  readonly routingOwed: boolean;
  readonly closedToday: boolean;
}

/**
 * The stage of a case on the wall (spec 01): `filed` counts as filed while the machine owes a routing
 * and as dispatching in a person's queue; a closed case is checked-and-closed today and scored in its
 * open period. Null for rejected and voided cases.
 */
export function sevenStage({ status, routingOwed, closedToday }: Where): SevenStage | null {
  switch (status) {
    case 'reported':
    case 'verifying':
      return 'collected';
    case 'filed':
      return routingOwed ? 'filed' : 'dispatching';
    case 'coordinating':
      return 'dispatching';
    case 'handling':
    case 'deferred':
      return 'handling';
    case 'awaiting-check':
      return 'fed-back';
    case 'checking':
    case 'awaiting-close':
      return 'checking';
    case 'closed':
      return closedToday ? 'checking' : 'scored';
    case 'rejected':
    case 'voided':
      return null;
  }
}
