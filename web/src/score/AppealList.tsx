import { useAnswer } from '../api/answers.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { ErrorState, Loading } from '../parts/States.tsx';
import { useMinute } from '../parts/ticker.ts';
import { useRoute } from './route.ts';

/** The appeals of a period, open ones first; each leads to its item, where it is decided. */
export function AppealList({ period }: { period: number }) {
  const { t } = useWords();
  const city = useCity();
  const now = useMinute();
  const [, go] = useRoute();
  const answer = useAnswer('appeals', { period }, { keep: true });
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const { appeals } = answer.data;
  return (
    <main className="sheet">
      <h2>{t('score.tab.appeals')}</h2>
      {appeals.length === 0 && <p className="q">{t('appeal.none')}</p>}
      {appeals.length > 0 && (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th>{t('word.case')}</th>
                <th>{t('score.unit')}</th>
                <th>{t('appeal.text')}</th>
                <th>{t('appeal.at')}</th>
                <th>{t('appeal.decision')}</th>
              </tr>
            </thead>
            <tbody>
              {appeals.map(({ id, unit, caseId, no, number, text, filedAt, state, revision }) => (
                <tr key={id} data-appeal={state}>
                  <td>
                    <button
                      type="button"
                      className="link"
                      onClick={() => go({ tab: 'ranking', unit, caseId, no, clause: null, show: 'all' })}
                    >
                      {number}
                    </button>
                  </td>
                  <td className="cut">{city.unit(unit, true)}</td>
                  <td className="cut">{text}</td>
                  <td>{city.time.dayTime(filedAt, now)}</td>
                  <td>
                    {t(`appeal.state.${state}`)}
                    {revision !== null && ` · ${t('appeal.revision', { n: revision })}`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </main>
  );
}
