import type { ScoreItem, UnitScore } from '../../../core/contract/api/answers.ts';
import { pointsLost } from '../../../core/rules/scoring/pointsLost.ts';
import { compileScorePolicy, DEFAULT_SCORE_POLICY, quotaOf } from '../../../core/rules/scoring/policy.ts';
import type { ScoreItem as RuleItem } from '../../../core/rules/scoring/unitPeriod.ts';
import { useAnswer } from '../api/answers.ts';
import { useWords } from '../parts/i18n.ts';
import { EmptyState, ErrorState, Loading } from '../parts/States.tsx';

/** The unit's month so far: the score, what it is made of, and which clause cost how much. */
export function Month({ unit }: { unit: string }) {
  const { t } = useWords();
  const score = useAnswer('score', {});
  const period = score.data?.period;
  const items = useAnswer(
    'scoreItems',
    { period: period?.id ?? 0, unit },
    { enabled: period !== undefined },
  ).data;
  if (score.isPending) return <Loading />;
  if (score.isError) return <ErrorState error={score.error} onRetry={score.refetch} />;
  const own = score.data.units.find((one) => one.unit === unit);
  if (!own || own.shouldResolve === 0 || !period)
    return <EmptyState title={t('unit.month')} hint={t('unit.noScore')} />;
  const quota = quotaOf(POLICY.allowance.extension, own.shouldResolve);
  return (
    <div className="month">
      <h2>{t('unit.monthTitle', { period: period.name })}</h2>
      <p className="score">
        <b>{own.score ?? '–'}</b>
        {own.rank !== null && <span>{t('unit.rank', { rank: own.rank })}</span>}
      </p>
      <p className="q">{t('unit.sums', { n: own.shouldResolve, r: own.resolved, t: own.timely })}</p>
      <hr />
      <h2>{t('unit.costs')}</h2>
      {items && <Costs own={own} items={items.items} />}
      <hr />
      <p className="q">{t('unit.quota', { n: own.shouldResolve, quota })}</p>
    </div>
  );
}

const POLICY = compileScorePolicy(DEFAULT_SCORE_POLICY);

function Costs({ own, items }: { own: UnitScore; items: readonly ScoreItem[] }) {
  const { t } = useWords();
  const losses = pointsLost({ ...own, items: items.map(ruleItem) }, POLICY.weights).filter(
    (loss) => loss.cases > 0,
  );
  const most = Math.max(...losses.map((loss) => Number(loss.text)), 0.01);
  if (losses.length === 0) return <p className="q">{t('unit.noCosts')}</p>;
  return (
    <ul className="costs">
      {losses.map((loss) => (
        <li key={loss.clause}>
          <span>{t(`unit.clause.${loss.clause}`)}</span>
          <span className="num q">{t('unit.cases', { n: loss.cases })}</span>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect width={(100 * Number(loss.text)) / most} height={10} />
          </svg>
          <b className="num">−{loss.text}</b>
        </li>
      ))}
    </ul>
  );
}

/** The loss rule looks at moved, resolved, timely and clauses alone; an answer's item has exactly these. */
function ruleItem(item: ScoreItem): RuleItem {
  return item as unknown as RuleItem;
}
