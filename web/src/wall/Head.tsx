import { useWords } from '../parts/i18n.ts';
import { LightSymbol } from '../parts/Light.tsx';
import { useCity } from '../parts/names.tsx';
import { useMonth } from './Ranking.tsx';
import { useShort } from './short.ts';
import { useWall } from './useWall.ts';

/** Whose wall it is. */
export function Place() {
  const { t } = useWords();
  const city = useCity();
  return (
    <header className="place">
      <span>{t('wall.centre')}</span>
      <b>{t('wall.title', { city: city.name })}</b>
    </header>
  );
}

/** What is late now, as large as the clock; then what will be, what is in time, and the city's goal. */
export function Totals() {
  const { t } = useWords();
  const totals = useWall((view) => view.totals);
  const green = totals ? totals.open - totals.yellow - totals.red : null;
  return (
    <section className="now" aria-live="off">
      <Big light="red" n={totals?.red} word={t('wall.late')} />
      <Big light="yellow" n={totals?.yellow} word={t('wall.soon')} />
      <Big light="green" n={green} word={t('wall.inTime')} />
      <Goal />
    </section>
  );
}

function Big({
  light,
  n,
  word,
}: {
  light: 'red' | 'yellow' | 'green';
  n: number | null | undefined;
  word: string;
}) {
  const short = useShort();
  const long = (n ?? 0) > 999 ? ' long' : '';
  return (
    <div className={`big ${light}${long}`} data-total={light}>
      <LightSymbol light={light} />
      <b>{short(n)}</b>
      <span>{word}</span>
    </div>
  );
}

/** Resolved of all that was due this month, all units together, against the city's goal. */
function Goal() {
  const { t } = useWords();
  const city = useWall((view) => view.score.city);
  const month = useMonth('short');
  if (!city || city.shouldResolve === 0) {
    return (
      <div className="goal">
        <div className="v">
          <span>{t('wall.resolved', { month })}</span>
          <b>–</b>
        </div>
        <div className="gbar">
          <Mark at={(city?.goal ?? 0.85) * 100} />
        </div>
        <div className="v">
          <span>{t('wall.noScore')}</span>
        </div>
      </div>
    );
  }
  const resolved = city.resolved / city.shouldResolve;
  return (
    <div className="goal" data-resolved={percent(resolved)}>
      <div className="v">
        <span>{t('wall.resolved', { month })}</span>
        <b>{percent(resolved)}</b>
      </div>
      <div className="gbar">
        <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
          <rect width={resolved * 100} height="1" />
        </svg>
        <Mark at={city.goal * 100} />
      </div>
      <div className="v">
        <span>{t('wall.timely', { rate: percent(city.timely / city.shouldResolve) })}</span>
        <span>{t('wall.goal', { rate: `${Math.round(city.goal * 100)} %` })}</span>
      </div>
    </div>
  );
}

/** The stroke on a bar, in per cent of its length. */
function Mark({ at }: { at: number }) {
  return (
    <svg className="mark" viewBox="0 0 330 22" preserveAspectRatio="none" aria-hidden="true">
      <rect x={at * 3.3 - 1.5} width="3" height="22" />
    </svg>
  );
}

function percent(rate: number): string {
  return `${(Math.floor(rate * 10_000 + 0.5) / 100).toFixed(2)} %`;
}
