import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useAnswer } from '../api/answers.ts';
import { useWords } from '../parts/i18n.ts';
import { Login } from '../parts/Login.tsx';
import { useCity } from '../parts/names.tsx';
import { useTick } from '../parts/ticker.ts';
import { Feed } from './Feed.tsx';
import { Place, Totals } from './Head.tsx';
import { keyState } from './key.ts';
import { LateCards } from './LateCards.tsx';
import { openWallLine, useLine } from './line.ts';
import { Middle } from './Middle.tsx';
import { isNight } from './night.ts';
import { Pipeline } from './Pipeline.tsx';
import { Ranking } from './Ranking.tsx';
import { SecondBlock } from './SecondBlock.tsx';
import { useWall } from './useWall.ts';
import { WallClock } from './WallClock.tsx';

const GROUND_EVERY_MS = 600_000;

/** The command centre's wall. It needs no hand: it opens with its key, heals by itself and runs for months. */
export function WallPage() {
  useEffect(() => openWallLine(), []);
  const line = useLine();
  if (line.state === 'no-key') return <NoKey />;
  return <Wall />;
}

function Wall() {
  const ground = useAnswer(
    'wallGround',
    {},
    { refetchInterval: GROUND_EVERY_MS, staleTime: GROUND_EVERY_MS },
  ).data;
  const painted = useWall(() => true) ?? false;
  const room = useRoom();
  return (
    <>
      <div className="walls">
        <main className="wall" data-painted={painted}>
          <Place />
          <Totals />
          <WallClock />
          <Pipeline />
          <Middle ground={ground} />
          <Ranking />
          <LateCards />
          <Feed />
        </main>
        {room !== 'none' && <SecondBlock ground={ground} room={room} />}
      </div>
      <Night />
    </>
  );
}

/** What a screen has beside the first block of 16:9: nothing, a column, or as much again. */
function useRoom(): 'none' | 'column' | 'block' {
  const wide = useMedia('(min-aspect-ratio: 23/10)');
  const twice = useMedia('(min-aspect-ratio: 31/9)');
  return twice ? 'block' : wide ? 'column' : 'none';
}

function useMedia(query: string): boolean {
  const list = useMemo(() => matchMedia(query), [query]);
  return useSyncExternalStore(
    (listener) => {
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => list.matches,
  );
}

/** At night a shade lies over the wall, unless an emergency waits. */
function Night() {
  const { me } = useCity();
  const night = useTick((now) => isNight(now, me.city.timezone));
  const emergencies = useWall((view) => view.emergencies.length) ?? 0;
  return <div className="night" data-night={night && emergencies === 0} aria-hidden="true" />;
}

/** A screen without a key, or somebody who is not signed in. */
function NoKey() {
  const { t } = useWords();
  const { me } = useCity();
  return (
    <div className="nokey">
      <div>
        <h1>{t('wall.key.title')}</h1>
        <p>{t(keyState() === 'refused' ? 'wall.key.used' : 'wall.key.lead')}</p>
        <p>{t('wall.key.orLogin')}</p>
      </div>
      <Login me={me} />
    </div>
  );
}
