import './unit.css';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useAnswer } from '../api/answers.ts';
import { useLine } from '../api/live.ts';
import { useAct } from '../case/act.ts';
import { possibleActs, UNIT_ACTS } from '../case/acts.tsx';
import { useWorkWords } from '../parts/ClockBar.tsx';
import { useWords } from '../parts/i18n.ts';
import { useKeys } from '../parts/keys.ts';
import { useCity } from '../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../parts/States.tsx';
import { LangSwitch } from '../parts/Switches.tsx';
import { undoLast } from '../parts/Toast.tsx';
import { useMinute } from '../parts/ticker.ts';
import { UserMenu } from '../parts/UserMenu.tsx';
import { Inbox } from './Inbox.tsx';
import { GROUPS, groupInbox, useInbox } from './inbox.ts';
import { Month } from './Month.tsx';
import { Notices, noticesOf } from './Notices.tsx';
import { UnitCase } from './UnitCase.tsx';

const VIEWS = ['inbox', 'month', 'notices', 'posts'] as const;
type View = (typeof VIEWS)[number];

const Posts = lazy(async () => ({ default: (await import('../posts/Posts.tsx')).Posts }));

/** The liaison's page: inbox, the case with feedback, the own month. On a phone one of them at a time. */
export function Unit() {
  const { t } = useWords();
  const city = useCity();
  const now = useMinute();
  const unit = city.me.user?.unit ?? '';
  const inbox = useInbox(unit);
  const [picked, setPicked] = useState<string | null>(new URLSearchParams(location.search).get('case'));
  const [view, setView] = useState<View>('inbox');
  const detail = useAnswer(
    'caseDetail',
    { id: picked ?? '' },
    { enabled: picked !== null, staleTime: 5_000 },
  );
  const order = [...GROUPS].flatMap((name) => groupInbox(inbox.cases, city, now).get(name) ?? []);
  const index = order.findIndex((card) => card.id === picked);
  const pick = useCallback((id: string | null) => {
    setPicked(id);
    history.replaceState(null, '', id ? `?case=${id}` : location.pathname);
  }, []);
  const next = () => pick(narrow() ? null : (order[index + 1]?.id ?? order[index - 1]?.id ?? null));
  const act = useAct(detail.data ?? null, next);
  const step = (by: 1 | -1) => {
    const to = order[Math.min(order.length - 1, Math.max(0, index + by))];
    if (to) pick(to.id);
  };
  const acts = detail.data && picked ? possibleActs(UNIT_ACTS, detail.data) : [];
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    u: () => undoLast(),
    ...Object.fromEntries(acts.map((one): [string, () => void] => [one.key, () => act.start(one)])),
  });
  const notices = noticesOf(inbox.cases, city, now).length;
  const gap = useGap();
  const show = (one: View) => {
    setView(one);
    pick(null);
  };
  return (
    <div className="unit" data-view={picked ? 'case' : view}>
      <UnitHeader unit={unit} gap={gap} onPosts={() => show(view === 'posts' ? 'inbox' : 'posts')} />
      <Inbox inbox={inbox} picked={picked} onPick={pick} />
      <main className="case">
        {picked === null && view === 'posts' && (
          <div className="unitposts">
            <Suspense fallback={<Loading />}>
              <Posts />
            </Suspense>
          </div>
        )}
        {picked === null && view !== 'posts' && (
          <EmptyState title={t('unit.noneTitle')} hint={t('unit.noneHint')} />
        )}
        {picked !== null && detail.isPending && <Loading />}
        {picked !== null && detail.isError && !detail.data && (
          <ErrorState error={detail.error} onRetry={detail.refetch} />
        )}
        {picked !== null && detail.data && (
          <UnitCase detail={detail.data} onAct={act.start} onBack={() => pick(null)} onSent={next} />
        )}
      </main>
      <aside className="aside">
        <Month unit={unit} />
        <Notices cases={inbox.cases} onPick={pick} />
      </aside>
      <nav className="tabs" aria-label={t('unit.inbox')}>
        {VIEWS.map((one) => (
          <button
            key={one}
            type="button"
            aria-current={view === one ? 'page' : undefined}
            onClick={() => show(one)}
          >
            {t(`unit.${one}`)}{' '}
            {{ inbox: inbox.cases.length, notices: notices || '', month: '', posts: gap ? '!' : '' }[one]}
          </button>
        ))}
      </nav>
      {act.form}
    </div>
  );
}

/** Gaps begin without an event: looked for this often. */
const GAPS_MS = 60_000;

/** Whether nobody holds one of the unit's posts, now or in a coming absence. */
function useGap(): boolean {
  const { data } = useAnswer('posts', {}, { refetchInterval: GAPS_MS });
  return (data?.posts ?? []).some(({ holder, gapAt }) => holder === null || gapAt !== null);
}

interface UnitHeaderProps {
  readonly unit: string;
  readonly gap: boolean;
  readonly onPosts: () => void;
}

function UnitHeader({ unit, gap, onPosts }: UnitHeaderProps) {
  const { t } = useWords();
  const city = useCity();
  const now = useMinute();
  const work = useWorkWords();
  const line = useLine();
  return (
    <header className="top">
      <b className="cut">{city.unit(unit)}</b>
      <span className="q cut">{t('unit.inbox')}</span>
      {line.state === 'offline' && (
        <strong role="status" className="offline cut">
          {t('line.offline', { at: city.time.seconds(line.since) })}
        </strong>
      )}
      <span className="q clock">
        {city.time.time(now)} · {work(now)}
      </span>
      <button type="button" className="link toposts" onClick={onPosts}>
        {t('unit.posts')}
        {gap && <b> {t('unit.gap')}</b>}
      </button>
      <LangSwitch />
      <UserMenu />
    </header>
  );
}

function narrow(): boolean {
  return matchMedia('(max-width: 700px)').matches;
}
