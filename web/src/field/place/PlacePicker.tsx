import { useState } from 'react';
import { CityMap } from '../../map/CityMap.tsx';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import type { DraftPlace } from '../report/draft.ts';
import { Sheet } from '../Sheet.tsx';
import { positionNow } from './position.ts';

interface PlacePickerProps {
  readonly place: DraftPlace | null;
  readonly onPlace: (place: DraftPlace) => void;
  readonly onClose: () => void;
}

/** The map for putting the place right: the dot is dragged or the map tapped. */
export function PlacePicker({ place, onPlace, onClose }: PlacePickerProps) {
  const { t } = useWords();
  const { me } = useCity();
  const { fix } = positionNow();
  const first = place ?? fix;
  const centre: readonly [number, number] = first ? [first.lon, first.lat] : me.city.centre;
  const [chosen, setChosen] = useState<DraftPlace>(
    place ?? { lon: centre[0], lat: centre[1], accuracyM: null, from: 'hand' },
  );
  const [middle] = useState(centre);
  const put = (lon: number, lat: number) => setChosen({ lon, lat, accuracyM: null, from: 'hand' });
  const done = () => {
    onPlace(chosen);
    onClose();
  };
  return (
    <Sheet
      title={t('field.place.pick')}
      back={t('field.category.back')}
      onClose={onClose}
      foot={
        <>
          {fix && (
            <button
              type="button"
              className="btn"
              onClick={() => setChosen({ lon: fix.lon, lat: fix.lat, accuracyM: fix.accuracyM, from: 'gps' })}
            >
              {t('field.place.gps')}
            </button>
          )}
          <button type="button" className="btn pri" onClick={done}>
            {t('field.place.done')}
          </button>
        </>
      }
    >
      <div className="pickmap">
        <CityMap
          centre={middle}
          zoom={first ? 17.5 : 13}
          place={[chosen.lon, chosen.lat]}
          onPlace={put}
          components
        />
      </div>
    </Sheet>
  );
}
