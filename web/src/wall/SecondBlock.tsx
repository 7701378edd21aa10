import { useMemo } from 'react';
import type { WallGround } from '../../../core/contract/api/wall.ts';
import { useWords } from '../parts/i18n.ts';
import { useTick } from '../parts/ticker.ts';
import { cameraOn } from './camera.ts';
import { Feed } from './Feed.tsx';
import { MAP_SIZE, MapScene } from './MapScene.tsx';
import { RankingScene } from './RankingScene.tsx';
import { scenesOf } from './scenes.ts';
import { TrendChart } from './TrendChart.tsx';

const AREA_SECONDS = 20;

/**
 * The rest of a screen wider than 16:9: never stretched. As wide as the first block it holds the
 * subdistricts' map, the whole ranking, the day's trend and the long feed; narrower ones hold what fits.
 */
export function SecondBlock({ ground, room }: { ground: WallGround | undefined; room: 'column' | 'block' }) {
  return (
    <aside className={`second ${room}`} data-second={room}>
      {room === 'block' && <AreaMap ground={ground} />}
      <div className="ranks">
        <RankingScene columns={1} />
      </div>
      <TrendChart />
      <Feed rows={room === 'block' ? 22 : 5} state={false} />
    </aside>
  );
}

/** District by district, a step ahead of what the first block shows. */
function AreaMap({ ground }: { ground: WallGround | undefined }) {
  const { lang } = useWords();
  const areas = useMemo(
    () => scenesOf(ground).flatMap((scene) => (scene.kind === 'area' ? [scene.area] : [])),
    [ground],
  );
  const index = useTick((now) => (areas.length ? Math.floor(now / 1000 / AREA_SECONDS) % areas.length : -1));
  const area = areas[index];
  const bounds = area?.bounds ?? ground?.bounds;
  const camera = useMemo(() => bounds && cameraOn(bounds, MAP_SIZE, 14), [bounds]);
  if (!camera) return <div className="mapbox" />;
  return (
    <div className="mapbox">
      <MapScene camera={camera} ground={ground} />
      {area && <h3 className="areaname">{area[lang]}</h3>}
    </div>
  );
}
