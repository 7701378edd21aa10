import type { PeriodSum } from '../../../core/contract/api/score.ts';
import { useAnswer } from '../api/answers.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../parts/States.tsx';
import { useMonthName } from './month.ts';
import { percent } from './rates.ts';

const W = 960;
const H = 260;
const PLOT = { left: 44, right: 860, top: 18, bottom: 222 };

/** The months side by side: the city's two rates against the goal, and every unit's scores. */
export function Trend({ period, goal }: { period: number; goal: number }) {
  const { t } = useWords();
  const answer = useAnswer('scoreOverview', { period }, { keep: true });
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const months = answer.data.trend.filter((sum) => sum.shouldResolve > 0);
  return (
    <main className="sheet">
      <h2>{t('score.trendTitle')}</h2>
      {months.length < 2 && <EmptyState title={t('score.tab.trend')} hint={t('score.noTrend')} />}
      {months.length >= 2 && <CityLines months={months} goal={goal} />}
      <h2>{t('score.trendUnits')}</h2>
      <UnitTable months={answer.data.trend} units={answer.data.units} />
    </main>
  );
}

function CityLines({ months, goal }: { months: readonly PeriodSum[]; goal: number }) {
  const { t } = useWords();
  const shares = months.flatMap((sum) => [sum.resolved / sum.shouldResolve, sum.timely / sum.shouldResolve]);
  const low = Math.max(0, Math.floor(Math.min(...shares, goal) * 10 - 0.5) / 10);
  const x = (i: number) => PLOT.left + (i / (months.length - 1)) * (PLOT.right - PLOT.left);
  const y = (share: number) => PLOT.bottom - ((share - low) / (1 - low)) * (PLOT.bottom - PLOT.top);
  const lines = [
    { key: 'resolvedRate', of: (sum: PeriodSum) => sum.resolved },
    { key: 'timelyRate', of: (sum: PeriodSum) => sum.timely },
  ] as const;
  const said = months.map(
    (sum) =>
      `${sum.name}: ${percent(sum.resolved, sum.shouldResolve)}, ${percent(sum.timely, sum.shouldResolve)}`,
  );
  return (
    <svg
      className="trend"
      viewBox={`0 0 ${W} ${H}`}
      role="img"
      aria-label={`${t('score.trendTitle')}. ${said.join('; ')}`}
    >
      <path className="goal" d={`M${PLOT.left} ${y(goal)}H${PLOT.right}`} />
      <text x={PLOT.left - 6} y={y(goal) + 4} textAnchor="end">
        {Math.round(goal * 100)}
      </text>
      <text x={PLOT.left - 6} y={y(1) + 4} textAnchor="end">
        100
      </text>
      <text x={PLOT.left - 6} y={y(low) + 4} textAnchor="end">
        {Math.round(low * 100)}
      </text>
      <path className="base" d={`M${PLOT.left} ${PLOT.bottom}H${PLOT.right}`} />
      {months.map((sum, i) => (
        <text key={sum.id} x={x(i)} y={PLOT.bottom + 20} textAnchor="middle">
          {sum.name.slice(2)}
        </text>
      ))}
      {lines.map(({ key, of }) => {
        const last = months.at(-1)!;
        return (
          <g key={key} className={key}>
            <path
              d={months.map((sum, i) => `${i ? 'L' : 'M'}${x(i)} ${y(of(sum) / sum.shouldResolve)}`).join('')}
            />
            {months.map((sum, i) => (
              <circle key={sum.id} cx={x(i)} cy={y(of(sum) / sum.shouldResolve)} r="3.5" />
            ))}
            <text className="n" x={PLOT.right + 10} y={y(of(last) / last.shouldResolve) + 4}>
              {t(`score.${key}`)} {percent(of(last), last.shouldResolve)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

interface UnitTableProps {
  readonly months: readonly PeriodSum[];
  readonly units: readonly { readonly unit: string; readonly scores: readonly (string | null)[] }[];
}

function UnitTable({ months, units }: UnitTableProps) {
  const { t } = useWords();
  const city = useCity();
  const month = useMonthName();
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th>{t('score.unit')}</th>
            {months.map((sum) => (
              <th key={sum.id} className="num" title={month(sum.name)}>
                {sum.name.slice(2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {units.map(({ unit, scores }) => (
            <tr key={unit}>
              <td>{city.unit(unit, true)}</td>
              {scores.map((score, i) => (
                <td key={months[i]!.id} className="num">
                  {score ?? '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
