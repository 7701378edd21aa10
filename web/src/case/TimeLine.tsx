import './timeLine.css';
import { useMemo } from 'react';
import type { CaseState } from '../../../core/rules/case/state.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { useMinute } from '../parts/ticker.ts';
import { hoursMinutes } from '../parts/time.ts';
import type { DetailEvent, StageSpan } from './history.ts';
import { stageSpans } from './history.ts';
import { type TimeAxis, timeAxis } from './timeAxis.ts';

const WIDTH = 460;
const GAP = 14;
const TOP = 18;
const FLOOR = 92;
const HANDLING_Y = 36;
const OTHER_Y = 58;
const BAR = 12;

interface TimeLineProps {
  readonly events: readonly DetailEvent[];
  readonly state: CaseState;
}

/** Stages over time with the nights cut out, working time shaded, the end of the limit and the present marked. */
export function TimeLine({ events, state }: TimeLineProps) {
  const { t } = useWords();
  const { calendar, time } = useCity();
  const now = useMinute();
  const end = state.closedAt ?? now;
  const spans = useMemo(() => stageSpans(events, calendar), [events, calendar]);
  const dueAt = dueOf(state);
  const axis = useMemo(() => {
    const from = events[0]?.at ?? end;
    if (!calendar) return null;
    const marks = [
      from,
      end,
      ...spans.map((span) => span.from),
      ...(dueAt !== null && dueAt < end ? [dueAt] : []),
    ];
    return timeAxis({ cal: calendar, time, from, to: end, marks, width: WIDTH, gap: GAP, mostDays: 5 });
  }, [calendar, time, events, spans, end, dueAt]);
  if (!axis) return null;
  const flat = state.clock?.clock === 'continuous';
  const title = t(
    flat
      ? 'case.timelineFlat'
      : (state.assignment?.segments.length ?? 0) > 1
        ? 'case.timelineBoth'
        : 'case.timeline',
  );
  return (
    <figure className="timeline">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} 116`} role="img" aria-label={title}>
        <Days axis={axis} />
        <Spans spans={spans} axis={axis} end={end} dueAt={dueAt} />
        <Marks
          axis={axis}
          dueAt={dueAt !== null && dueAt < end ? dueAt : null}
          now={end}
          closed={state.closedAt !== null}
        />
      </svg>
    </figure>
  );
}

/** Where the limit of the present handling ended or will end; null where nothing limits it. */
function dueOf(state: CaseState): number | null {
  return state.clock && state.clock.parkedAt === null ? state.clock.dueAt : null;
}

function Days({ axis }: { axis: TimeAxis }) {
  const { time } = useCity();
  return (
    <>
      {axis.days.map((day, i) => {
        const open = day.work[0]?.[0];
        const close = day.work.at(-1)?.[1];
        return (
          <g key={day.from}>
            {day.work.map(([from, to]) => (
              <rect
                key={from}
                className="work"
                x={axis.x(from)}
                y={TOP}
                width={axis.x(to) - axis.x(from)}
                height={FLOOR - TOP}
              />
            ))}
            {i > 0 && <path className="cutline" d={cut(day.x - GAP / 2, day.gap)} />}
            <text x={day.x} y={12}>
              {time.day(day.from)}
            </text>
            {open !== undefined && (
              <text x={axis.x(open)} y={108}>
                {time.time(open)}
              </text>
            )}
            {close !== undefined && day.width > 84 && (
              <text className="end" x={axis.x(close)} y={108}>
                {time.time(close)}
              </text>
            )}
          </g>
        );
      })}
      <path className="floor" d={`M0 ${FLOOR}H${WIDTH}`} />
    </>
  );
}

function cut(x: number, wide: boolean): string {
  const lines = wide ? [-4, -1, 2] : [-2.5, 0.5];
  return lines.map((dx) => `M${x + dx} ${FLOOR}l3 ${TOP - FLOOR}`).join('');
}

interface SpansProps {
  readonly spans: readonly StageSpan[];
  readonly axis: TimeAxis;
  readonly end: number;
  readonly dueAt: number | null;
}

function Spans({ spans, axis, end, dueAt }: SpansProps) {
  const { t, lang } = useWords();
  let handlings = 0;
  return (
    <>
      {spans.map((span) => {
        const handling = span.status === 'handling' || span.status === 'deferred';
        if (['closed', 'voided', 'rejected'].includes(span.status)) return null;
        if (span.status === 'handling') handlings += 1;
        const from = axis.x(span.from);
        const to = Math.max(from + 1.5, axis.x(span.to ?? end));
        const lateFrom =
          span.to === null && dueAt !== null && dueAt < end ? Math.max(from, axis.x(dueAt)) : null;
        const used = span.use ? hoursMinutes(span.use.usedMs, lang) : '';
        const label = t('case.handlingNo', { n: handlings, time: used });
        return (
          <g key={`${span.from} ${span.status}`}>
            <title>{`${t(`status.${span.status}`)} ${used}`}</title>
            <rect
              className={handling ? (span.status === 'deferred' ? 'parked' : 'handling') : 'other'}
              x={from}
              y={handling ? HANDLING_Y : OTHER_Y}
              width={to - from}
              height={BAR}
            />
            {lateFrom !== null && (
              <rect
                className="late"
                x={lateFrom}
                y={handling ? HANDLING_Y : OTHER_Y}
                width={Math.max(0, to - lateFrom)}
                height={BAR}
              />
            )}
            {span.status === 'handling' && span.use && to - from > label.length * 7.5 && (
              <text className="inbar" x={from + 6} y={HANDLING_Y + 10}>
                {label}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}

function Marks({
  axis,
  dueAt,
  now,
  closed,
}: {
  axis: TimeAxis;
  dueAt: number | null;
  now: number;
  closed: boolean;
}) {
  const { t } = useWords();
  const { time } = useCity();
  const side = (x: number) => (x > WIDTH / 2 ? 'end' : undefined);
  const nowX = axis.x(now);
  const dueX = dueAt === null ? null : axis.x(dueAt);
  return (
    <>
      {dueX !== null && dueAt !== null && (
        <>
          <path className="due" d={`M${dueX} ${TOP}V${FLOOR}`} />
          <text className={side(dueX)} x={dueX + (side(dueX) ? -4 : 4)} y={30}>
            {t('case.due', { time: time.time(dueAt) })}
          </text>
        </>
      )}
      <path className="now" d={`M${nowX} 14V96`} />
      <text className={`strong ${side(nowX) ?? ''}`} x={nowX} y={84 + (closed ? 0 : 0)}>
        {closed ? `${t('status.closed')} ${time.time(now)} ` : `${t('case.now', { time: time.time(now) })} `}
      </text>
    </>
  );
}
