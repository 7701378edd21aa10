import type { CasePolicy } from '../../../core/rules/case/policy.ts';
import type { Standard } from '../../../core/rules/case/state.ts';
import {
  type Bench,
  bench,
  CHECKER,
  COLLECTOR,
  DISPATCHER,
  LIAISON,
  OFFICER,
  STANDARD,
  SUPERVISOR,
  usual,
} from './bench.ts';

/** Cases that have come to a certain point in the ordinary way, everything at the same instant. */
export function reported(standard: Standard = STANDARD, policy?: CasePolicy): Bench {
  const it = bench(undefined, policy);
  const { categoryKey, conditionKey, kind, urgency } = standard;
  it.tell(COLLECTOR, usual('report', { categoryKey, conditionKey, kind, urgency, proposed: standard }));
  return it;
}

export function filed(standard: Standard = STANDARD, policy?: CasePolicy): Bench {
  const it = reported(standard, policy);
  it.tell(OFFICER, usual('file', { standard }));
  return it;
}

export function handling(standard: Standard = STANDARD, policy?: CasePolicy): Bench {
  const it = filed(standard, policy);
  it.tell(DISPATCHER, usual('dispatch'));
  return it;
}

export function fedBack(standard: Standard = STANDARD, policy?: CasePolicy): Bench {
  const it = handling(standard, policy);
  it.tell(LIAISON, usual('feedback'));
  return it;
}

export function checking(standard: Standard = STANDARD, policy?: CasePolicy): Bench {
  const it = fedBack(standard, policy);
  it.tell(SUPERVISOR, usual('issue-check'));
  return it;
}

export function passed(standard: Standard = STANDARD, policy?: CasePolicy): Bench {
  const it = checking(standard, policy);
  it.tell(CHECKER, usual('pass'));
  return it;
}

export function closed(standard: Standard = STANDARD, policy?: CasePolicy): Bench {
  const it = passed(standard, policy);
  it.tell(OFFICER, usual('close'));
  return it;
}
