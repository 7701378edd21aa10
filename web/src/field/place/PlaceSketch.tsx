import { useMemo } from 'react';
import { useAnswer } from '../../api/answers.ts';
import type { DraftPlace } from '../report/draft.ts';

const WIDTH = 112;
const HEIGHT = 84;
/** Metres across: the doubt of a good fix and the nearest components are seen. */
const ACROSS_M = 120;

/** A little picture of the place without the map: cells and components of the beat, the doubt around the point. */
export function PlaceSketch({ place }: { place: DraftPlace | null }) {
  const beat = useAnswer('beat', {}).data;
  const drawn = useMemo(() => {
    if (!place) return null;
    const scale = WIDTH / ACROSS_M;
    const perLat = 111_320 * scale;
    const perLon = perLat * Math.cos((place.lat * Math.PI) / 180);
    const x = (lon: number) => WIDTH / 2 + (lon - place.lon) * perLon;
    const y = (lat: number) => HEIGHT / 2 - (lat - place.lat) * perLat;
    const near = (px: number, py: number) => px > -20 && px < WIDTH + 20 && py > -20 && py < HEIGHT + 20;
    const lines = (beat?.cells ?? [])
      .flatMap(({ rings }) => rings)
      .map((ring) =>
        ring
          .map(([lon, lat], n) => `${n === 0 ? 'M' : 'L'}${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`)
          .join(''),
      );
    const dots = (beat?.components ?? [])
      .map((one) => ({ code: one.code, cx: x(one.lon), cy: y(one.lat) }))
      .filter(({ cx, cy }) => near(cx, cy));
    return { lines, dots, doubt: Math.min(WIDTH, (place.accuracyM ?? 0) * scale) };
  }, [place, beat]);
  return (
    <svg className="sketch" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {drawn?.lines.map((d) => (
        <path key={d.slice(0, 40)} className="sk-cell" d={d} />
      ))}
      {drawn?.dots.map(({ code, cx, cy }) => (
        <circle key={code} className="sk-component" cx={cx} cy={cy} r="2.5" />
      ))}
      {drawn && drawn.doubt > 6 && (
        <circle className="sk-doubt" cx={WIDTH / 2} cy={HEIGHT / 2} r={drawn.doubt} />
      )}
      {drawn && <circle className="sk-place" cx={WIDTH / 2} cy={HEIGHT / 2} r="6" />}
    </svg>
  );
}
