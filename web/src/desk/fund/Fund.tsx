import './fund.css';
import { useState } from 'react';
import type { BudgetVersion, FundCost } from '../../../../core/contract/api/fund.ts';
import { useAnswer } from '../../api/answers.ts';
import { useWords } from '../../parts/i18n.ts';
import { type City, useCity } from '../../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../../parts/States.tsx';
import { SURFACE_ROLES } from '../../parts/surfaces.ts';
import { useMinute } from '../../parts/ticker.ts';
import { SetBudget } from './SetBudget.tsx';
import { addFundWords } from './words.ts';

addFundWords();

const POSITIONS = ['owed', 'recovered', 'written-off'] as const;
const SUMS = ['budget', 'committed', 'recovered', 'owed', 'writtenOff', 'ownCost', 'balance'] as const;
const CENTS = 100;
/** The coming year first: its budget is set before it begins. */
const YEARS_BACK = [-1, 0, 1, 2, 3, 4];

/** The year's fund for work done in a unit's place, and every cost behind its sums. */
export function Fund() {
  const { t } = useWords();
  const city = useCity();
  const now = useMinute();
  const [year, setYear] = useState<number | null>(null);
  const [position, setPosition] = useState('');
  const [setting, setSetting] = useState(false);
  const answer = useAnswer('fund', year === null ? {} : { year }, { keep: true, staleTime: 5_000 });
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const { balance, costs, versions, maySet } = answer.data;
  const thisYear = Number(city.time.isoDate(now).slice(0, 4));
  const shown = costs.filter((one) => position === '' || one.position === position);
  return (
    <div className="fund">
      <header>
        <h1>{t('fund.title')}</h1>
        <label>
          <span className="vh">{t('fund.year')}</span>
          <select
            className="input"
            value={answer.data.year}
            onChange={(event) => setYear(Number(event.target.value))}
          >
            {YEARS_BACK.map((back) => (
              <option key={back} value={thisYear - back}>
                {t('fund.ofYear', { year: thisYear - back })}
              </option>
            ))}
          </select>
        </label>
        {maySet && (
          <button type="button" className="btn pri" onClick={() => setSetting(true)}>
            {t('fund.setBudget')}
          </button>
        )}
      </header>
      <p className="q">{t('fund.lead')}</p>
      <dl className="sums">
        {SUMS.map((one) => (
          <div key={one}>
            <dt>{t(`fund.sum.${one}`)}</dt>
            <dd>{balance[one] === null ? t('fund.noBudget') : yuan(city, balance[one])}</dd>
          </div>
        ))}
      </dl>
      {balance.exceeded && <p className="postnote">{t('fund.exceeded')}</p>}
      {costs.length === 0 ? (
        <EmptyState title={t('fund.empty')} hint={t('fund.emptyHint')} />
      ) : (
        <>
          <label className="field pick">
            <span>{t('fund.position')}</span>
            <select value={position} onChange={(event) => setPosition(event.target.value)}>
              <option value="">{t('fund.all', { n: costs.length })}</option>
              {POSITIONS.map((one) => (
                <option key={one} value={one}>
                  {t(`ask.position-${one}`)} {costs.filter((cost) => cost.position === one).length}
                </option>
              ))}
            </select>
          </label>
          <Costs costs={shown} now={now} />
        </>
      )}
      {versions.length > 0 && <Versions versions={versions} now={now} />}
      {setting && <SetBudget fund={answer.data} onClose={() => setSetting(false)} />}
    </div>
  );
}

/** Who set the budget when, the one in force first. */
function Versions({ versions, now }: { versions: readonly BudgetVersion[]; now: number }) {
  const { t } = useWords();
  const city = useCity();
  return (
    <section className="versions">
      <h2>{t('fund.versions')}</h2>
      <ol>
        {versions.map((one) => (
          <li key={one.version}>
            <b>v{one.version}</b>
            <span className="num">{yuan(city, one.amountCents)}</span>
            <span className="q">
              {[city.time.past(one.at, now), one.by, one.note].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Costs({ costs, now }: { costs: readonly FundCost[]; now: number }) {
  const { t } = useWords();
  const city = useCity();
  const { user } = city.me;
  // An administrator sees the fund, and no case.
  const seesCases = user !== null && SURFACE_ROLES.desk.includes(user.role);
  return (
    <table>
      <thead>
        <tr>
          <th>{t('fund.case')}</th>
          <th>{t('ask.payer')}</th>
          <th>{t('fund.position')}</th>
          <th className="num">{t('fund.amount')}</th>
          <th className="num">{t('fund.recorded')}</th>
        </tr>
      </thead>
      <tbody>
        {costs.map((one) => (
          <tr key={`${one.caseId} ${one.costId}`}>
            <td>{seesCases ? <a href={`/desk?case=${one.caseId}`}>{one.number}</a> : one.number}</td>
            <td>{one.payer === 'unit' ? city.unit(one.payerUnit, true) : t('ask.payer-city-fund')}</td>
            <td>{t(`ask.position-${one.position}`)}</td>
            <td className="num">{yuan(city, one.amountCents)}</td>
            <td className="num">{city.time.past(one.recordedAt, now)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function yuan({ lang }: City, cents: number): string {
  return new Intl.NumberFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    style: 'currency',
    currency: 'CNY',
    currencyDisplay: 'narrowSymbol',
  }).format(cents / CENTS);
}
