import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import type { CaseCard } from '../../../core/contract/api/answers.ts';
import type { useCaseList } from '../api/caseList.ts';
import { lightOfCard, lightOfRequest } from '../parts/cardLight.ts';
import { useWords } from '../parts/i18n.ts';
import { Light } from '../parts/Light.tsx';
import { useCity } from '../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../parts/States.tsx';
import type { Selection } from './bulk/selection.ts';

interface ListPaneProps {
  readonly title: string;
  readonly count: number | null;
  readonly list: ReturnType<typeof useCaseList>;
  readonly searching: boolean;
  readonly picked: string | null;
  readonly onPick: (id: string) => void;
  readonly onStep: (step: 1 | -1) => void;
  readonly filtering: boolean;
  readonly onFiltering: (open: boolean) => void;
  readonly filterPanel: ReactNode;
  readonly chips: ReactNode;
  /** The list is of requests: their own light is shown. */
  readonly asking: boolean;
  readonly selection: Selection;
}

const ROW = 32;

/** The queue's cases by red-from; only the rows in sight are drawn, pages are fetched as one comes near them. */
export function ListPane({ title, count, list, searching, picked, onPick, onStep, ...panel }: ListPaneProps) {
  const { t } = useWords();
  const { query, cases } = list;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: cases.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const items = rows.getVirtualItems();
  const index = cases.findIndex((one) => one.id === picked);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls only when another case is picked
  useEffect(() => {
    if (index >= 0) rows.scrollToIndex(index, { align: 'auto' });
  }, [picked]);
  const lastShown = items.at(-1)?.index ?? 0;
  const wantsMore = query.hasNextPage && !query.isFetchingNextPage && lastShown > cases.length - 40;
  useEffect(() => {
    if (wantsMore) void query.fetchNextPage();
  }, [wantsMore, query.fetchNextPage]);
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== 1 && step !== -1) return;
    event.preventDefault();
    onStep(step);
  };
  return (
    <section className="list" aria-label={t('desk.list')}>
      <header>
        <h2>{title}</h2>
        {count !== null && <span className="q">{count}</span>}
        <span className="q sort">{t('desk.byRed')}</span>
        <button
          type="button"
          className="link"
          aria-expanded={panel.filtering}
          onClick={() => panel.onFiltering(!panel.filtering)}
        >
          <kbd>,</kbd> {t('desk.filter')}
        </button>
      </header>
      {panel.chips}
      {panel.filtering && panel.filterPanel}
      <div className="row head" aria-hidden="true">
        <span>{t('desk.leftOver')}</span>
        <span>{t('word.category')}</span>
        <span>{t('word.place')}</span>
        <span>{t('word.unit')}</span>
      </div>
      <div className="rowsbox">
        <Instead list={list} searching={searching} />
        <div
          ref={scroller}
          className="rows"
          role="listbox"
          aria-label={title}
          tabIndex={0}
          aria-activedescendant={index >= 0 ? `case-${picked}` : undefined}
          onKeyDown={onKey}
        >
          <svg className="spacer" width="1" height={rows.getTotalSize()} aria-hidden="true" />
          {items.map((item) => {
            const card = cases[item.index];
            return (
              card && (
                <Row
                  key={card.id}
                  card={card}
                  top={item.start}
                  on={card.id === picked}
                  onPick={onPick}
                  asking={panel.asking}
                  selection={panel.selection}
                />
              )
            );
          })}
        </div>
      </div>
      <footer>
        <span>
          <kbd>J</kbd> <kbd>K</kbd> {t('desk.move')}
        </span>
        <span>
          <kbd>{t('desk.bulk.space')}</kbd> {t('desk.bulk.choose')}
        </span>
        {cases.length > 0 && (
          <span className="end">
            {t('desk.of', {
              from: (items[0]?.index ?? 0) + 1,
              to: lastShown + 1,
              all: count ?? `${cases.length}${query.hasNextPage ? '+' : ''}`,
            })}
          </span>
        )}
      </footer>
    </section>
  );
}

function Instead({ list: { query, cases }, searching }: Pick<ListPaneProps, 'list' | 'searching'>) {
  const { t } = useWords();
  if (query.isPending) return <Loading />;
  if (query.isError && cases.length === 0) return <ErrorState error={query.error} onRetry={query.refetch} />;
  if (cases.length > 0) return null;
  return (
    <EmptyState title={t('desk.emptyTitle')} hint={t(searching ? 'desk.searchEmpty' : 'desk.emptyHint')} />
  );
}

interface RowProps {
  readonly card: CaseCard;
  readonly top: number;
  readonly on: boolean;
  readonly onPick: (id: string) => void;
  readonly asking: boolean;
  readonly selection: Selection;
}

function Row({ card, top, on, onPick, asking, selection }: RowProps) {
  const { t } = useWords();
  const city = useCity();
  return (
    <div
      id={`case-${card.id}`}
      role="option"
      tabIndex={-1}
      aria-selected={on}
      data-chosen={selection.ids.has(card.id) || undefined}
      className="row"
      ref={(row) => row?.style.setProperty('transform', `translateY(${top}px)`)}
      onClick={(event) => {
        if (event.shiftKey) selection.extendTo(card.id);
        else if (event.ctrlKey || event.metaKey) selection.toggle(card.id);
        else onPick(card.id);
      }}
      onKeyDown={(event) => event.key === 'Enter' && onPick(card.id)}
    >
      <span className="chosen">
        {selection.ids.has(card.id) && <span className="vh">{t('desk.bulk.isChosen')} </span>}
        <Light of={asking ? lightOfRequest(card) : lightOfCard(card, city)} />
      </span>
      <span className="what" title={city.category(card.categoryKey)}>
        {card.urgency === 'emergency' && <em>{t('word.urgent')} </em>}
        {city.category(card.categoryKey, true)}
        {card.pending && <small> {t(`case.pending.${card.pending}`)}</small>}
      </span>
      <span className="q" title={card.address ?? undefined}>
        {card.address ?? t('word.unknownPlace')}
      </span>
      <span className="q" title={city.unit(card.unit)}>
        {city.unit(card.unit, true)}
      </span>
    </div>
  );
}
