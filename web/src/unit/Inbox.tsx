import { memo, useMemo } from 'react';
import type { CaseCard } from '../../../core/contract/api/answers.ts';
import { lightOfCard } from '../parts/cardLight.ts';
import { useWords } from '../parts/i18n.ts';
import { Light, LightSymbol, lightOf } from '../parts/Light.tsx';
import { useCity } from '../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../parts/States.tsx';
import { useMinute } from '../parts/ticker.ts';
import { workingSpans } from '../parts/time.ts';
import { AcknowledgeAll } from './AcknowledgeAll.tsx';
import { GROUPS, type GroupName, groupInbox, type useInbox } from './inbox.ts';

const DAY = 86_400_000;

interface InboxProps {
  readonly inbox: ReturnType<typeof useInbox>;
  readonly picked: string | null;
  readonly onPick: (id: string) => void;
}

/** How it stands, then every case in groups by when it is due. */
export function Inbox({ inbox: { query, cases }, picked, onPick }: InboxProps) {
  const { t } = useWords();
  const city = useCity();
  const now = useMinute();
  const groups = useMemo(() => groupInbox(cases, city, now), [cases, city, now]);
  return (
    <section className="inbox" aria-label={t('unit.inbox')}>
      <Standing cases={cases} />
      <div className="scroller">
        {query.isPending && <Loading />}
        {query.isError && cases.length === 0 && <ErrorState error={query.error} onRetry={query.refetch} />}
        {query.isSuccess && cases.length === 0 && (
          <EmptyState title={t('unit.emptyTitle')} hint={t('unit.emptyHint')} />
        )}
        {GROUPS.map((name) => {
          const members = groups.get(name);
          return (
            members && (
              <Group key={name} name={name} cases={members} now={now} picked={picked} onPick={onPick} />
            )
          );
        })}
        {query.hasNextPage && (
          <button
            type="button"
            className="btn more"
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('unit.more')}
          </button>
        )}
      </div>
    </section>
  );
}

/** Late, about to be late, in time; how many are open and how many nobody has read. */
function Standing({ cases }: { cases: readonly CaseCard[] }) {
  const { t } = useWords();
  const city = useCity();
  const now = useMinute();
  const own = cases.filter((card) => card.status === 'handling');
  const lights = own.map((card) => lightOf(lightOfCard(card, city), now));
  const unread = own.filter((card) => !card.acknowledged);
  return (
    <div className="standing">
      {(['red', 'yellow', 'green'] as const).map((light) => (
        <span key={light} className={`lt ${light}`}>
          <LightSymbol light={light} />
          <b>{lights.filter((one) => one === light).length}</b>
          {t(`light.${{ red: 'late', yellow: 'soon', green: 'inTime' }[light]}`)}
        </span>
      ))}
      <span className="q">
        {t('unit.open', { n: own.length })} · {t('unit.unread', { n: unread.length })}
      </span>
      <AcknowledgeAll unread={unread} />
    </div>
  );
}

interface GroupProps {
  readonly name: GroupName;
  readonly cases: readonly CaseCard[];
  readonly now: number;
  readonly picked: string | null;
  readonly onPick: (id: string) => void;
}

function Group({ name, cases, now, picked, onPick }: GroupProps) {
  const { t } = useWords();
  const note = useDayNote(name, now);
  return (
    <section>
      <h2>
        <span>{t(`unit.group.${name}`)}</span>
        <span>{[t('unit.cases', { n: cases.length }), note].filter(Boolean).join(' · ')}</span>
      </h2>
      <ul>
        {cases.map((card) => (
          <Row key={card.id} card={card} on={card.id === picked} now={now} onPick={onPick} />
        ))}
      </ul>
    </section>
  );
}

/** When work ends today, and whether tomorrow is worked. */
function useDayNote(name: GroupName, now: number): string {
  const { t } = useWords();
  const { calendar, time } = useCity();
  if (!calendar || (name !== 'today' && name !== 'tomorrow')) return '';
  const from = time.startOfDay(name === 'today' ? now : time.startOfDay(now) + DAY + DAY / 12);
  const spans = workingSpans(calendar, from, time.startOfDay(from + DAY + DAY / 12));
  if (name === 'tomorrow')
    return t(spans.length > 0 ? 'unit.workDay' : 'unit.freeDay', {
      day: time.day(from).replace(/\s*\d+\s*/, ''),
    });
  const end = spans.at(-1)?.[1];
  return end ? t('unit.workEnds', { time: time.time(end) }) : '';
}

const Row = memo(function Row({
  card,
  on,
  now,
  onPick,
}: Omit<GroupProps, 'name' | 'cases' | 'picked'> & { card: CaseCard; on: boolean }) {
  const { t } = useWords();
  const city = useCity();
  const due = card.dueAt ?? card.redFrom;
  const own = card.status === 'handling';
  const dueWord = !own ? '' : due === null ? t('unit.unlimited') : city.time.due(due, now);
  return (
    <li>
      <button
        type="button"
        className="row"
        aria-current={on ? 'true' : undefined}
        onClick={() => onPick(card.id)}
      >
        {card.status === 'handling' || card.status === 'deferred' ? (
          <Light of={lightOfCard(card, city)} />
        ) : (
          <span />
        )}
        <span className="what cut">
          {card.urgency === 'emergency' && <b>{t('word.urgent')} </b>}
          {city.category(card.categoryKey, true)}
          <small>{city.condition(card.conditionKey)}</small>
        </span>
        <span className="where q cut">{card.address ?? t('word.unknownPlace')}</span>
        <span className="due">{dueWord}</span>
        <span className={stateOf(card) === 'unread' ? 'how new' : 'how'}>{stateWord(card, t)}</span>
      </button>
    </li>
  );
});

function stateOf(card: CaseCard): 'unread' | 'read' {
  return card.acknowledged || card.status !== 'handling' ? 'read' : 'unread';
}

function stateWord(card: CaseCard, t: ReturnType<typeof useWords>['t']): string {
  if (card.status !== 'handling') return t(`status.${card.status}`);
  if (card.pending) return t(`case.pending.${card.pending}`);
  if (!card.acknowledged) return t('unit.state.unread');
  if (card.crew) return card.crew;
  if (card.repeats) return t('unit.state.repeat', { n: card.repeats + 1 });
  return t('unit.state.read');
}
