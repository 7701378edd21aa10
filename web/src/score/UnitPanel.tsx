import type { ScoreUnit } from '../../../core/contract/api/score.ts';
import { useAnswer } from '../api/answers.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { ErrorState, Loading } from '../parts/States.tsx';
import { ItemList } from './ItemList.tsx';
import { useRoute } from './route.ts';

/** One unit's month: the score as a sum, the quotas, what costs points, and the cases behind each number. */
export function UnitPanel({ period, unit }: { period: number; unit: string }) {
  const { t } = useWords();
  const city = useCity();
  const [, go] = useRoute();
  const answer = useAnswer('scoreUnit', { period, unit }, { keep: true });
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const { data } = answer;
  const { shouldResolve: n, resolved: r, timely, score, rank } = data.unit;
  return (
    <div className="unitpanel">
      <nav className="path" aria-label={t('score.path')}>
        <button type="button" className="link" onClick={() => go({ unit: null })}>
          {t('score.tab.ranking')}
        </button>
        <span>›</span>
        <span>{city.unit(unit, true)}</span>
      </nav>
      <h2>
        {city.unit(unit)}
        <small>
          {rank !== null && t('score.rankOf', { rank })}
          {data.reachable !== null &&
            data.reachable !== score &&
            ` · ${t('score.reach', { score: data.reachable })}`}
        </small>
      </h2>
      <p className="formula">
        <b>{score ?? '–'}</b>
        {n > 0 && (
          <span className="q">
            ={' '}
            {t('score.formula', {
              wt: weight(data.weights.timely),
              wr: weight(data.weights.resolved),
              t: timely,
              r,
              n,
            })}
          </span>
        )}
      </p>
      <div className="cols">
        <Losses data={data} />
        <Quotas data={data} />
      </div>
      <ItemList key={`${period} ${unit}`} period={period} unit={unit} counts={data.counts} />
    </div>
  );
}

function weight(decimal: string): string {
  return `${Math.round(Number(decimal) * 10_000) / 100} %`;
}

function Losses({ data }: { data: ScoreUnit }) {
  const { t } = useWords();
  const [route, go] = useRoute();
  const losses = data.losses.filter((loss) => loss.cases > 0);
  const most = Math.max(0.01, ...losses.map((loss) => Number(loss.points)));
  return (
    <section>
      <h3>{t('score.costs')}</h3>
      {losses.length === 0 && <p className="q">{t('score.noCosts')}</p>}
      <ul className="losses">
        {losses.map((loss) => (
          <li key={loss.clause}>
            <button
              type="button"
              data-clause={loss.clause}
              aria-pressed={route.clause === loss.clause}
              onClick={() => go({ clause: route.clause === loss.clause ? null : loss.clause, show: 'all' })}
            >
              <span>{t(`score.clause.${loss.clause}`)}</span>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect width={(100 * Number(loss.points)) / most} height="10" />
              </svg>
              <span className="num q">{t('score.cases', { n: loss.cases })}</span>
              <b className="num">−{loss.points}</b>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const MOST_BOXES = 24;

/** Each quota as boxes: taken ones filled; what was refused stands behind in words. */
function Quotas({ data }: { data: ScoreUnit }) {
  const { t } = useWords();
  if (!data.quotas) return null;
  return (
    <section>
      <h3>{t('score.quotas')}</h3>
      <ul className="quotas">
        {(['repeat', 'extension', 'deferral'] as const).map((kind) => {
          const { quota, used, unrecognised } = data.quotas![kind];
          const boxes = Math.min(MOST_BOXES, quota);
          const filled = quota === 0 ? 0 : Math.round((used / quota) * boxes);
          return (
            <li key={kind}>
              <span>{t(`score.quota.${kind}`)}</span>
              <svg viewBox={`0 0 ${MOST_BOXES * 12} 12`} aria-hidden="true">
                {Array.from({ length: boxes }, (_, i) => (
                  <rect
                    // biome-ignore lint/suspicious/noArrayIndexKey: boxes have no identity but their place
                    key={i}
                    className={i < filled ? 'full' : undefined}
                    x={i * 12 + 1}
                    y="1"
                    width="9"
                    height="9"
                  />
                ))}
              </svg>
              <span className="q">
                {quota === 0
                  ? t('score.quotaNone', { n: data.n0 })
                  : t('score.quotaUsed', { used, quota, un: unrecognised })}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
