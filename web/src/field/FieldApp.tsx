import { lazy, Suspense, useEffect } from 'react';
import { queryClient } from '../api/answers.ts';
import { asHouseError, call } from '../api/call.ts';
import { addWords, useWords } from '../parts/i18n.ts';
import { CityProvider } from '../parts/names.tsx';
import { Banners } from './Banners.tsx';
import { CONSENT_VERSION, owedConsentKey } from './duty/Consent.tsx';
import { startDuty } from './duty/duty.ts';
import { useOfflineReady } from './offlineReady.ts';
import { isOwed } from './outbox/item.ts';
import { OutboxPage } from './outbox/OutboxPage.tsx';
import { outboxNow, subscribe, useOutbox } from './outbox/queue.ts';
import { noteLine, noteWho } from './outbox/sender.ts';
import { ReportPage } from './report/ReportPage.tsx';
import { type KnownMe, UserProvider, useUser } from './session.ts';
import { keep, readKept } from './store/db.ts';
import { goTo, type Tab, useWhere } from './tabs.ts';
import { TasksPage } from './tasks/TasksPage.tsx';
import { useTaskCount } from './tasks/taskCount.ts';
import { allZh } from './words/allZh.ts';

// Reporting, tasks and outbox stand at once; these come behind, and lie on the phone from the first opening on.
const BeatPage = lazy(async () => ({ default: (await import('./beat/BeatPage.tsx')).BeatPage }));
const MinePage = lazy(async () => ({ default: (await import('./mine/MinePage.tsx')).MinePage }));

addWords('zh', allZh);

/** What stands behind the gate: the city's names, who is at work, and the pages. */
export function FieldApp({ me }: { me: KnownMe }) {
  return (
    <CityProvider me={me} known>
      <UserProvider value={me.user}>
        <Pages />
      </UserProvider>
    </CityProvider>
  );
}

/** The pages of the phone and the way between them. */
function Pages() {
  const { tab, open } = useWhere();
  const user = useUser();
  useHints();
  useOfflineReady();
  useEffect(() => (user.role === 'collector' ? startDuty() : undefined), [user.role]);
  useEffect(() => void tellOwedConsent(user.id), [user.id]);
  useEffect(() => askAgainWhenSent(), []);
  useEffect(() => hearAnswers(), []);
  return (
    <div className="phone">
      <Banners asked={tab === 'outbox' && open === 'login'} />
      {tab === 'report' && <ReportPage />}
      {tab === 'tasks' && <TasksPage />}
      <Suspense fallback={null}>
        {tab === 'beat' && <BeatPage />}
        {tab === 'mine' && <MinePage open={open} />}
      </Suspense>
      {tab === 'outbox' && <OutboxPage />}
      <Nav tab={tab} tabs={user.role === 'collector' ? FOR_COLLECTORS : FOR_HEADS} />
    </div>
  );
}

const FOR_COLLECTORS: readonly Tab[] = ['report', 'tasks', 'beat', 'outbox'];
const FOR_HEADS: readonly Tab[] = ['report', 'mine', 'outbox'];

function Nav({ tab, tabs }: { tab: Tab; tabs: readonly Tab[] }) {
  const { t } = useWords();
  const user = useUser();
  const { items } = useOutbox();
  const tasks = useTaskCount();
  const owed = items.filter((item) => item.userId === user.id && isOwed(item)).length;
  const counts: Partial<Record<Tab, number>> = { tasks, outbox: owed };
  return (
    <nav className={`nav n${tabs.length}`} aria-label={t('field.tab.label')}>
      {tabs.map((one) => (
        <button
          key={one}
          type="button"
          aria-current={tab === one ? 'page' : undefined}
          onClick={() => goTo(one)}
        >
          {t(`field.tab.${one}`)} {counts[one] ? <span className="count">{counts[one]}</span> : null}
        </button>
      ))}
    </nav>
  );
}

/** The socket's hints make answers fresh; its library is loaded after the page stands, and only with a network. */
function useHints(): void {
  useEffect(() => {
    let close: (() => void) | null = null;
    let gone = false;
    const timer = setTimeout(
      () =>
        void import('../api/live.ts')
          .then(({ openLive }) => {
            if (!gone) close = openLive();
          })
          .catch(() => undefined),
      1_500,
    );
    return () => {
      gone = true;
      clearTimeout(timer);
      close?.();
    };
  }, []);
}

/** What any question learns of line and login is told at once, not only when something is to be sent. */
function hearAnswers(): () => void {
  return queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated') return;
    const { action } = event;
    if (action.type === 'success' && !action.manual) noteLine(true);
    if (action.type !== 'error') return;
    const { code } = asHouseError(action.error);
    if (code === 'not-signed-in') noteWho(null);
    if (code === 'unavailable') noteLine(false);
  });
}

/** What is sent changes tasks, figures and reports. */
function askAgainWhenSent(): () => void {
  let before = -1;
  return subscribe(() => {
    const now = outboxNow().filter((item) => item.stage === 'sent').length;
    if (before !== -1 && now !== before)
      void queryClient.invalidateQueries({
        predicate: ({ queryKey }) => AFTER_SENT.has(String(queryKey[0])),
      });
    before = now;
  });
}
const AFTER_SENT = new Set(['tasks', 'surveys', 'myReports', 'myDay', 'beat']);

async function tellOwedConsent(userId: string): Promise<void> {
  if (!(await readKept<number>(owedConsentKey(userId)))?.value) return;
  await call('consent', { version: CONSENT_VERSION }).then(
    () => keep(owedConsentKey(userId), 0),
    () => undefined,
  );
}
