import './sides.css';
import { explainText } from '../../../core/rules/routing/explain.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import type { DetailEvent } from './history.ts';

/** Why the case went to its unit: the router's steps, the one that decided first. */
export function Why({ events }: { events: readonly DetailEvent[] }) {
  const { t, lang } = useWords();
  const city = useCity();
  const last = events.findLast(
    (event) => event.type === 'dispatched' || event.type === 'coordinationStarted',
  );
  if (!last) return <p className="qq">{t('case.whyNone')}</p>;
  const { explanation } = last.payload;
  const byPerson = last.type === 'dispatched' && last.payload.by === 'person';
  const overrode = last.type === 'dispatched' ? last.payload.overrode : null;
  return (
    <ul className="why">
      {byPerson && (
        <li>
          <span aria-hidden="true">✓</span>
          <span>{overrode ? t('case.overrode', { unit: city.unit(overrode) }) : t('case.byHand')}</span>
        </li>
      )}
      {explanation.map((step) => {
        const decided = step.matched && !overrode;
        return (
          <li key={`${step.code} ${JSON.stringify(step.params)}`} className={decided ? '' : 'qq'}>
            <span aria-hidden="true">{decided ? '✓' : '–'}</span>
            <span>{explainText(step, lang)}</span>
          </li>
        );
      })}
    </ul>
  );
}
