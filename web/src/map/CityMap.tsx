import './map.css';
import { lazy, Suspense, useState } from 'react';
import { useWords } from '../parts/i18n.ts';
import { CrashGuard } from '../parts/States.tsx';
import type { MapViewProps } from './MapView.tsx';

export type { MapCase } from './caseSource.ts';
export type { MapViewProps as CityMapProps } from './MapView.tsx';

const MapView = lazy(async () => ({ default: (await import('./MapView.tsx')).MapView }));

/** The city's map; the library is loaded only when a map is shown. Fills its parent. */
export function CityMap(props: MapViewProps) {
  const { t } = useWords();
  const [able] = useState(hasWebGl);
  if (!able) return <div className="citymap none">{t('map.unavailable')}</div>;
  return (
    <CrashGuard>
      <Suspense fallback={<div className="citymap" />}>
        <MapView {...props} />
      </Suspense>
    </CrashGuard>
  );
}

function hasWebGl(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null;
}
