import { CHAINS } from '../../../core/rules/scoring/periods.ts';
import { useAnswer } from '../api/answers.ts';
import { asHouseError } from '../api/call.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../parts/States.tsx';
import { LangSwitch, LogoutButton, ThemeSwitch } from '../parts/Switches.tsx';
import { AppealList } from './AppealList.tsx';
import { CasePanel } from './CasePanel.tsx';
import { ClauseTable } from './ClauseTable.tsx';
import { CompanyPage } from './CompanyPage.tsx';
import { Figures } from './Figures.tsx';
import { useMonthName } from './month.ts';
import { Papers } from './papers/Papers.tsx';
import { RankList } from './RankList.tsx';
import { TABS, useRoute } from './route.ts';
import { Summary } from './Summary.tsx';
import { Trend } from './Trend.tsx';
import { UnitPanel } from './UnitPanel.tsx';
import { WhatIf } from './WhatIf.tsx';

/** Ranking, and from any number to its cases and their clocks in two clicks; a company sees its own figures. */
export function ScorePage() {
  return useCity().me.user?.role === 'company' ? <CompanyPage /> : <Ranking />;
}

function Ranking() {
  const { t } = useWords();
  const [route] = useRoute();
  const page = useAnswer('score', route.period === null ? {} : { period: route.period }, { keep: true });
  const none = page.isError && asHouseError(page.error).code === 'not-found';
  return (
    <div className="score">
      <TopBar page={page.data ?? null} />
      {page.isPending && <Loading />}
      {none && <EmptyState title={t('score.title')} hint={t('score.noPeriod')} />}
      {page.isError && !none && <ErrorState error={page.error} onRetry={page.refetch} />}
      {page.data && (
        <>
          <Summary page={page.data} />
          <Body page={page.data} />
        </>
      )}
    </div>
  );
}

function Body({ page }: { page: Parameters<typeof Summary>[0]['page'] }) {
  const { t } = useWords();
  const [route] = useRoute();
  const { id } = page.period;
  if (route.tab === 'trend') return <Trend period={id} goal={page.city.goal} />;
  if (route.tab === 'clauses') return <ClauseTable page={page} />;
  if (route.tab === 'figures') return <Figures key={id} period={id} />;
  if (route.tab === 'papers') return <Papers key={id} period={id} />;
  if (route.tab === 'appeals') return <AppealList period={id} />;
  if (route.tab === 'what-if') return <WhatIf key={id} page={page} />;
  return (
    <div className={route.unit === null ? 'two' : 'two open'}>
      <RankList page={page} />
      <main className="panel">
        {route.unit === null && <EmptyState title={t('score.tab.ranking')} hint={t('score.choose')} />}
        {route.unit !== null && route.caseId === null && <UnitPanel period={id} unit={route.unit} />}
        {route.unit !== null && route.caseId !== null && (
          <CasePanel period={id} unit={route.unit} caseId={route.caseId} no={route.no} />
        )}
      </main>
    </div>
  );
}

function TopBar({ page }: { page: Parameters<typeof Summary>[0]['page'] | null }) {
  const { t } = useWords();
  const month = useMonthName();
  const [route, go] = useRoute();
  return (
    <header className="top">
      <h1>{t('score.title')}</h1>
      <nav>
        {TABS.map((tab) => (
          <button
            key={tab}
            type="button"
            aria-current={route.tab === tab ? 'page' : undefined}
            onClick={() => go({ tab })}
          >
            {t(`score.tab.${tab}`)}
          </button>
        ))}
      </nav>
      <span className="end">
        {page && page.chains.length > 1 && (
          <fieldset className="chains">
            <legend className="vh">{t('score.chains')}</legend>
            {CHAINS.flatMap((chain) => page.chains.filter((one) => one.chain === chain)).map(
              ({ chain, period }) => (
                <button
                  key={chain}
                  type="button"
                  data-chain={chain}
                  aria-pressed={page.chain === chain}
                  onClick={() => go({ period, caseId: null, no: 0 })}
                >
                  {t(`score.chain.${chain}`)}
                </button>
              ),
            )}
          </fieldset>
        )}
        <label>
          <span className="vh">{t('score.period')}</span>
          <select
            className="input"
            value={page?.period.id ?? ''}
            onChange={(event) => go({ period: Number(event.target.value), caseId: null, no: 0 })}
          >
            {page?.periods.map((period) => (
              <option key={period.id} value={period.id}>
                {month(period.name)}
              </option>
            ))}
          </select>
        </label>
        <ThemeSwitch />
        <LangSwitch />
        <LogoutButton />
      </span>
    </header>
  );
}
