import { useState } from 'react';
import type { ScoreItem } from '../../../core/contract/api/answers.ts';
import { useAnswer } from '../api/answers.ts';
import { serverNow } from '../api/serverClock.ts';
import { useClauseName } from '../appeal/clauseName.ts';
import { FileAppeal } from '../appeal/FileAppeal.tsx';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';

const MOST = 100;

/** The cases that cost points, each with its explanation; the unit's head appeals one while that can be done. */
export function MonthItems({ period, unit }: { period: number; unit: string }) {
  const { t } = useWords();
  const role = useCity().me.user?.role;
  const clauseName = useClauseName();
  const [picked, setPicked] = useState<ScoreItem | null>(null);
  const stages = useAnswer('periodStages', { period }, { keep: true }).data;
  const appeals = useAnswer('appeals', { period }, { keep: true }).data?.appeals ?? [];
  const items = useAnswer('scoreItems', { period, unit, show: 'untimely', limit: MOST }, { keep: true }).data;
  if (!items || !stages || items.items.length === 0) return null;
  const { state } = stages.period;
  const taken = state === 'in-review' || (state === 'published' && serverNow() <= (stages.appealsUntil ?? 0));
  const ofItem = new Map(appeals.map((one) => [`${one.caseId} ${one.no}`, one]));
  return (
    <ul className="monthitems">
      {items.items.map((item) => {
        const appeal = ofItem.get(`${item.caseId} ${item.no}`);
        const of = new URLSearchParams({ period: String(period), unit, case: item.caseId });
        if (item.no > 0) of.set('no', String(item.no));
        return (
          <li key={`${item.caseId} ${item.no}`} data-item={item.caseId}>
            <a href={`/score?${of}`}>{item.number}</a>
            <span className="q cut">{item.clauses.map(clauseName).join(' · ')}</span>
            {appeal && <span className="q">{t(`appeal.state.${appeal.state}`)}</span>}
            {!appeal && taken && role === 'unit-head' && (
              <button type="button" className="btn" data-act="appeal" onClick={() => setPicked(item)}>
                {t('appeal.file')}
              </button>
            )}
          </li>
        );
      })}
      {picked && <FileAppeal period={period} item={picked} onClose={() => setPicked(null)} />}
    </ul>
  );
}
