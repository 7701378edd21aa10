import { useAnswer } from '../../api/answers.ts';
import { serverNow } from '../../api/serverClock.ts';
import { Voice } from '../../case/Voice.tsx';
import { lightOfCard } from '../../parts/cardLight.ts';
import { hasWord, useWords } from '../../parts/i18n.ts';
import { Light } from '../../parts/Light.tsx';
import { useCity } from '../../parts/names.tsx';
import { ErrorState, Loading } from '../../parts/States.tsx';
import { CasePhoto } from '../photo/Picture.tsx';
import { Sheet } from '../Sheet.tsx';
import { goTo } from '../tabs.ts';

/** What has become of a case: state, photos, what happened. */
export function CaseView({ id }: { id: string }) {
  const { t } = useWords();
  const city = useCity();
  const answer = useAnswer('caseDetail', { id });
  const close = () => goTo('mine');
  const detail = answer.data;
  const now = serverNow();
  return (
    <Sheet title={t('field.detail.title')} back={t('field.detail.back')} onClose={close}>
      {answer.isPending && <Loading />}
      {answer.isError && !detail && <ErrorState error={answer.error} onRetry={answer.refetch} />}
      {detail && (
        <>
          <section className="sec">
            <p>
              <b>{city.category(detail.card.categoryKey)}</b> {city.condition(detail.card.conditionKey)}
            </p>
            <p className="q">{[detail.card.number, detail.card.address].filter(Boolean).join(' · ')}</p>
            <p>
              <span className="tag">{t(`status.${detail.card.status}`)}</span>{' '}
              <Light of={lightOfCard(detail.card, city)} />
            </p>
            {detail.state.mergedInto !== null && <p className="note">{t('field.mine.merged')}</p>}
          </section>
          <section className="sec strip-photos" aria-label={t('field.detail.photos')}>
            {detail.photos
              .filter((photo) => photo.arrived)
              .map((photo) => (
                <CasePhoto key={`${photo.hash}${photo.role}`} hash={photo.hash} alt={t('word.photo')} />
              ))}
          </section>
          <div className="sec">
            <Voice detail={detail} />
          </div>
          <section className="sec">
            <h2>{t('field.detail.progress')}</h2>
            <ol className="progress">
              {detail.events
                .filter((event) => hasWord(`field.event.${event.type}`))
                .map((event) => (
                  <li key={event.seq}>
                    <time>{city.time.past(event.at, now)}</time>
                    <span>
                      {t(`field.event.${event.type}`)}
                      {event.text && <small>{event.text}</small>}
                    </span>
                  </li>
                ))}
            </ol>
          </section>
        </>
      )}
    </Sheet>
  );
}
