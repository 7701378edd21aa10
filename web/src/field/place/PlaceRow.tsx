import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import type { DraftPlace } from '../report/draft.ts';
import { PlaceSketch } from './PlaceSketch.tsx';
import { usePlaceFacts } from './placeFacts.ts';
import type { PositionState } from './position.ts';

interface PlaceRowProps {
  readonly place: DraftPlace | null;
  readonly position: PositionState;
  readonly onOpen: () => void;
}

/** A place this inexact may belong to another cell: the person is asked to look. */
export const POOR_M = 50;

/** Where it is, how exactly that is known, and the way to put it right. */
export function PlaceRow({ place, position, onOpen }: PlaceRowProps) {
  const { t } = useWords();
  const { name } = useCity();
  const facts = usePlaceFacts(place);
  if (!place)
    return (
      <button type="button" className="loc" onClick={onOpen}>
        <PlaceSketch place={null} />
        <span className="loc-words" role="status">
          <b>
            {t(
              position.trouble === 'denied'
                ? 'field.place.denied'
                : position.watching && !position.trouble
                  ? 'field.place.locating'
                  : 'field.place.none',
            )}
          </b>
        </span>
      </button>
    );
  const from =
    place.from === 'gps'
      ? t('field.place.accuracy', { m: place.accuracyM ?? '?' })
      : t(`field.place.${place.from === 'hand' ? 'byHand' : 'fromPhoto'}`);
  const poor = place.from === 'gps' && (place.accuracyM ?? 0) > POOR_M;
  return (
    <button type="button" className="loc" onClick={onOpen}>
      <PlaceSketch place={place} />
      <span className="loc-words">
        <b className="cut2">{facts.address ?? t('field.place.unknown')}</b>
        <span className="q">{`${from} · ${t(poor ? 'field.place.poor' : 'field.place.draggable')}`}</span>
        <span className="q cut">
          {facts.inside === false ? (
            <strong>{t('field.place.outside', { city: name })}</strong>
          ) : (
            [facts.subdistrict, facts.cell && t('field.place.cell', { code: facts.cell.slice(-3) })]
              .filter(Boolean)
              .join(' · ')
          )}
        </span>
      </span>
    </button>
  );
}
