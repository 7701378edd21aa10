/** The statuses of a case (spec 02, Status) and the stage clock that runs in each. */
export const STATUSES = [
  'reported',
  'verifying',
  'rejected',
  'filed',
  'coordinating',
  'handling',
  'deferred',
  'awaiting-check',
  'checking',
  'awaiting-close',
  'closed',
  'voided',
] as const;
export type Status = (typeof STATUSES)[number];

/** Stages that have a clock (spec 03, Stage limits). `request` and `supervision` run beside a stage. */
export const STAGES = [
  'filing',
  'verification',
  'dispatch',
  'coordination',
  'handling',
  'issue-check',
  'check',
  'closing',
] as const;
export type Stage = (typeof STAGES)[number];

export const STAGE_OF_STATUS: Readonly<Record<Status, Stage | null>> = {
  reported: 'filing',
  verifying: 'verification',
  rejected: null,
  filed: 'dispatch',
  coordinating: 'coordination',
  handling: 'handling',
  deferred: 'handling',
  'awaiting-check': 'issue-check',
  checking: 'check',
  'awaiting-close': 'closing',
  closed: null,
  voided: null,
};

/** Final: nothing leads out of it but records (rating, links, blanking). */
export const FINAL_STATUSES: readonly Status[] = ['closed', 'voided'];

/** Open: somebody still has to act. `rejected` is not open, though a shift lead can reverse it. */
export const OPEN_STATUSES: readonly Status[] = STATUSES.filter((status) => STAGE_OF_STATUS[status] !== null);

/** Who has to act now; the machine's own turns are queues too, so that nothing stands nowhere. */
export const HANDS = [
  'acceptance',
  'machine',
  'dispatcher',
  'coordination',
  'leading-office',
  'unit',
  'parked',
  'supervision',
  'collector',
  'closing',
  'nobody',
] as const;
export type Hand = (typeof HANDS)[number];
