import type { Map as MapLibre } from 'maplibre-gl';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import type { WallBeats, WallGround } from '../../../core/contract/api/wall.ts';
import { CityMap } from '../map/CityMap.tsx';
import { useWords } from '../parts/i18n.ts';
import { useMinute } from '../parts/ticker.ts';
import { type Camera, projector } from './camera.ts';
import { areaLabels } from './labels.ts';
import { store } from './line.ts';
import { RingLayer } from './Rings.tsx';
import { useWall } from './useWall.ts';

/** The map's size in design pixels: one tenth of a rem each. */
export const MAP_SIZE = { width: 912, height: 620 } as const;
/** Labels and lines of the base map, so that the smallest has 24 design pixels. */
const MAP_SCALE = 2;

interface MapSceneProps {
  readonly camera: Camera;
  readonly ground: WallGround | undefined;
  /** Without cases: an emergency shows its own place only. */
  readonly bare?: boolean;
  /** The whole city: names of subdistricts instead of those of streets and places. */
  readonly whole?: boolean;
}

/** The base map, drawn once and still, and over it heat, beats and cases as a drawing of their own. */
export function MapScene({ camera, ground, bare = false, whole = false }: MapSceneProps) {
  const { t } = useWords();
  const { width, height } = camera;
  return (
    <div className="mapscene" data-map>
      <BaseMap camera={camera} quiet={whole} />
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('wall.map')}>
        {!bare && ground && <Heat camera={camera} heat={ground.heat} />}
        {!bare && ground && <Beats camera={camera} beats={ground.beats} />}
        {whole && ground && <AreaNames camera={camera} areas={ground.areas} />}
        {!bare && <Cases camera={camera} />}
      </svg>
    </div>
  );
}

/** Always of the same design size and enlarged as a whole, so that every screen shows the same map. */
const BaseMap = memo(function BaseMap({ camera, quiet }: { camera: Camera; quiet: boolean }) {
  const [scale, setScale] = useState(remScale);
  const map = useRef<MapLibre>(null);
  useEffect(() => {
    const onResize = () => {
      setScale(remScale());
      map.current?.setPixelRatio(remScale() * devicePixelRatio);
    };
    addEventListener('resize', onResize);
    return () => removeEventListener('resize', onResize);
  }, []);
  const wish = useRef(quiet);
  const onMap = (made: MapLibre) => {
    map.current = made;
    made.setPixelRatio(remScale() * devicePixelRatio);
    hush(made, wish.current);
    made.on('style.load', () => hush(made, wish.current));
  };
  useEffect(() => {
    wish.current = quiet;
    if (map.current) hush(map.current, quiet);
  }, [quiet]);
  return (
    <div
      className="basemap"
      style={{ width: camera.width, height: camera.height, transform: `scale(${scale})` }}
      aria-hidden="true"
    >
      <CityMap still centre={[camera.lon, camera.lat]} zoom={camera.zoom} scale={MAP_SCALE} onMap={onMap} />
    </div>
  );
});

/** Takes the names of streets, waters and places away, or gives them back. */
function hush(map: MapLibre, quiet: boolean): void {
  for (const layer of ['street-name', 'main-name', 'place-name', 'water-name'])
    if (map.getLayer(layer)) map.setLayoutProperty(layer, 'visibility', quiet ? 'none' : 'visible');
}

function remScale(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 10;
}

function Cases({ camera }: { camera: Camera }) {
  useWall((view) => view.marks);
  return <RingLayer rings={store.ringsIn(camera)} />;
}

/** Names where there is room; looked for anew when the picture or the minute is another, so that they stay. */
function AreaNames({ camera, areas }: { camera: Camera; areas: WallGround['areas'] }) {
  const { lang } = useWords();
  const minute = useMinute();
  const painted = useWall(() => true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rings are read once a minute
  const names = useMemo(
    () => areaLabels(areas, lang, camera, store.ringsIn(camera)),
    [areas, lang, camera, minute, painted],
  );
  return (
    <g className="areanames">
      {names.map(({ key, x, y, text }) => (
        <text key={key} x={x} y={y + 9}>
          {text}
        </text>
      ))}
    </g>
  );
}

/** Cells where most was reported in seven days, in three steps. */
const Heat = memo(function Heat({ camera, heat }: { camera: Camera; heat: WallGround['heat'] }) {
  const project = projector(camera);
  const path = (outline: readonly number[]) => {
    const points: string[] = [];
    for (let i = 0; i + 1 < outline.length; i += 2) {
      const { x, y } = project(outline[i]!, outline[i + 1]!);
      points.push(`${x.toFixed(1)} ${y.toFixed(1)}`);
    }
    return `M${points.join('L')}Z`;
  };
  const step = (i: number) => (i < heat.length / 12 ? 3 : i < heat.length / 3 ? 2 : 1);
  return (
    <g className="heat">
      {[1, 2, 3].map((level) => (
        <path
          key={level}
          className={`h${level}`}
          d={heat.flatMap((cell, i) => (step(i) === level ? path(cell.outline) : [])).join('')}
        />
      ))}
    </g>
  );
});

/** Beats with somebody on duty: a mark in the beat, never where the person is. */
const Beats = memo(function Beats({ camera, beats }: { camera: Camera; beats: WallGround['beats'] }) {
  const onDuty = useWall((view) => view.beats) ?? NOBODY;
  const project = projector(camera);
  const held = new Set(onDuty);
  return (
    <g className="beats">
      {beats.flatMap((beat) => {
        if (!held.has(beat.code)) return [];
        const { x, y } = project(beat.lon, beat.lat);
        return (
          <path
            key={beat.code}
            transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
            d="M0-9 8 7 0 3-8 7z"
          />
        );
      })}
    </g>
  );
});

const NOBODY: WallBeats = [];
