import { useAnswer } from '../../api/answers.ts';
import { useWords } from '../../parts/i18n.ts';

/** Share of the cases to resolve for which extensions, deferrals and repeats are recognised (spec 05). */
const QUOTA = 0.03;

/** How many cases the unit has to resolve this month and what quota follows from it. */
export function UnitQuota({ unit }: { unit: string | null }) {
  const { t } = useWords();
  const score = useAnswer('score', {}).data;
  const own = score?.units.find((one) => one.unit === unit);
  if (!own) return null;
  const quota = Math.floor(own.shouldResolve * QUOTA + 1e-9);
  return <p className="q">{t('ask.quota', { n: own.shouldResolve, quota })}</p>;
}
