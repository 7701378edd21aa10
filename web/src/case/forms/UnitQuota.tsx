import { useAnswer } from '../../api/answers.ts';
import { useWords } from '../../parts/i18n.ts';

type Kind = 'extension' | 'deferral';

/** How many cases the unit has to resolve this month, the quota that follows, and how much of it is used so far. */
export function UnitQuota({ unit, kind }: { unit: string | null; kind: Kind }) {
  const { t } = useWords();
  const period = useAnswer('score', {}).data?.period.id;
  const whole = useAnswer(
    'scoreUnit',
    { period: period ?? 0, unit: unit ?? '' },
    { enabled: period !== undefined && unit !== null },
  ).data;
  const use = whole?.quotas?.[kind];
  if (!whole || !use) return null;
  return <p className="q">{t(`ask.quotaOf.${kind}`, { n: whole.n0, quota: use.quota, used: use.used })}</p>;
}
