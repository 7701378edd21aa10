import { useMemo } from 'react';
import type { WallGround } from '../../../core/contract/api/wall.ts';
import { useWords } from '../parts/i18n.ts';
import { LightSymbol } from '../parts/Light.tsx';
import { useCity } from '../parts/names.tsx';
import { useTick } from '../parts/ticker.ts';
import { cameraAt, cameraOn } from './camera.ts';
import { EMERGENCY_AT, EMERGENCY_ZOOM, Emergency, Pinned, useTakeover } from './Emergency.tsx';
import { Lost } from './Feed.tsx';
import { useLine } from './line.ts';
import { MAP_SIZE, MapScene } from './MapScene.tsx';
import { RankingScene } from './RankingScene.tsx';
import { type Scene, sceneAt, scenesOf } from './scenes.ts';
import { useWall } from './useWall.ts';

const MARGIN = 14;
const SOMEWHERE: WallGround['bounds'] = [103.68, 36.0, 103.9, 36.13];

/** The middle of the wall: the map by scenes, or what takes its place. */
export function Middle({ ground }: { ground: WallGround | undefined }) {
  const scenes = useMemo(() => scenesOf(ground), [ground]);
  const pinned = useWall((view) => view.scene);
  const index = useTick((now) => sceneAt(scenes, now, pinned));
  const scene = scenes[index]!;
  const takeover = useTakeover();
  const line = useLine();
  const emergency = takeover?.one ?? null;
  const camera = useCamera(scene, ground, emergency);
  const ranking = scene.kind === 'ranking' && !emergency;
  return (
    <div className={line.state === 'lost' ? 'mapbox stale' : 'mapbox'} data-scene={scene.id}>
      <MapScene
        camera={camera}
        ground={ground}
        bare={emergency !== null}
        whole={scene.kind === 'city' && !emergency}
      />
      {ranking && <RankingScene />}
      {scene.kind === 'area' && !emergency && <AreaName scene={scene} />}
      {!emergency && <Pinned />}
      <Legend
        scene={scene}
        place={`${index + 1}/${scenes.length}`}
        pinned={pinned !== null}
        count={scenes.length}
      />
      {takeover && <Emergency one={takeover.one} until={takeover.until} />}
      <StaleBar />
    </div>
  );
}

/** A new object only when the picture is another one: rings are gathered per camera. */
function useCamera(
  scene: Scene,
  ground: WallGround | undefined,
  emergency: { lon: number; lat: number } | null,
) {
  const area = scene.kind === 'area' ? scene.area.bounds : null;
  const bounds = area ?? ground?.bounds ?? SOMEWHERE;
  const still = useMemo(() => cameraOn(bounds, MAP_SIZE, MARGIN), [bounds]);
  const [lon, lat] = [emergency?.lon ?? null, emergency?.lat ?? null];
  const close = useMemo(
    () =>
      lon === null || lat === null ? null : cameraAt({ lon, lat }, EMERGENCY_ZOOM, MAP_SIZE, EMERGENCY_AT),
    [lon, lat],
  );
  return close ?? still;
}

function AreaName({ scene }: { scene: Scene & { kind: 'area' } }) {
  const { lang } = useCity();
  return <h3 className="areaname">{scene.area[lang]}</h3>;
}

interface LegendProps {
  readonly scene: Scene;
  readonly place: string;
  readonly pinned: boolean;
  readonly count: number;
}

function Legend({ scene, place, pinned }: LegendProps) {
  const { t, lang } = useWords();
  const beats = useWall((view) => view.beats.length) ?? 0;
  const [i, n] = place.split('/');
  const name =
    scene.kind === 'area' ? scene.area[lang] : t(scene.kind === 'city' ? 'wall.whole' : 'wall.ranking');
  return (
    <div className="legend">
      <span>
        <LightSymbol light="red" />
        {t('wall.lateShort')}
      </span>
      <span>
        <LightSymbol light="yellow" />
        {t('wall.soonShort')}
      </span>
      <span>
        <LightSymbol light="green" />
        {t('wall.inTimeShort')}
      </span>
      <span>
        <svg className="li" viewBox="-10 -10 20 20" aria-hidden="true">
          <path className="beat" d="M0-9 8 7 0 3-8 7z" />
        </svg>
        {t('wall.beats', { n: beats })}
      </span>
      <span>
        <i className="sw" />
        {t('wall.heat')}
      </span>
      <span className="e">
        {t('wall.scene', { i, n })} {pinned ? t('wall.pinned') : name}
      </span>
    </div>
  );
}

/** While the line is down: since when, and of when the picture is. */
function StaleBar() {
  const { t } = useWords();
  const { time } = useCity();
  const line = useLine();
  if (line.state !== 'lost') return null;
  return (
    <div className="stalebar" role="status">
      <b>
        <Lost word="wall.lostBar" since={line.heardAt} />
      </b>
      <span>{t('wall.asOf', { at: time.seconds(line.heardAt) })}</span>
    </div>
  );
}
