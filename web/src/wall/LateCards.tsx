import type { WallCase } from '../../../core/contract/api/wall.ts';
import { useWords } from '../parts/i18n.ts';
import { type LightOf, LightSymbol, lightOf, timeLeft } from '../parts/Light.tsx';
import { useCity } from '../parts/names.tsx';
import { useTick } from '../parts/ticker.ts';
import { hoursMinutes } from '../parts/time.ts';
import { useWall } from './useWall.ts';

const SHOWN = 3;

/** The longest overdue by name; while nothing is late, what is due first. */
export function LateCards() {
  const { t } = useWords();
  const named = useWall((view) => view.late) ?? [];
  const red = useWall((view) => view.totals.red) ?? 0;
  const cards = named.slice(0, SHOWN);
  return (
    <section className="late">
      <h2>
        <span>{t(red > 0 || cards.length === 0 ? 'wall.longest' : 'wall.next')}</span>
        <span>{red > SHOWN ? t('wall.more', { n: red - SHOWN }) : red === 0 && t('wall.noLate')}</span>
      </h2>
      {cards.map((one) => (
        <LateCard key={one.id} one={one} />
      ))}
      {cards.length === 0 && <p className="empty">{t('wall.nothing')}</p>}
    </section>
  );
}

/** The instants of a named case as a light. */
export function lightOfWallCase(one: WallCase): LightOf {
  return {
    yellowAt: one.yellowAt,
    redAt: one.redAt,
    parkedAt: one.parkedAt,
    dueAt: one.dueAt,
    clock: one.clock,
  };
}

function LateCard({ one }: { one: WallCase }) {
  const { t, lang } = useWords();
  const city = useCity();
  const of = lightOfWallCase(one);
  const drawn = useTick(
    (now) =>
      `${lightOf(of, now) ?? 'green'} ${hoursMinutes(Math.abs(timeLeft(of, city.calendar, now)), lang)}`,
  );
  const due = useTick((now) => city.time.due(one.dueAt ?? one.redAt ?? now, now));
  const [light, ...time] = drawn.split(' ');
  const words = time.join(' ');
  const tag = tagOf(one, t);
  return (
    <article className="lc" data-late={one.id}>
      <LightSymbol light={light as 'red' | 'yellow' | 'green'} />
      <div className="o">
        <span>{light === 'red' ? `+${words}` : words}</span>
        <small>{tag}</small>
      </div>
      <p className="c">{whatOf(one, city)}</p>
      <p className="w">{one.address ?? t('word.unknownPlace')}</p>
      <div className="b">
        <span className="cut">{one.unit ? city.unit(one.unit, true) : t('wall.centre')}</span>
        <span>{t('wall.due', { at: due })}</span>
      </div>
    </article>
  );
}

/** Category and condition in one line. */
export function whatOf(one: WallCase, city: ReturnType<typeof useCity>): string {
  return [city.category(one.categoryKey, true), one.conditionKey && city.condition(one.conditionKey)]
    .filter(Boolean)
    .join(' · ');
}

function tagOf(one: WallCase, t: ReturnType<typeof useWords>['t']): string {
  if (one.supervised > 0) return t('wall.supervised');
  return one.repeats > 0 ? t('wall.repeat', { n: one.repeats + 1 }) : '';
}
