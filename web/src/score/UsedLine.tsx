import type { ScoreCase } from '../../../core/contract/api/score.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { hoursMinutes } from '../parts/time.ts';
import { type Box, placeLabels } from './placeLabels.ts';
import { cutAt, type Day, dayAxis, type Point, usedLine } from './usedLine.ts';

const W = 828;
const H = 312;
const PLOT = { left: 54, width: 676, top: 22, bottom: 276 };
const HOUR = 3_600_000;

/** Time used against the limit: overtime is where one crosses the other. */
export function UsedLine({ of }: { of: ScoreCase }) {
  const { t, lang } = useWords();
  const { time } = useCity();
  const { explanation, clock } = of;
  const { allowedMs } = explanation.limit;
  const stretches = usedLine(of);
  const usedMs = stretches.at(-1)?.points.at(-1)?.usedMs ?? 0;
  const marks = stretches.flatMap(({ points }) => [points[0]!.at, points.at(-1)!.at]);
  const axis = dayAxis({
    working: of.working,
    continuous: clock === 'continuous',
    marks: [...marks, ...(explanation.redAfter !== null && usedMs > allowedMs ? [explanation.redAfter] : [])],
    startOfDay: time.startOfDay,
    left: PLOT.left,
    width: PLOT.width,
  });
  const top = Math.max(usedMs, allowedMs) * 1.16;
  const y = (ms: number) => PLOT.bottom - (ms / top) * (PLOT.bottom - PLOT.top);
  const path = (points: readonly Point[]) =>
    points
      .map((point, i) => `${i ? 'L' : 'M'}${axis.x(point.at).toFixed(1)} ${y(point.usedMs).toFixed(1)}`)
      .join('');
  const redAt = usedMs > allowedMs ? explanation.redAfter : null;
  const note = explanation.gapsCount
    ? 'lineNoteGaps'
    : clock === 'continuous'
      ? 'lineNoteContinuous'
      : 'lineNote';
  const hm = (ms: number) => hoursMinutes(ms, lang);
  const redX = redAt === null ? 0 : Math.max(PLOT.left + 130, axis.x(redAt));
  const taken: Box[] = [
    { x: PLOT.left, y: y(allowedMs) - 18, width: 90, height: 16 },
    ...(redAt === null ? [] : [{ x: redX - 130, y: y(allowedMs) - 20, width: 140, height: 30 }]),
  ];
  return (
    <figure className="usedline">
      <svg
        viewBox={`0 0 ${W} ${H}`}
        role="img"
        aria-label={`${t('score.line')}: ${hm(usedMs)} / ${hm(allowedMs)}`}
      >
        {axis.days.map((day, i) => (
          <DayBack key={day.from} day={day} x={axis.x} i={i} crowd={axis.days.length} />
        ))}
        {ticksOf(top).map((ms) => (
          <g key={ms}>
            <path className="grid" d={`M${PLOT.left - 2} ${y(ms)}H${PLOT.left + PLOT.width}`} />
            {Math.abs(y(ms) - y(allowedMs)) > 14 && (
              <text x={PLOT.left - 8} y={y(ms) + 4} textAnchor="end">
                {hm(ms)}
              </text>
            )}
          </g>
        ))}
        <path className="limit" d={`M${PLOT.left - 2} ${y(allowedMs)}H${PLOT.left + PLOT.width}`} />
        <text className="n" x={PLOT.left - 8} y={y(allowedMs) + 4} textAnchor="end">
          {hm(allowedMs)}
        </text>
        <text className="n" x={PLOT.left + 4} y={y(allowedMs) - 6}>
          {t('score.limit', { time: hm(allowedMs) })}
        </text>
        {stretches.map(({ idle, points }) => {
          const [before, after] = redAt === null ? [points, []] : cutAt(points, redAt);
          return (
            <g key={`${points[0]!.at} ${idle}`}>
              {before.length > 1 && <path className={idle ? 'idle' : 'used'} d={path(before)} />}
              {after.length > 1 && <path className={idle ? 'idle' : 'used late'} d={path(after)} />}
            </g>
          );
        })}
        <Marks of={of} x={axis.x} y={y} taken={taken} />
        {redAt !== null && (
          <g>
            <RedDot x={axis.x(redAt)} y={y(allowedMs)} />
            <text className="n" x={redX - 14} y={y(allowedMs) - 8} textAnchor="end">
              {t('score.turnsRed', { at: `${time.isoDate(redAt).slice(5)} ${time.time(redAt)}` })}
            </text>
            <path
              className="over"
              d={`M${W - 90} ${y(allowedMs)}V${y(usedMs)}M${W - 94} ${y(allowedMs)}h8M${W - 94} ${y(usedMs)}h8`}
            />
            <text className="n" x={W - 82} y={(y(allowedMs) + y(usedMs)) / 2}>
              {t('score.over', { time: hm(usedMs - allowedMs) })}
            </text>
            <text className="b" x={W - 82} y={(y(allowedMs) + y(usedMs)) / 2 + 16}>
              {t('score.usedMark', { time: hm(usedMs) })}
            </text>
          </g>
        )}
        <text x={PLOT.left} y={H - 3}>
          {t(`score.${note}`)}
        </text>
      </svg>
    </figure>
  );
}

interface DayBackProps {
  readonly day: Day;
  readonly x: (at: number) => number;
  readonly i: number;
  readonly crowd: number;
}

/** A day's working time, its date above and its hours below, as far as there is room. */
function DayBack({ day, x, i, crowd }: DayBackProps) {
  const { time } = useCity();
  const middle = (day.from + day.to) / 2;
  const every = Math.ceil(crowd / 7);
  return (
    <g>
      {day.work.map(([from, to]) => (
        <rect
          key={from}
          className="work"
          x={x(from)}
          y={PLOT.top}
          width={Math.max(0, x(to) - x(from))}
          height={PLOT.bottom - PLOT.top}
        />
      ))}
      {i % every === 0 && (
        <text className="b" x={day.x} y={14}>
          {crowd > 4 ? time.isoDate(middle).slice(5) : time.date(middle)}
        </text>
      )}
      {day.width > 90 && (
        <>
          <text x={day.x} y={292}>
            {time.time(day.from)}
          </text>
          <text x={day.x + day.width} y={292} textAnchor="end">
            {time.time(day.to)}
          </text>
        </>
      )}
    </g>
  );
}

interface MarksProps {
  readonly of: ScoreCase;
  readonly x: (at: number) => number;
  readonly y: (ms: number) => number;
  /** Boxes that no label may cover. */
  readonly taken: readonly Box[];
}

/** Where segments begin and end, with what happened and when, as far as there is room for words. */
function Marks({ of, x, y, taken }: MarksProps) {
  const { t } = useWords();
  const { time } = useCity();
  const { segments } = of.explanation;
  let before = 0;
  const marks = segments.flatMap((segment, i) => {
    const gap = of.explanation.gapsCount && i > 0 ? segment.totalMs - before - segment.usedMs : 0;
    const start = {
      at: segment.from,
      ms: before + Math.max(0, gap),
      words: t(`score.cause.${segment.cause}`),
      end: false,
    };
    before = segment.totalMs;
    const ended = t(`score.ended.${segment.endedBy ?? 'feedback'}`);
    return segment.to === null
      ? [start]
      : [start, { at: segment.to, ms: segment.totalMs, words: ended, end: true }];
  });
  const spots = marks.map((mark) => ({
    x: x(mark.at),
    y: y(mark.ms),
    end: mark.end,
    words: `${mark.words} ${time.time(mark.at)}`,
  }));
  const labels = placeLabels(spots, PLOT, taken);
  return (
    <g className="marks">
      {spots.map((spot, i) => (
        <g key={`${spot.x} ${spot.words}`}>
          <circle cx={spot.x} cy={spot.y} r="4" />
          {labels[i] && (
            <text className="b" x={labels[i].x} y={labels[i].y}>
              {spot.words}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}

function RedDot({ x, y }: { x: number; y: number }) {
  return (
    <g className="reddot" transform={`translate(${x - 9} ${y - 9}) scale(0.9)`}>
      <circle cx="10" cy="10" r="9.5" />
      <rect x="8.7" y="4" width="2.6" height="7.6" rx=".6" />
      <rect x="8.7" y="13.2" width="2.6" height="2.7" rx=".6" />
    </g>
  );
}

/** Whole hours from zero, four or five of them. */
function ticksOf(top: number): number[] {
  const steps = [0.25, 0.5, 1, 2, 4, 8, 12, 24, 48, 96, 240, 480].map((hours) => hours * HOUR);
  const step = steps.find((one) => top / one <= 5) ?? top / 5;
  return Array.from({ length: Math.floor(top / step) + 1 }, (_, i) => i * step);
}
