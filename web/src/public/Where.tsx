import { useState } from 'react';
import { CityMap } from '../map/CityMap.tsx';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';

interface WhereProps {
  readonly point: readonly [number, number] | null;
  /** With the accuracy of the phone's position; null where a person set it. */
  readonly onPoint: (point: readonly [number, number], accuracyM: number | null) => void;
}

const STREET_ZOOM = 16;
const CITY_ZOOM = 13;
const WAIT_MS = 15_000;

/** The place: the phone's own position, or a click on the map. */
export function Where({ point, onPoint }: WhereProps) {
  const { t } = useWords();
  const { me } = useCity();
  const [state, setState] = useState<'still' | 'finding' | 'none'>('still');
  const [centre, setCentre] = useState(me.city.centre);
  const locate = () => {
    setState('finding');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const at = [coords.longitude, coords.latitude] as const;
        setCentre(at);
        onPoint(at, Math.round(coords.accuracy));
        setState('still');
      },
      () => setState('none'),
      { enableHighAccuracy: true, timeout: WAIT_MS },
    );
  };
  return (
    <fieldset className="field where">
      <legend>{t('public.where')}</legend>
      {'geolocation' in navigator && (
        <button type="button" className="btn" disabled={state === 'finding'} onClick={locate}>
          {t(state === 'finding' ? 'public.locating' : 'public.locate')}
        </button>
      )}
      {state === 'none' && <p role="alert">{t('public.noPosition')}</p>}
      <div className="mapbox">
        <CityMap
          centre={centre}
          zoom={point ? STREET_ZOOM : CITY_ZOOM}
          place={point}
          onPlace={(lon, lat) => onPoint([lon, lat], null)}
        />
      </div>
      <span className="q">{point ? `${point[1].toFixed(5)}, ${point[0].toFixed(5)}` : t('public.pick')}</span>
    </fieldset>
  );
}
