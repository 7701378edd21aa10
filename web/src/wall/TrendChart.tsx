import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { useTick } from '../parts/ticker.ts';
import { useWall } from './useWall.ts';

const W = 900;
const H = 240;
const PLOT = { left: 60, right: 760, top: 14, bottom: 196 };

/** Reports of today against the usual day, summed up over the hours. */
export function TrendChart() {
  const { t } = useWords();
  const { time } = useCity();
  const trend = useWall((view) => view.trend);
  const now = useWall((view) => view.today.collected) ?? 0;
  const hour = useTick((at) => Math.floor(((at - time.startOfDay(at)) / 3_600_000) * 12) / 12);
  const usual = trend?.usual ?? [];
  // Hours that have passed are as they were; the present one ends at the day's count.
  const past = Array.from(
    { length: Math.min(24, Math.floor(hour)) },
    (_, i) => trend?.today[i] ?? trend?.today.at(-1) ?? 0,
  );
  const most = Math.max(10, now, ...usual);
  const x = (h: number) => PLOT.left + (h / 24) * (PLOT.right - PLOT.left);
  const y = (n: number) => PLOT.bottom - (n / most) * (PLOT.bottom - PLOT.top);
  const line = (points: readonly (readonly [number, number])[]) =>
    points.map(([h, n], i) => `${i ? 'L' : 'M'}${x(h).toFixed(1)} ${y(n).toFixed(1)}`).join('');
  const today = [[0, 0] as const, ...past.map((n, i) => [i + 1, n] as const), [hour, now] as const];
  return (
    <section className="trendbox">
      <h2>
        <span>{t('wall.trend')}</span>
      </h2>
      <svg viewBox={`0 0 ${W} ${H}`} role="img" aria-label={t('wall.trend')}>
        <path className="base" d={`M${PLOT.left} ${PLOT.bottom}H${PLOT.right}`} />
        {[6, 12, 18, 24].map((h) => (
          <text key={h} x={x(h)} y={H - 12} textAnchor="middle">
            {h}
          </text>
        ))}
        {usual.length > 0 && (
          <>
            <path className="usual" d={line([[0, 0], ...usual.map((n, i) => [i + 1, n] as const)])} />
            <text x={PLOT.right + 12} y={y(usual.at(-1) ?? 0) + 8}>
              {t('wall.trendUsual')} {usual.at(-1)}
            </text>
          </>
        )}
        <path className="today" d={line(today)} />
        <text className="n" x={x(hour) + 10} y={Math.max(28, y(now) - 10)}>
          {t('wall.trendToday')} {now}
        </text>
      </svg>
    </section>
  );
}
