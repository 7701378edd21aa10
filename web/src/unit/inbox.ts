import { useMemo } from 'react';
import type { CaseCard } from '../../../core/contract/api/answers.ts';
import { useCaseList } from '../api/caseList.ts';
import { lightOfCard } from '../parts/cardLight.ts';
import { lightOf } from '../parts/Light.tsx';
import type { City } from '../parts/names.tsx';

const DAY = 86_400_000;

/** All open cases that are the unit's, by red-from, page by page. */
export function useInbox(unit: string) {
  return useCaseList(useMemo(() => ({ unit }), [unit]));
}

export const GROUPS = ['late', 'today', 'tomorrow', 'later', 'parked', 'elsewhere'] as const;
export type GroupName = (typeof GROUPS)[number];

/** Groups by when they are due, since a liaison plans a day; within a group by red-from, as they came. */
export function groupInbox(cases: readonly CaseCard[], city: City, now: number): Map<GroupName, CaseCard[]> {
  const tomorrow = city.time.startOfDay(city.time.startOfDay(now) + DAY + DAY / 12);
  const after = city.time.startOfDay(tomorrow + DAY + DAY / 12);
  const groups = new Map<GroupName, CaseCard[]>();
  for (const card of cases) {
    const name = groupOf(card, city, now, tomorrow, after);
    groups.set(name, [...(groups.get(name) ?? []), card]);
  }
  return groups;
}

function groupOf(card: CaseCard, city: City, now: number, tomorrow: number, after: number): GroupName {
  if (card.status === 'deferred') return 'parked';
  if (card.status !== 'handling') return 'elsewhere';
  if (lightOf(lightOfCard(card, city), now) === 'red') return 'late';
  const due = card.dueAt ?? card.redFrom;
  if (due === null) return 'later';
  if (due < tomorrow) return 'today';
  return due < after ? 'tomorrow' : 'later';
}
