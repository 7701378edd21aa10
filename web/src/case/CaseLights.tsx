import './caseLights.css';
import type { CaseState, RunningClock } from '../../../core/rules/case/state.ts';
import { useWords } from '../parts/i18n.ts';
import { Light, type LightOf } from '../parts/Light.tsx';
import { useCity } from '../parts/names.tsx';
import { useMinute } from '../parts/ticker.ts';
import { hoursMinutes, timeOn } from '../parts/time.ts';
import { clockUse, type Use } from './history.ts';

/** The lights of a case, each with what is used and what is allowed: stage, whole process, requests. */
export function CaseLights({ state }: { state: CaseState }) {
  const { t } = useWords();
  const { calendar } = useCity();
  const now = useMinute();
  const { clock, whole, requests, supervision } = state;
  const repeats = state.assignment && state.assignment.repeats > 0 && clock?.stage === 'handling';
  const stage = clock && t(`clock.${clock.stage}`);
  // The fold mixes clocks; emergencies run day and night, for all others working time is what people count in.
  const wholeClock = state.urgency === 'emergency' ? 'continuous' : 'working';
  const wholeUse: Use | null = whole && {
    usedMs: timeOn(wholeClock, calendar, state.reportedAt, clock?.parkedAt ?? now),
    limitMs: timeOn(wholeClock, calendar, state.reportedAt, whole.dueAt),
  };
  return (
    <div className="caselights">
      {clock && (
        <One
          of={clock}
          name={
            repeats
              ? `${stage} · ${t('case.repeats', { n: (state.assignment?.repeats ?? 0) + 1 })}`
              : `${stage}`
          }
          use={clockUse(clock, calendar, now)}
          provisional={clock.provisional}
        />
      )}
      {whole && wholeUse && (
        <One
          of={{ ...whole, parkedAt: clock?.parkedAt ?? null, clock: wholeClock }}
          name={t('clock.whole')}
          use={wholeUse}
        />
      )}
      {sideLights(requests, supervision.light).map(([key, light]) => (
        <One
          key={key}
          of={light}
          name={key === 'supervision' ? t('clock.supervision') : t(`case.pending.${key}`)}
          use={clockUse(light, calendar, now)}
        />
      ))}
    </div>
  );
}

function sideLights(
  requests: CaseState['requests'],
  supervision: RunningClock | null,
): [string, RunningClock][] {
  const lights: [string, RunningClock | null | undefined][] = [
    ['return', requests.return?.light],
    ['extension', requests.extension?.light],
    ['deferral', requests.deferral?.light],
    ['supervision', supervision],
  ];
  return lights.filter((entry): entry is [string, RunningClock] => entry[1] != null);
}

function One({ of, name, use, provisional }: { of: LightOf; name: string; use: Use; provisional?: boolean }) {
  const { t, lang } = useWords();
  const limited = of.redAt !== null;
  return (
    <div>
      <b>{limited ? <Light of={of} form="long" /> : t('case.noLimit')}</b>
      <span className="name">
        {name}
        {provisional && ` · ${t('case.provisional')}`}
      </span>
      <small>
        <span>{t('case.used', { time: hoursMinutes(use.usedMs, lang) })}</span>
        {use.limitMs !== null && <span>{t('case.limit', { time: hoursMinutes(use.limitMs, lang) })}</span>}
      </small>
    </div>
  );
}
