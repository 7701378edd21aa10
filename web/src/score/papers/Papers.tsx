import './papers.css';
import { useState } from 'react';
import type { ReportKind } from '../../../../core/contract/api/reports.ts';
import { useAnswer } from '../../api/answers.ts';
import { useWords } from '../../parts/i18n.ts';
import { ErrorState, Loading } from '../../parts/States.tsx';
import { Paper } from './Paper.tsx';

/** The papers of a period: briefing and minutes of a month, notice of a quarter, assessment of a year, award lists. */
export function Papers({ period }: { period: number }) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<ReportKind | null>(null);
  const answer = useAnswer('papers', { period });
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const { reports } = answer.data;
  const kind = chosen ?? reports[0]!.kind;
  return (
    <main className="sheet papers">
      <nav className="kinds" aria-label={t('score.tab.papers')}>
        {reports.map((one) => (
          <button
            key={one.kind}
            type="button"
            data-kind={one.kind}
            aria-pressed={one.kind === kind}
            onClick={() => setChosen(one.kind)}
          >
            {t(`score.paper.kinds.${one.kind}`)}
          </button>
        ))}
      </nav>
      <Paper key={kind} period={period} kind={kind} />
    </main>
  );
}
