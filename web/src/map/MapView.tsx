import 'maplibre-gl/dist/maplibre-gl.css';
import {
  addProtocol,
  type GeoJSONSource,
  Map as MapLibre,
  type MapMouseEvent,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { Protocol } from 'pmtiles';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { Me } from '../../../core/contract/api/answers.ts';
import type { CameraRow } from '../../../core/contract/api/desk.ts';
import { serverNow } from '../api/serverClock.ts';
import { type Lang, useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { useTheme } from '../parts/theme.ts';
import { useTick } from '../parts/ticker.ts';
import { CameraMarks } from './CameraMarks.tsx';
import {
  caseFeatures,
  caseLayers,
  caseSources,
  circleAround,
  lightCounts,
  type MapCase,
  outlineOf,
} from './caseSource.ts';
import { PlaceMark } from './PlaceMark.tsx';
import { readPaint } from './paint.ts';
import { drawIcon, fontFamily } from './rings.ts';
import { baseStyle } from './style.ts';

setWorkerUrl(workerUrl);
/** PMTiles are read through a protocol of their own; it is loaded with the first tile of such a file. */
let pmtiles: Promise<Protocol> | undefined;
addProtocol('pmtiles', async (request, stop) => {
  pmtiles ??= import('pmtiles').then((library) => new library.Protocol());
  return (await pmtiles).tile(request, stop);
});

export interface MapViewProps {
  readonly cases?: readonly MapCase[];
  /** The case in the middle of attention, drawn larger. */
  readonly picked?: string | null;
  readonly onPick?: (id: string) => void;
  /** [lon, lat]; the view follows when it changes. */
  readonly centre?: readonly [number, number] | null;
  readonly zoom?: number;
  /** Metres; a dashed circle around the centre. */
  readonly around?: number | null;
  /** Corners of an area that is being drawn, or stands as a filter. */
  readonly outline?: readonly (readonly [number, number])[] | null;
  /** A place that a person sets by clicking or dragging. */
  readonly place?: readonly [number, number] | null;
  readonly onPlace?: (lon: number, lat: number) => void;
  /** 1 on desks and phones, 2 and more on walls. */
  readonly scale?: number;
  /** Clusters fall apart beyond this zoom. */
  readonly clusterTo?: number;
  readonly components?: boolean;
  /** Cameras to choose from. */
  readonly cameras?: readonly CameraRow[];
  readonly camera?: string | null;
  readonly onCamera?: (camera: CameraRow) => void;
  readonly still?: boolean;
  readonly label?: string;
  /** The MapLibre map itself, for what a surface draws of its own. */
  readonly onMap?: (map: MapLibre) => void;
}

const CITY_ZOOM = 12.2;

/** The map drawn with MapLibre; use it through `CityMap`. */
export function MapView(props: MapViewProps) {
  const { t } = useWords();
  const box = useRef<HTMLElement>(null);
  const drawn = useMapLibre(box, props);
  useCases(drawn, props);
  useView(drawn, props);
  useOutline(drawn, props);
  const map = drawn?.map;
  return (
    <div className="citymap">
      <section ref={box} className="canvas" aria-label={props.label ?? t('map.label')} />
      <Attribution still={props.still} />
      {map && props.place && <PlaceMark map={map} place={props.place} onPlace={props.onPlace} />}
      {map && props.cameras && props.onCamera && (
        <CameraMarks
          map={map}
          cameras={props.cameras}
          chosen={props.camera ?? null}
          onCamera={props.onCamera}
        />
      )}
      {!props.still && map && (
        <div className="zoom">
          <button type="button" aria-label={t('map.zoomIn')} onClick={() => map.zoomIn()}>
            +
          </button>
          <button type="button" aria-label={t('map.zoomOut')} onClick={() => map.zoomOut()}>
            −
          </button>
          {props.onPlace && (
            <button
              type="button"
              aria-label={t('map.placeHere')}
              title={t('map.placeHere')}
              onClick={() => props.onPlace?.(map.getCenter().lng, map.getCenter().lat)}
            >
              <svg viewBox="0 0 16 16" aria-hidden="true">
                <circle cx="8" cy="8" r="4.5" />
                <path d="M8 0v6M8 10v6M0 8h6M10 8h6" />
              </svg>
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** Whose map it is, as most licences ask; of a demo city that it was drawn by a program. */
function Attribution({ still = false }: Pick<MapViewProps, 'still'>) {
  const { t } = useWords();
  const { me } = useCity();
  const generated = me.city.demo && !still ? t('map.generated') : '';
  const text = me.map.kind === 'city' ? generated : me.map.attribution;
  return text ? <small className="attribution">{text}</small> : null;
}

/** A map whose style is loaded; a new object each time a style came in, since that empties its sources. */
interface Drawn {
  readonly map: MapLibre;
}

/** One map for the life of the component; a change of theme or language only changes its style. */
function useMapLibre(box: RefObject<HTMLElement | null>, props: MapViewProps): Drawn | null {
  const { lang } = useWords();
  const { dark } = useTheme();
  const { me } = useCity();
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const wish = useMemo(() => wishOf(latest.current, lang, dark, me), [lang, dark, me]);
  const first = useRef(wish);
  useEffect(() => {
    const container = box.current;
    if (!container) return;
    const { centre, zoom, still, onMap } = latest.current;
    const made = new MapLibre({
      container,
      style: styleOf(first.current, latest.current),
      center: [...(centre ?? me.city.centre)] as [number, number],
      zoom: zoom ?? CITY_ZOOM,
      interactive: !still,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      fadeDuration: 0,
      localIdeographFontFamily: first.current.font,
      canvasContextAttributes: { antialias: true },
    });
    made.touchZoomRotate.disableRotation();
    made.on('click', (event) => clicked(made, event, latest.current));
    // One picture per mix of lights: they are drawn when first seen and dropped when they have piled up.
    made.setMissingStyleImageResolver((id) => {
      const icon = drawIcon(id, wishPaint.current, latest.current.scale ?? 1);
      if (icon && !made.hasImage(id)) made.addImage(id, icon.data, { pixelRatio: icon.pixelRatio });
    });
    made.on('style.load', () => setDrawn({ map: made }));
    made.once('style.load', () => onMap?.(made));
    return () => {
      setDrawn(null);
      made.remove();
    };
  }, [box, me.city.centre]);
  const wishPaint = useRef(wish.paint);
  wishPaint.current = wish.paint;
  useEffect(() => {
    if (!drawn || first.current === wish) return;
    first.current = wish;
    for (const id of drawn.map.listImages()) drawn.map.removeImage(id);
    drawn.map.setStyle(styleOf(wish, latest.current), { diff: false });
  }, [drawn, wish]);
  return drawn;
}

function wishOf(
  { scale = 1, components = false }: MapViewProps,
  lang: Lang,
  night: boolean,
  { map, city }: Me,
) {
  return {
    paint: readPaint(),
    lang,
    scale,
    components,
    night,
    map,
    latitude: city.centre[1],
    font: fontFamily(),
  };
}

function styleOf(wish: ReturnType<typeof wishOf>, { clusterTo = 16 }: MapViewProps) {
  const style = baseStyle(wish);
  return {
    ...style,
    sources: { ...style.sources, ...caseSources(clusterTo) },
    layers: [...style.layers, ...caseLayers(wish.paint.ink)],
  };
}

/** More pictures than this are thrown away before the next data; those in sight are drawn again. */
const MANY_IMAGES = 400;

function useCases(drawn: Drawn | null, { cases = NO_CASES, picked = null }: MapViewProps): void {
  const lights = useTick((now) => lightCounts(cases, now));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turned light draws the cases again
  useEffect(() => {
    if (!drawn) return;
    const { map } = drawn;
    const { rest, chosen } = caseFeatures(cases, picked, serverNow());
    if (map.listImages().length > MANY_IMAGES) for (const id of map.listImages()) map.removeImage(id);
    map.getSource<GeoJSONSource>('cases')?.setData(rest);
    map.getSource<GeoJSONSource>('picked')?.setData(chosen);
  }, [drawn, cases, picked, lights]);
}

const NO_CASES: readonly MapCase[] = [];

function useView(drawn: Drawn | null, { centre, zoom, around }: MapViewProps): void {
  const [lon, lat] = centre ?? [null, null];
  const map = drawn?.map;
  useEffect(() => {
    if (!map || lon === null || lat === null) return;
    map.jumpTo({ center: [lon, lat], ...(zoom !== undefined && { zoom }) });
  }, [map, lon, lat, zoom]);
  useEffect(() => {
    const none = { type: 'FeatureCollection' as const, features: [] };
    const ring = lon !== null && lat !== null && around ? circleAround(lon, lat, around) : none;
    drawn?.map.getSource<GeoJSONSource>('around')?.setData(ring);
  }, [drawn, lon, lat, around]);
}

function useOutline(drawn: Drawn | null, { outline }: MapViewProps): void {
  useEffect(() => {
    drawn?.map.getSource<GeoJSONSource>('outline')?.setData(outlineOf(outline ?? []));
  }, [drawn, outline]);
}

/** A cluster opens, a case is picked, bare ground becomes the place where one is wanted. */
function clicked(map: MapLibre, event: MapMouseEvent, { onPick, onPlace, outline }: MapViewProps): void {
  // A corner may lie on a case.
  const drawing = outline && onPlace;
  const [hit] = drawing ? [] : map.queryRenderedFeatures(event.point, { layers: ['picked', 'cases'] });
  if (hit?.properties['point_count']) {
    void map
      .getSource<GeoJSONSource>('cases')
      ?.getClusterExpansionZoom(Number(hit.properties['cluster_id']))
      .then((zoom) => map.easeTo({ center: event.lngLat, zoom: zoom + 0.4 }));
  } else if (hit && onPick) onPick(String(hit.properties['id']));
  else onPlace?.(event.lngLat.lng, event.lngLat.lat);
}
