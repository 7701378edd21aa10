import type { ScorePage } from '../../../core/contract/api/answers.ts';
import { LEADING } from '../../../core/rules/scoring/pointsLost.ts';
import { useAnswer } from '../api/answers.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { ErrorState, Loading } from '../parts/States.tsx';
import { useRoute } from './route.ts';

/** What costs points, unit by unit and clause by clause; a number opens its cases. */
export function ClauseTable({ page }: { page: ScorePage }) {
  const { t } = useWords();
  const city = useCity();
  const [, go] = useRoute();
  const answer = useAnswer('scoreOverview', { period: page.period.id }, { keep: true });
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const counts = new Map(answer.data.clauses.map((row) => [`${row.unit} ${row.clause}`, row.cases]));
  const clauses = LEADING.filter((clause) => answer.data.clauses.some((row) => row.clause === clause));
  const most = Math.max(1, ...counts.values());
  return (
    <main className="sheet">
      <h2>{t('score.clausesTitle')}</h2>
      {clauses.length === 0 && <p className="q">{t('score.noCosts')}</p>}
      {clauses.length > 0 && (
        <div className="scroll">
          <table className="clausetable">
            <thead>
              <tr>
                <th>{t('score.unit')}</th>
                {clauses.map((clause) => (
                  <th key={clause}>{t(`score.clause.${clause}`)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {page.units.map(({ unit }) => (
                <tr key={unit}>
                  <td>{city.unit(unit, true)}</td>
                  {clauses.map((clause) => {
                    const n = counts.get(`${unit} ${clause}`) ?? 0;
                    return (
                      <td key={clause}>
                        {n > 0 && (
                          <button
                            type="button"
                            onClick={() =>
                              go({ tab: 'ranking', unit, clause, show: 'all', caseId: null, no: 0 })
                            }
                          >
                            <span className="num">{n}</span>
                            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                              <rect width={(100 * n) / most} height="10" />
                            </svg>
                          </button>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </main>
  );
}
