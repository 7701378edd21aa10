import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CaseCard } from '../../../core/contract/api/answers.ts';
import { call } from '../api/call.ts';
import type { DeskPlace } from './place.ts';

const PAGE = 200;

/** The cases of a queue or a search, by red-from, page by page. */
export function useCaseList({ hand, q }: DeskPlace) {
  const query = useInfiniteQuery({
    queryKey: ['listCases', { hand, q }],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call(
        'listCases',
        {
          limit: PAGE,
          ...(q !== '' ? { q } : hand && { hand }),
          ...(pageParam && { after: pageParam }),
        },
        { signal },
      ),
    getNextPageParam: (page) => page.next,
  });
  const cases = useMemo<readonly CaseCard[]>(() => {
    // A case that moved between two page answers stands in both: the first place counts.
    const seen = new Map<string, CaseCard>();
    for (const page of query.data?.pages ?? [])
      for (const one of page.cases) if (!seen.has(one.id)) seen.set(one.id, one);
    return [...seen.values()];
  }, [query.data]);
  return { query, cases };
}
