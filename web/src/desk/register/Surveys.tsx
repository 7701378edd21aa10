import './register.css';
import { useState } from 'react';
import type { SurveyRow } from '../../../../core/contract/api/records.ts';
import { useAnswer } from '../../api/answers.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../../parts/States.tsx';
import { useMinute } from '../../parts/ticker.ts';
import { OpenSurvey } from './OpenSurvey.tsx';
import { SurveyResult } from './SurveyResult.tsx';
import { addRegisterWords } from './words.ts';

addRegisterWords();

const AGAIN_MS = 30_000;
const MAY_OPEN = new Set(['supervision-officer', 'shift-lead']);

/** Surveys of a category in an area: how far each is, and what it has found. */
export function Surveys() {
  const { t } = useWords();
  const { me } = useCity();
  const [picked, setPicked] = useState<string | null>(null);
  const [opening, setOpening] = useState(false);
  const answer = useAnswer('surveys', {}, { refetchInterval: AGAIN_MS, staleTime: 0 });
  const rows = answer.data?.surveys ?? [];
  const shown = rows.find(({ id }) => id === picked) ?? rows[0];
  return (
    <div className="register">
      <header>
        <h1>{t('register.surveys')}</h1>
        {MAY_OPEN.has(me.user?.role ?? '') && (
          <button type="button" className="btn pri" onClick={() => setOpening(true)}>
            {t('register.openSurvey')}
          </button>
        )}
      </header>
      <p className="q">{t('register.surveysLead')}</p>
      {answer.isPending && <Loading />}
      {answer.isError && !answer.data && <ErrorState error={answer.error} onRetry={answer.refetch} />}
      {answer.data && rows.length === 0 && (
        <EmptyState title={t('register.noSurveys')} hint={t('register.noSurveysHint')} />
      )}
      {shown && (
        <div className="split">
          <ul className="surveys">
            {rows.map((one) => (
              <li key={one.id}>
                <SurveyLine one={one} on={one.id === shown.id} onPick={() => setPicked(one.id)} />
              </li>
            ))}
          </ul>
          <SurveyResult key={shown.id} survey={shown} />
        </div>
      )}
      {opening && <OpenSurvey onClose={() => setOpening(false)} onDone={setPicked} />}
    </div>
  );
}

function SurveyLine({ one, on, onPick }: { one: SurveyRow; on: boolean; onPick: () => void }) {
  const { t } = useWords();
  const city = useCity();
  const now = useMinute();
  const late = one.done < one.cells && one.dueAt < now;
  return (
    <button type="button" aria-current={on ? 'true' : undefined} onClick={onPick}>
      <b className="cut">{one.title}</b>
      <span className="q cut">
        {city.category(one.categoryKey, true)} · {city.area(one.area)}
      </span>
      <progress
        value={one.done}
        max={one.cells}
        aria-label={t('register.progress', { done: one.done, cells: one.cells })}
      />
      <span className="q">
        {t('register.progress', { done: one.done, cells: one.cells })} ·{' '}
        {t('register.found', { n: one.proposals })}
      </span>
      <span className="q">
        {t('register.due')} {city.time.due(one.dueAt, now)} {late && <b>{t('register.late')}</b>}
      </span>
    </button>
  );
}
