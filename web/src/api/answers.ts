import { keepPreviousData, QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import type { EndpointAnswer, EndpointInput, EndpointName } from '../../../core/contract/api/endpoints.ts';
import type { HouseError } from '../../../core/contract/errors.ts';
import { asHouseError, call } from './call.ts';

/** One client a page. Hints of the socket make answers stale; nothing is polled while it is connected. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => asHouseError(error).code === 'unavailable' && failures < 5,
      retryDelay: (attempt) => Math.min(8_000, 500 * 2 ** attempt),
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});

/** Options of a GET endpoint for react-query; the key is [endpoint, input], so that hints find it. */
export function answerOptions<E extends EndpointName>(endpoint: E, input: EndpointInput<E>) {
  return queryOptions<EndpointAnswer[E], HouseError>({
    queryKey: [endpoint, input],
    queryFn: ({ signal }) => call(endpoint, input, { signal }),
  });
}

interface UseAnswerOptions {
  readonly enabled?: boolean;
  /** Keeps the answer to the last input on screen until the next one is there. */
  readonly keep?: boolean;
  readonly refetchInterval?: number;
  readonly staleTime?: number;
}

/** The answer of a GET endpoint, kept fresh by hints. */
export function useAnswer<E extends EndpointName>(
  endpoint: E,
  input: EndpointInput<E>,
  { keep, ...options }: UseAnswerOptions = {},
) {
  return useQuery({
    ...answerOptions(endpoint, input),
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    ...options,
  });
}

/** Drops what was answered to another person; who is logged in stays on screen until it is known anew. */
export function forgetAnswers(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
}
