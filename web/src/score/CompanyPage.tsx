import { useState } from 'react';
import { useAnswer } from '../api/answers.ts';
import { useWords } from '../parts/i18n.ts';
import { ErrorState, Loading } from '../parts/States.tsx';
import { LangSwitch, LogoutButton, ThemeSwitch } from '../parts/Switches.tsx';
import { Figures } from './Figures.tsx';
import { useMonthName } from './month.ts';

const GROUPS = ['collector', 'company'] as const;

/** What a collection company sees (spec 06): its own collectors' figures by month, nothing of units or cases. */
export function CompanyPage() {
  const { t } = useWords();
  const month = useMonthName();
  const [chosen, choose] = useState<number | null>(null);
  const answer = useAnswer('figures', { by: 'company' });
  const running = answer.data;
  const period = chosen ?? running?.periods.find(({ from }) => from <= running.from)?.id ?? null;
  return (
    <div className="score plain">
      <header className="top">
        <h1>{t('score.title')}</h1>
        <span className="end">
          <label>
            <span className="vh">{t('score.period')}</span>
            <select
              className="input"
              value={period ?? ''}
              onChange={(event) => choose(Number(event.target.value))}
            >
              {running?.periods.map(({ id, name }) => (
                <option key={id} value={id}>
                  {month(name)}
                </option>
              ))}
            </select>
          </label>
          <ThemeSwitch />
          <LangSwitch />
          <LogoutButton />
        </span>
      </header>
      {answer.isPending && <Loading />}
      {answer.isError && <ErrorState error={answer.error} onRetry={answer.refetch} />}
      {running && <Figures key={period} period={period} groups={GROUPS} />}
    </div>
  );
}
