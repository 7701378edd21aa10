import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  useInfiniteQuery,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CaseCard, CaseList } from '../../../core/contract/api/answers.ts';
import type { EndpointInput } from '../../../core/contract/api/endpoints.ts';
import { call } from './call.ts';

/** What a list is narrowed by. */
export type ListFilter = Omit<EndpointInput<'listCases'>, 'ids' | 'after' | 'limit'>;

const PAGE = 200;
/** Keys that one question can hold. */
const MOST_IDS = 100;
/** A list of lights changes without any fact: while it is short it is asked for again. */
const LIGHTS_MS = 30_000;
const FEW_PAGES = 3;

type Pages = InfiniteData<CaseList, string | null>;

const listOptions = (filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: ['listCases', filter] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call('listCases', { ...filter, limit: PAGE, ...(pageParam && { after: pageParam }) }, { signal }),
    getNextPageParam: (page) => page.next,
    // Hints name the cases that changed: pages are patched, never fetched again as a whole.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });

/** The cases of a filter, page by page; kept up by hints case by case, however many rows there are. */
export function useCaseList(filter: ListFilter) {
  const ofLights = filter.light !== undefined || filter.view === 'supervision';
  const query = useInfiniteQuery({
    ...listOptions(filter),
    refetchInterval: ({ state }) =>
      ofLights && (state.data?.pages.length ?? 0) < FEW_PAGES ? LIGHTS_MS : false,
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

/** Asks for these cases alone, in every list on screen, and puts them where they belong now. */
export async function patchLists(client: QueryClient, ids: readonly string[]): Promise<void> {
  client.removeQueries({ queryKey: ['listCases'], type: 'inactive' });
  for (const { queryKey, state } of client.getQueryCache().findAll({ queryKey: ['listCases'] })) {
    const filter = queryKey[1] as ListFilter;
    if (state.data === undefined) continue;
    for (let i = 0; i < ids.length; i += MOST_IDS) {
      const some = ids.slice(i, i + MOST_IDS);
      const input = { ...filter, ids: some.join(','), limit: MOST_IDS };
      const now = await call('listCases', input).catch(() => null);
      if (!now) void client.invalidateQueries({ queryKey });
      else client.setQueryData<Pages>(queryKey, (old) => old && patched(old, some, now.cases, filter));
    }
  }
}

/** After a time without a line: long lists begin anew at their first page, short ones are asked for whole. */
export function refreshLists(client: QueryClient): void {
  for (const { queryKey, state } of client.getQueryCache().findAll({ queryKey: ['listCases'] })) {
    const pages = (state.data as Pages | undefined)?.pages.length ?? 0;
    if (pages > FEW_PAGES) void client.resetQueries({ queryKey });
    else void client.invalidateQueries({ queryKey });
  }
}

function patched(old: Pages, ids: readonly string[], cards: readonly CaseCard[], filter: ListFilter): Pages {
  const gone = new Set(ids);
  const order = orderOf(filter);
  const pages = old.pages.map((page) =>
    page.cases.some(({ id }) => gone.has(id))
      ? { ...page, cases: page.cases.filter(({ id }) => !gone.has(id)) }
      : page,
  );
  for (const card of cards) {
    const at = pages.findIndex(({ cases }) => cases.length > 0 && order(card, cases.at(-1)!) < 0);
    // Beyond what is loaded it comes with its own page.
    const index = at >= 0 ? at : pages.at(-1)?.next === null ? pages.length - 1 : -1;
    const page = pages[index];
    if (page) pages[index] = { ...page, cases: [...page.cases, card].sort(order) };
  }
  return { ...old, pages };
}

/** The server's order: open cases by red-from, what has ended by its report, newest first. */
function orderOf({ scope, view }: ListFilter): (a: CaseCard, b: CaseCard) => number {
  const byId = (a: CaseCard, b: CaseCard) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  const ended = scope === 'ended' || view === 'unresolved' || view === 'no-subject';
  if (ended) return (a, b) => b.reportedAt - a.reportedAt || byId(b, a);
  const red = (card: CaseCard) =>
    card.parkedAt === null && card.redFrom !== null ? card.redFrom : Number.MAX_SAFE_INTEGER;
  return (a, b) => red(a) - red(b) || byId(a, b);
}
