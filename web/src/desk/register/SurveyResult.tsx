import type { SurveyCells, SurveyRow } from '../../../../core/contract/api/records.ts';
import { useAnswer } from '../../api/answers.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { ErrorState, Loading } from '../../parts/States.tsx';
import { useMinute } from '../../parts/ticker.ts';
import { ProposalList } from './Proposals.tsx';

/** What a survey has brought: cell by cell, and where the register was wrong. */
export function SurveyResult({ survey }: { survey: SurveyRow }) {
  const { t } = useWords();
  const cells = useAnswer('surveyCells', { id: survey.id }, { staleTime: 5_000 });
  const found = useAnswer('componentProposals', { survey: survey.id }, { staleTime: 5_000 });
  if (cells.isPending) return <Loading />;
  if (!cells.data) return <ErrorState error={cells.error} onRetry={cells.refetch} />;
  const rows = found.data?.proposals ?? [];
  return (
    <section className="proposal" aria-label={survey.title}>
      <h2>{survey.title}</h2>
      <p className="q">{t('register.sum', sumOf(cells.data.cells))}</p>
      <h3>{t('register.results')}</h3>
      {rows.length > 0 ? <ProposalList rows={rows} /> : <p className="q">{t('register.noResults')}</p>}
      <h3>{t('register.cells')}</h3>
      <CellTable cells={cells.data.cells} />
    </section>
  );
}

function CellTable({ cells }: SurveyCells) {
  const { t } = useWords();
  const { time } = useCity();
  const now = useMinute();
  return (
    <div className="celltable">
      <table>
        <thead>
          <tr>
            <th>{t('register.cell')}</th>
            <th>{t('register.beat')}</th>
            <th className="num">{t('register.recorded')}</th>
            <th className="num">{t('register.seen')}</th>
            <th className="num">{t('register.proposals')}</th>
            <th className="num">{t('register.done')}</th>
          </tr>
        </thead>
        <tbody>
          {cells.map((one) => (
            <tr key={one.cell}>
              <td>{one.cell}</td>
              <td>{one.beat ?? '–'}</td>
              <td className="num">{one.recorded}</td>
              <td className="num">{one.doneAt === null ? '–' : one.seen}</td>
              <td className="num">{one.proposals}</td>
              <td className="num">
                {one.doneAt === null ? (
                  <span className="qq">{t('register.notDone')}</span>
                ) : (
                  time.past(one.doneAt, now)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function sumOf(cells: SurveyCells['cells']) {
  const sum = (of: 'recorded' | 'seen' | 'proposals') => cells.reduce((n, one) => n + one[of], 0);
  return { recorded: sum('recorded'), seen: sum('seen'), proposals: sum('proposals') };
}
