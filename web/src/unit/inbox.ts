import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CaseCard } from '../../../core/contract/api/answers.ts';
import { call } from '../api/call.ts';
import { lightOfCard } from '../parts/cardLight.ts';
import { lightOf } from '../parts/Light.tsx';
import type { City } from '../parts/names.tsx';

const PAGE = 200;
const DAY = 86_400_000;

/** All open cases that are the unit's, by red-from, page by page. */
export function useInbox(unit: string) {
  const query = useInfiniteQuery({
    queryKey: ['listCases', { unit }],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call('listCases', { unit, limit: PAGE, ...(pageParam && { after: pageParam }) }, { signal }),
    getNextPageParam: (page) => page.next,
  });
  const cases = useMemo<readonly CaseCard[]>(() => {
    const seen = new Map<string, CaseCard>();
    for (const page of query.data?.pages ?? [])
      for (const one of page.cases) if (!seen.has(one.id)) seen.set(one.id, one);
    return [...seen.values()];
  }, [query.data]);
  return { query, cases };
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
