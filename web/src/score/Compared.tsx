import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ScorePage } from '../../../core/contract/api/answers.ts';
import type { EndpointInput } from '../../../core/contract/api/endpoints.ts';
import type { ScoreWhatIf } from '../../../core/contract/api/score.ts';
import { compileScorePolicy, DEFAULT_SCORE_POLICY } from '../../../core/rules/scoring/policy.ts';
import { rankByLevel } from '../../../core/rules/scoring/ranking.ts';
import { call } from '../api/call.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { ErrorState } from '../parts/States.tsx';
import { placesText } from './RankList.tsx';

export type Wish = Omit<EndpointInput<'scoreWhatIf'>, 'period' | 'unit'>;
type Tried = ScoreWhatIf['units'][number]['after'] & { readonly unit: string; readonly level: string };

/** Both rankings side by side; asked unit by unit, so that a large city shows how far it is. */
export function Compared({ page, wish }: { page: ScorePage; wish: Wish }) {
  const { t } = useWords();
  const [done, setDone] = useState(0);
  const period = page.period.id;
  const answer = useQuery({
    queryKey: ['scoreWhatIf', period, wish],
    queryFn: async ({ signal }) => {
      const tried: Tried[] = [];
      for (const [i, { unit }] of page.units.entries()) {
        setDone(i);
        const { units } = await call('scoreWhatIf', { ...wish, period, unit }, { signal });
        for (const one of units) if (one.unit === unit) tried.push({ ...one.after, unit, level: one.level });
      }
      const { timely, resolved } = wish;
      const { weights } = compileScorePolicy({ ...DEFAULT_SCORE_POLICY, weights: { timely, resolved } });
      return rankByLevel(tried, weights);
    },
  });
  if (answer.isPending)
    return (
      <p role="status">
        <progress value={done} max={page.units.length} />{' '}
        {t('score.tryingUnit', { n: done, of: page.units.length })}
      </p>
    );
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  return <Rankings page={page} tried={answer.data} />;
}

function Rankings({ page, tried }: { page: ScorePage; tried: readonly Tried[] }) {
  const { t } = useWords();
  const city = useCity();
  const actual = new Map(page.units.map((row) => [row.unit, row]));
  return (
    <table className="compared">
      <thead>
        <tr>
          <th>{t('score.unit')}</th>
          <th className="num" colSpan={2}>
            {t('score.actual')}
          </th>
          <th className="num" colSpan={2}>
            {t('score.tried')}
          </th>
          <th className="num">{t('score.change')}</th>
          <th className="num">{t('score.n')}</th>
          <th className="num">{t('score.t')}</th>
        </tr>
      </thead>
      <tbody>
        {tried.map((after) => {
          const before = actual.get(after.unit);
          return (
            <tr key={after.unit} data-tried={after.unit}>
              <td>{city.unit(after.unit, true)}</td>
              <td className="num qq">{before?.rank ?? '–'}</td>
              <td className="num">{before?.score ?? '–'}</td>
              <td className="num qq">{after.rank ?? '–'}</td>
              <td className="num strong">{after.score ?? '–'}</td>
              <td className="num">
                {placesText(before?.rank == null || after.rank === null ? null : before.rank - after.rank)}
              </td>
              <td className="num q">
                {before?.shouldResolve ?? '–'} → {after.shouldResolve}
              </td>
              <td className="num q">
                {before?.timely ?? '–'} → {after.timely}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
