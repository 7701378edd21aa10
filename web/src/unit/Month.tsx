import { useState } from 'react';
import type { ScoreUnit } from '../../../core/contract/api/score.ts';
import { useAnswer } from '../api/answers.ts';
import { asHouseError } from '../api/call.ts';
import { useWords } from '../parts/i18n.ts';
import { EmptyState, ErrorState, Loading } from '../parts/States.tsx';
import { MonthItems } from './MonthItems.tsx';

/** The unit's month so far, or an earlier one: the score, what it is made of, which clause cost how much. */
export function Month({ unit }: { unit: string }) {
  const { t } = useWords();
  const [wanted, setWanted] = useState<number | null>(null);
  const score = useAnswer('score', wanted === null ? {} : { period: wanted }, { keep: true });
  const period = score.data?.period;
  const own = score.data?.units.find((one) => one.unit === unit);
  const some = period !== undefined && own !== undefined && own.shouldResolve > 0;
  const whole = useAnswer('scoreUnit', { period: period?.id ?? 0, unit }, { enabled: some, keep: true });
  if (score.isPending) return <Loading />;
  // A young city has no month yet: nothing is wrong.
  if (score.isError && asHouseError(score.error).code === 'not-found')
    return <EmptyState title={t('unit.month')} hint={t('unit.noScore')} />;
  if (score.isError) return <ErrorState error={score.error} onRetry={score.refetch} />;
  return (
    <div className="month">
      <label>
        <span className="vh">{t('unit.period')}</span>
        <select
          className="input"
          value={period?.id ?? ''}
          onChange={(event) => setWanted(Number(event.target.value))}
        >
          {score.data.periods.map(({ id, name }) => (
            <option key={id} value={id}>
              {t('unit.monthTitle', { period: name })}
            </option>
          ))}
        </select>
      </label>
      {some && whole.data ? (
        <Sum of={whole.data} />
      ) : (
        !some && <EmptyState title={t('unit.month')} hint={t('unit.noScore')} />
      )}
    </div>
  );
}

function Sum({ of }: { of: ScoreUnit }) {
  const { t } = useWords();
  const { unit: own, period, quotas } = of;
  return (
    <>
      <p className="score">
        <b>{own.score ?? '–'}</b>
        {own.rank !== null && <span>{t('unit.rank', { rank: own.rank })}</span>}
        <span className="q">{t(`unit.periodState.${period.state}`)}</span>
      </p>
      <p className="q">{t('unit.sums', { n: own.shouldResolve, r: own.resolved, t: own.timely })}</p>
      <hr />
      <h2>{t('unit.costs')}</h2>
      <Costs of={of} />
      <MonthItems period={period.id} unit={own.unit} />
      <hr />
      {quotas && (
        <p className="q">
          {t('unit.quota', { n: of.n0, quota: quotas.extension.quota, used: quotas.extension.used })}
        </p>
      )}
    </>
  );
}

function Costs({ of }: { of: ScoreUnit }) {
  const { t } = useWords();
  const losses = of.losses.filter((loss) => loss.cases > 0);
  const most = Math.max(...losses.map((loss) => Number(loss.points)), 0.01);
  if (losses.length === 0) return <p className="q">{t('unit.noCosts')}</p>;
  return (
    <ul className="costs">
      {losses.map((loss) => (
        <li key={loss.clause}>
          <span>{t(`unit.clause.${loss.clause}`)}</span>
          <span className="num q">{t('unit.cases', { n: loss.cases })}</span>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect width={(100 * Number(loss.points)) / most} height={10} />
          </svg>
          <b className="num">−{loss.points}</b>
        </li>
      ))}
    </ul>
  );
}
