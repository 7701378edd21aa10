import './desk.css';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { answerOptions, useAnswer } from '../api/answers.ts';
import { type ListFilter, useCaseList } from '../api/caseList.ts';
import { useAct } from '../case/act.ts';
import { type Act, DESK_ACTS, possibleActs } from '../case/acts.tsx';
import { useWords } from '../parts/i18n.ts';
import { KeyHelp } from '../parts/KeyHelp.tsx';
import { useKeys } from '../parts/keys.ts';
import { useCity } from '../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../parts/States.tsx';
import { undoLast } from '../parts/Toast.tsx';
import { ActBar } from './ActBar.tsx';
import { Alarm, useAcknowledge, useSounding } from './alarm/Alarm.tsx';
import { BoardPage } from './BoardPage.tsx';
import { CoordinationBoard } from './boards/Coordination.tsx';
import { BulkBar } from './bulk/BulkBar.tsx';
import { BulkDialog } from './bulk/BulkDialog.tsx';
import { BULK_ACTS, type BulkAct, fitting } from './bulk/bulkActs.ts';
import { useSelection } from './bulk/selection.ts';
import { CasePane } from './CasePane.tsx';
import { type Corner, FilterChips, FilterPanel } from './FilterPanel.tsx';
import { Header } from './Header.tsx';
import { IntakeForm } from './IntakeForm.tsx';
import { ListPane } from './ListPane.tsx';
import { filterOf, useDeskPlace } from './place.ts';
import { Queues, RUNNING, STANDING, useQueueCounts } from './Queues.tsx';
import { SidePane } from './SidePane.tsx';
import { WallScenes } from './WallScenes.tsx';

const ESCAPE = 'Escape';
const MAY_RECORD = new Set(['acceptance-officer', 'leader', 'unit-dispatcher']);

/** The operators' desk: queues, list, the case with what can be decided, and where it is. */
export function Desk() {
  const { t } = useWords();
  const { me } = useCity();
  const [place, go] = useDeskPlace();
  const { filter } = place;
  const list = useCaseList(filter);
  const counts = useQueueCounts();
  const { cases } = list;
  const search = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState<'help' | 'intake' | 'walls' | null>(null);
  const [more, setMore] = useState(false);
  const [filtering, setFiltering] = useState(false);
  const detail = useAnswer(
    'caseDetail',
    { id: place.picked ?? '' },
    { enabled: place.picked !== null, staleTime: 5_000 },
  );
  const shown = detail.data ?? null;

  const index = cases.findIndex((one) => one.id === place.picked);
  const lastIndex = useRef(0);
  if (index >= 0) lastIndex.current = index;
  const neighbour = (step: 1 | -1) =>
    cases[Math.max(0, index >= 0 ? index + step : lastIndex.current)] ?? null;
  const next =
    index >= 0 ? (cases[index + 1] ?? (index > 0 ? cases[index - 1] : null) ?? null) : (neighbour(1) ?? null);
  const pick = useCallback(
    (id: string | null) => {
      setMore(false);
      go({ picked: id });
    },
    [go],
  );
  const step = (by: 1 | -1) => {
    const to = neighbour(by);
    if (to && to.id !== place.picked) pick(to.id);
  };
  const searching = filter.q !== undefined;
  const onSearch = useCallback(
    (q: string) => go({ filter: filterOf(Object.entries({ ...filter, hand: q ? '' : filter.hand, q })) }),
    [go, filter],
  );
  const onFilter = useCallback((next: ListFilter) => go({ filter: next, picked: null, board: null }), [go]);
  const [corners, setCorners] = useState<readonly Corner[] | null>(null);

  const act = useAct(shown, () => pick(next?.id ?? null));
  useFirstCase(place.picked, cases[0]?.id, pick);
  usePrefetch(next?.id);

  const selection = useSelection(JSON.stringify(filter), cases);
  const [bulk, setBulk] = useState<BulkAct | null>(null);
  const fits = (one: BulkAct) => fitting(one, selection.cards, me.user?.role);
  const choosing = selection.ids.size > 0 && !place.board;
  const sounding = useSounding();
  const acknowledge = useAcknowledge();
  // The first press shows the emergency, the next one takes it over.
  const onAlarm = () => {
    const first = sounding[0]?.card.id;
    if (!first) return false;
    if (sounding.some(({ card }) => card.id === place.picked) && !place.board)
      return void acknowledge(place.picked ?? first);
    return go({ picked: first, board: null });
  };

  // On a board the picked case is out of sight: nothing is done with it.
  const acts = shown && !place.board ? possibleActs(DESK_ACTS, shown) : [];
  const mayRecord = MAY_RECORD.has(me.user?.role ?? '');
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    '/': () => search.current?.select(),
    '?': () => setOpen('help'),
    '.': () => setMore((was) => !was),
    u: () => undoLast(),
    '+': () => (mayRecord ? setOpen('intake') : false),
    ',': () => setFiltering((was) => !was),
    [ESCAPE]: () =>
      corners ? setCorners(null) : more ? setMore(false) : choosing ? selection.clear() : false,
    ...queueKeys((hand) => onFilter(hand ? { hand } : {})),
    ...(choosing
      ? keysOf(
          BULK_ACTS.filter((one) => fits(one).length > 0),
          setBulk,
        )
      : keysOf(acts, act.start)),
    ' ': () => (place.picked && index >= 0 ? selection.toggle(place.picked) : false),
    '*': () => selection.all(),
    ...(sounding.length > 0 ? { q: onAlarm } : {}),
    // A board has its own keys for moving and deciding.
    ...(place.board ? BOARD_KEEPS : {}),
  });

  const title = titleOf(filter, t);
  const count = countOf(filter, counts);
  return (
    <div className="desk">
      <Header
        q={filter.q ?? ''}
        onSearch={onSearch}
        search={search}
        onHelp={() => setOpen('help')}
        onIntake={mayRecord ? () => setOpen('intake') : null}
        onWalls={() => setOpen('walls')}
      />
      <Alarm rows={sounding} onPick={(id) => go({ picked: id, board: null })} />
      <Queues filter={filter} onPick={onFilter} board={place.board} onBoard={(board) => go({ board })} />
      {place.board === 'coordination' && (
        <CoordinationBoard onOpen={(id) => go({ filter: {}, picked: id, board: null })} />
      )}
      {place.board && place.board !== 'coordination' && <BoardPage board={place.board} />}
      {!place.board && (
        <>
          <ListPane
            title={title}
            count={count}
            list={list}
            searching={searching}
            picked={place.picked}
            onPick={pick}
            onStep={step}
            filtering={filtering}
            onFiltering={setFiltering}
            filterPanel={
              <FilterPanel filter={filter} onFilter={onFilter} corners={corners} onCorners={setCorners} />
            }
            asking={filter.view === 'approvals'}
            chips={<FilterChips filter={filter} onFilter={onFilter} />}
            selection={selection}
          />
          <main className="case">
            <CaseOr detail={detail} picked={place.picked}>
              {shown && <CasePane detail={shown} next={next} />}
            </CaseOr>
            {choosing && <BulkBar selection={selection} onAct={setBulk} />}
            {!choosing && shown && place.picked && (
              <ActBar detail={shown} more={more} onMore={setMore} onAct={act.start} />
            )}
          </main>
          <SidePane
            detail={place.picked ? shown : null}
            cases={cases}
            onPick={pick}
            area={filter.area}
            corners={corners}
            onCorner={corners ? (lon, lat) => setCorners([...corners, [lon, lat]]) : undefined}
          />
        </>
      )}
      {bulk && (
        <BulkDialog
          act={bulk}
          cards={fits(bulk)}
          left={selection.ids.size - fits(bulk).length}
          onDone={selection.drop}
          onClose={() => setBulk(null)}
        />
      )}
      {act.form}
      {open === 'help' && <KeyHelp keys={helpKeys(t, acts)} onClose={() => setOpen(null)} />}
      {open === 'walls' && <WallScenes onClose={() => setOpen(null)} />}
      {open === 'intake' && <IntakeForm onClose={() => setOpen(null)} onDone={(id) => go({ picked: id })} />}
    </div>
  );
}

/** Of acts that share a key the first in order has it. */
function keysOf<T extends { readonly key: string }>(acts: readonly T[], start: (act: T) => void) {
  return Object.fromEntries(acts.map((one): [string, () => void] => [one.key, () => start(one)]).reverse());
}

/** What a board answers itself, or what has no meaning on it. */
const BOARD_KEEPS = Object.fromEntries(
  [...'jk123456789o'].map((key): [string, () => boolean] => [key, () => false]),
);

/** What the list shows, in words. */
function titleOf({ q, view, hand, scope }: ListFilter, t: ReturnType<typeof useWords>['t']): string {
  if (q !== undefined) return t('desk.searchResult', { q });
  if (view) return t(`desk.view.${view}`);
  if (hand) return t(`desk.hand.${hand}`);
  return t(scope === 'ended' ? 'desk.ended' : 'desk.all');
}

/** How many it holds, where the counts of the queues say so. */
function countOf(filter: ListFilter, counts: ReturnType<typeof useQueueCounts>): number | null {
  const { hand, view, ...rest } = filter;
  if (Object.values(rest).some((value) => value !== undefined)) return null;
  if (view) return hand ? null : counts.ofView(view);
  return hand ? counts.of(hand).open : counts.all.open;
}

interface CaseOrProps {
  readonly detail: ReturnType<typeof useAnswer<'caseDetail'>>;
  readonly picked: string | null;
  readonly children: React.ReactNode;
}

function CaseOr({ detail, picked, children }: CaseOrProps) {
  const { t } = useWords();
  if (picked === null) return <EmptyState title={t('desk.noneTitle')} hint={t('desk.noneHint')} />;
  if (detail.data) return children;
  if (detail.isError) return <ErrorState error={detail.error} onRetry={detail.refetch} />;
  return <Loading />;
}

/** The most urgent case opens by itself when nothing is chosen. */
function useFirstCase(picked: string | null, first: string | undefined, pick: (id: string) => void): void {
  useEffect(() => {
    if (picked === null && first) pick(first);
  }, [picked, first, pick]);
}

/** The next case is there before it is asked for. */
function usePrefetch(id: string | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (id) void client.prefetchQuery({ ...answerOptions('caseDetail', { id }), staleTime: 5_000 });
  }, [client, id]);
}

/** Digits change the queue, in the order of the list on the left; 0 is all. */
function queueKeys(go: (hand: (typeof RUNNING)[number] | null) => void) {
  const hands = [...RUNNING.filter((hand) => hand !== 'machine'), ...STANDING];
  return Object.fromEntries(
    [...hands.entries()]
      .map(([i, hand]): [string, () => void] => [String(i + 1), () => go(hand)])
      .concat([['0', () => go(null)]]),
  );
}

function helpKeys(t: ReturnType<typeof useWords>['t'], acts: readonly Act[]): [string, string][] {
  const possible = new Set(acts.map((one) => one.name));
  const rows = DESK_ACTS.map((one): [string, string, boolean] => [
    one.key.toUpperCase(),
    t(`act.${one.name}`),
    possible.has(one.name),
  ]);
  return [
    ['J K', t('desk.keys.move')],
    ['/', t('desk.keys.search')],
    ['1 … 9 0', t('desk.keys.queue')],
    ['.', t('desk.keys.more')],
    ['U', t('desk.keys.undo')],
    [',', t('desk.keys.filter')],
    ['+', t('desk.keys.intake')],
    [t('desk.bulk.space'), t('desk.keys.choose')],
    ['*', t('desk.keys.chooseAll')],
    ['Enter', t('desk.keys.enter')],
    ['Esc', t('desk.keys.esc')],
    ['?', t('desk.keys.help')],
    ...rows.map(([key, does]): [string, string] => [key, does]),
  ];
}
