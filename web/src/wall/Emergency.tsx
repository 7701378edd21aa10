import { useEffect, useRef, useState } from 'react';
import type { WallCase } from '../../../core/contract/api/wall.ts';
import { photoUrl } from '../api/call.ts';
import { useWords } from '../parts/i18n.ts';
import { LightSymbol, lightOf, timeLeft } from '../parts/Light.tsx';
import { useCity } from '../parts/names.tsx';
import { useNow } from '../parts/ticker.ts';
import { hoursMinutes } from '../parts/time.ts';
import { lightOfWallCase, whatOf } from './LateCards.tsx';
import { useWall } from './useWall.ts';

const TAKES_MS = 10_000;
const PINNED = 2;

/** Where in the map's picture the place of an emergency is shown. */
export const EMERGENCY_AT = { x: 232, y: 338 } as const;
export const EMERGENCY_ZOOM = 16.2;

/** The emergency that takes the middle now, each new one for ten seconds, one after another. */
export function useTakeover(): { readonly one: WallCase; readonly until: number } | null {
  const emergencies = useWall((view) => view.emergencies);
  const seen = useRef<Set<string> | null>(null);
  const [queue, setQueue] = useState<readonly string[]>([]);
  const [until, setUntil] = useState(0);
  useEffect(() => {
    if (emergencies === null) return;
    // What was there before the screen was opened is pinned but does not take the middle.
    const known = seen.current;
    const fresh = known ? emergencies.filter((one) => !known.has(one.id)) : [];
    seen.current = new Set(emergencies.map((one) => one.id));
    if (fresh.length) setQueue((before) => [...before, ...fresh.map((one) => one.id)]);
  }, [emergencies]);
  const [first] = queue;
  useEffect(() => {
    if (first === undefined) return;
    setUntil(Date.now() + TAKES_MS);
    const timer = setTimeout(() => setQueue((before) => before.slice(1)), TAKES_MS);
    return () => clearTimeout(timer);
  }, [first]);
  const one = emergencies?.find((candidate) => candidate.id === first);
  return one ? { one, until } : null;
}

/** A new emergency in the middle, framed in white: it is new, not late. */
export function Emergency({ one, until }: { one: WallCase; until: number }) {
  const { t } = useWords();
  const city = useCity();
  useNow();
  const left = Math.max(1, Math.ceil((until - Date.now()) / 1000));
  return (
    <section className="emg" role="alert" data-emergency={one.id}>
      <h3>
        {t('wall.emergency')}
        <span>{one.number}</span>
      </h3>
      <svg className="spot" viewBox="0 0 460 532" aria-hidden="true">
        <circle cx={EMERGENCY_AT.x - 4} cy={EMERGENCY_AT.y - 76} r="46" />
        <circle className="dot" cx={EMERGENCY_AT.x - 4} cy={EMERGENCY_AT.y - 76} r="13" />
      </svg>
      <div className="tx">
        <b>{city.category(one.categoryKey, true)}</b>
        {one.conditionKey && <p>{city.condition(one.conditionKey)}</p>}
        <dl>
          <dt>{t('wall.place')}</dt>
          <dd>
            {[one.address ?? t('word.unknownPlace'), one.subdistrict && city.area(one.subdistrict)]
              .filter(Boolean)
              .join(' · ')}
          </dd>
          <dt>{t('wall.source')}</dt>
          <dd>
            {t(`channel.${one.channel}`)} {city.time.time(one.reportedAt)}
          </dd>
          <dt>{t('wall.responsible')}</dt>
          <dd>{one.unit ? city.unit(one.unit, true) : t('wall.undecided')}</dd>
          <dt>{t('wall.limit')}</dt>
          <dd>
            <Limit one={one} />
          </dd>
        </dl>
        {one.photo && <img src={photoUrl(one.photo)} alt="" />}
      </div>
      <footer>
        <span>
          {t('wall.continuous')} · {t('wall.unconfirmed')}
        </span>
        <span>{t('wall.back', { n: left })}</span>
      </footer>
    </section>
  );
}

function Limit({ one }: { one: WallCase }) {
  const { t, lang } = useWords();
  const city = useCity();
  const now = useNow();
  const of = lightOfWallCase(one);
  const light = lightOf(of, now);
  if (light === null || one.redAt === null) return '–';
  const time = hoursMinutes(Math.abs(timeLeft(of, city.calendar, now)), lang);
  return (
    <>
      <LightSymbol light={light} /> {city.time.due(one.dueAt ?? one.redAt, now)} ·{' '}
      {t(light === 'red' ? 'light.over' : 'light.left', { time })}
    </>
  );
}

/** Emergencies that nobody has acknowledged stay in sight. */
export function Pinned() {
  const { t } = useWords();
  const city = useCity();
  const emergencies = useWall((view) => view.emergencies);
  if (!emergencies?.length) return null;
  return (
    <section className="pinned" aria-label={t('wall.emergencies')} data-pinned={emergencies.length}>
      {emergencies.slice(0, PINNED).map((one) => (
        <p key={one.id}>
          <span>
            <b>{whatOf(one, city)}</b> {one.address}
          </span>
          <span>
            {city.time.time(one.reportedAt)} {t('wall.unconfirmed')}
          </span>
        </p>
      ))}
      {emergencies.length > PINNED && (
        <p>
          <span>{t('wall.andMore', { n: emergencies.length - PINNED })}</span>
        </p>
      )}
    </section>
  );
}
