import { useInfiniteQuery } from '@tanstack/react-query';
import type { ScoreItem } from '../../../core/contract/api/answers.ts';
import { ITEM_SHOWS, type ItemShow } from '../../../core/contract/api/score.ts';
import { call } from '../api/call.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { ErrorState, Loading } from '../parts/States.tsx';
import { useMinute } from '../parts/ticker.ts';
import { hoursMinutes } from '../parts/time.ts';
import { useRoute } from './route.ts';

const PAGE = 100;

interface ItemListProps {
  readonly period: number;
  readonly unit: string;
  readonly counts: Readonly<Record<ItemShow, number>>;
}

/** The cases behind a unit's numbers, each leading to its clock. */
export function ItemList({ period, unit, counts }: ItemListProps) {
  const { t } = useWords();
  const [{ show, clause }, go] = useRoute();
  const input = { period, unit, show, ...(clause === null ? {} : { clause }), limit: PAGE };
  const list = useInfiniteQuery({
    queryKey: ['scoreItems', input],
    queryFn: ({ pageParam, signal }) =>
      call('scoreItems', pageParam === null ? input : { ...input, after: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="itemlist">
      <div className="filters">
        {ITEM_SHOWS.map((one) => (
          <button
            key={one}
            type="button"
            data-show={one}
            aria-pressed={show === one}
            onClick={() => go({ show: one, clause: null })}
          >
            {t(`score.show.${one}`)} <span className="qq">{counts[one]}</span>
          </button>
        ))}
        {clause !== null && (
          <button type="button" className="btn" onClick={() => go({ clause: null })}>
            {t('score.onlyClause', { clause: t(`score.clause.${clause}`) })} ×
          </button>
        )}
      </div>
      {list.isPending && <Loading />}
      {list.isError && <ErrorState error={list.error} onRetry={list.refetch} />}
      {list.data && items.length === 0 && <p className="q">{t(`score.noItems.${show}`)}</p>}
      {items.length > 0 && <Table items={items} />}
      {list.hasNextPage && (
        <button type="button" className="btn" onClick={() => void list.fetchNextPage()}>
          {t('score.more', { n: PAGE })}
        </button>
      )}
    </section>
  );
}

function Table({ items }: { items: readonly ScoreItem[] }) {
  const { t } = useWords();
  return (
    <table>
      <thead>
        <tr>
          <th>{t('word.case')}</th>
          <th>{t('word.category')}</th>
          <th>{t('word.place')}</th>
          <th className="num">{t('score.usedLimit')}</th>
          <th>{t('score.verdicts')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Row key={`${item.caseId} ${item.no}`} item={item} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ item }: { item: ScoreItem }) {
  const { lang } = useWords();
  const city = useCity();
  const [, go] = useRoute();
  const open = () => go({ caseId: item.caseId, no: item.no });
  const used = item.usedMs === null ? '–' : hoursMinutes(item.usedMs, lang);
  const limit = item.limitMs === null ? '–' : hoursMinutes(item.limitMs, lang);
  return (
    <tr data-case={item.caseId} onClick={open}>
      <td>
        <button type="button" className="link" onClick={open}>
          {item.number}
        </button>
      </td>
      <td className="cut">{city.category(item.categoryKey, true)}</td>
      <td className="cut q">{item.address}</td>
      <td className="num">
        {used} / {limit}
      </td>
      <td className="cut">
        <Verdict item={item} />
      </td>
    </tr>
  );
}

function Verdict({ item }: { item: ScoreItem }) {
  const { t } = useWords();
  const { time } = useCity();
  const now = useMinute();
  if (item.moved) return <span className="q">{t(`score.movedAs.${item.moved}`)}</span>;
  if (item.excluded) return <span className="q">{t('score.excluded')}</span>;
  if (item.pending)
    return (
      <span className="q">
        {item.originalDueAt === null
          ? t('score.pending')
          : t('score.due', { at: time.due(item.originalDueAt, now) })}
      </span>
    );
  if (item.timely) return <span className="q">{t('score.yesTimely')}</span>;
  return item.clauses.map((clause) => t(`score.clause.${clause}`)).join(' · ');
}
