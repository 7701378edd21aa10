import { useInfiniteQuery } from '@tanstack/react-query';
import type { FigureCase } from '../../../core/contract/api/figures.ts';
import { FIGURE_WORDS } from '../../../core/contract/api/figureWords.ts';
import { call } from '../api/call.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../parts/States.tsx';
import { SURFACE_ROLES } from '../parts/surfaces.ts';
import { type FigureList, useRoute } from './route.ts';

const PAGE = 100;

/** The cases behind one number of the figures, each leading to its time line. */
export function FigureCases({ period, of, name }: { period: number; of: FigureList; name: string }) {
  const { t, lang } = useWords();
  const [, go] = useRoute();
  const { by, key, person, figure, side } = of;
  const input = {
    by,
    period,
    figure,
    side,
    limit: PAGE,
    ...(key === null ? {} : { key }),
    ...(person === null ? {} : { person }),
  };
  const list = useInfiniteQuery({
    queryKey: ['figureCases', input],
    queryFn: ({ pageParam, signal }) =>
      call('figureCases', pageParam === null ? input : { ...input, after: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const cases = list.data?.pages.flatMap((page) => page.cases) ?? [];
  const title = `${name} · ${FIGURE_WORDS[figure][lang]}`;
  return (
    <section className="figurecases" data-list={figure} aria-label={title}>
      <nav className="path" aria-label={t('score.path')}>
        <button type="button" className="link" onClick={() => go({ list: null })}>
          {t('score.tab.figures')}
        </button>
        <span>›</span>
        <strong>{title}</strong>
        <span className="q">{t(`score.figureSide.${side}`)}</span>
      </nav>
      {list.isPending && <Loading />}
      {list.isError && <ErrorState error={list.error} onRetry={list.refetch} />}
      {list.data && cases.length === 0 && <EmptyState title={title} hint={t('score.noFigureCases')} />}
      {cases.length > 0 && <Table cases={cases} />}
      {list.hasNextPage && (
        <button type="button" className="btn" onClick={() => void list.fetchNextPage()}>
          {t('score.more', { n: PAGE })}
        </button>
      )}
    </section>
  );
}

function Table({ cases }: { cases: readonly FigureCase[] }) {
  const { t } = useWords();
  const { me } = useCity();
  const role = me.user?.role;
  const surface = role && SURFACE_ROLES.desk.includes(role) ? 'desk' : 'unit';
  const counted = cases.some((one) => one.count > 1);
  return (
    <table>
      <thead>
        <tr>
          <th>{t('word.case')}</th>
          <th>{t('word.category')}</th>
          <th>{t('word.place')}</th>
          <th>{t('score.reportedAt')}</th>
          {counted && <th className="num">{t('score.countedTimes')}</th>}
          <th>{t('score.timeLine')}</th>
        </tr>
      </thead>
      <tbody>
        {cases.map((one) => (
          <Row key={one.caseId} of={one} surface={surface} counted={counted} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ of, surface, counted }: { of: FigureCase; surface: string; counted: boolean }) {
  const { t } = useWords();
  const city = useCity();
  const [, go] = useRoute();
  const { item } = of;
  return (
    <tr data-case={of.caseId}>
      <td>
        {item === null ? (
          <a className="link" href={`/${surface}?case=${of.caseId}`}>
            {of.number}
          </a>
        ) : (
          <button
            type="button"
            className="link"
            onClick={() =>
              go({
                tab: 'ranking',
                period: item.period,
                unit: item.unit,
                caseId: of.caseId,
                no: item.no,
                clause: null,
              })
            }
          >
            {of.number}
          </button>
        )}
      </td>
      <td className="cut">{city.category(of.categoryKey, true)}</td>
      <td className="cut q">{of.address}</td>
      <td className="q">
        {city.time.isoDate(of.reportedAt)} {city.time.time(of.reportedAt)}
      </td>
      {counted && <td className="num">{of.count}</td>}
      <td className="cut q">{item === null ? t('score.onlyCase') : city.unit(item.unit, true)}</td>
    </tr>
  );
}
