import './light.css';
import type { Calendar } from '../../../core/rules/clock/calendar.ts';
import { type Light as LightColour, lightAt } from '../../../core/rules/clock/lights.ts';
import type { ClockKind } from '../../../core/rules/clock/workingTime.ts';
import { type Lang, useWords } from './i18n.ts';
import { useCity } from './names.tsx';
import { useTick } from './ticker.ts';
import { hoursMinutes, timeOn } from './time.ts';

/** What a light is drawn from: instants in epoch ms, of a case card or of a running clock. */
export interface LightOf {
  readonly yellowAt: number | null;
  readonly redAt: number | null;
  readonly parkedAt?: number | null;
  /** When people were told that it is due; absent: red's own instant. */
  readonly dueAt?: number | null;
  readonly clock: ClockKind;
}

/** The symbol alone: red disc with "!", yellow half disc, green ring. The size of the text beside it. */
export function LightSymbol({ light, dim = false }: { light: LightColour | null; dim?: boolean }) {
  if (light === null) return <span className="li" aria-hidden="true" />;
  return (
    <svg className={dim ? 'li dim' : 'li'} viewBox="0 0 20 20" aria-hidden="true">
      {light === 'red' && (
        <>
          <circle className="f-red" cx="10" cy="10" r="9.5" />
          <rect className="f-on-red" x="8.7" y="4" width="2.6" height="7.6" rx=".6" />
          <rect className="f-on-red" x="8.7" y="13.2" width="2.6" height="2.7" rx=".6" />
        </>
      )}
      {light === 'yellow' && (
        <>
          <path className="f-yellow" d="M10 1.6a8.4 8.4 0 0 1 0 16.8z" />
          <circle className="s-yellow" cx="10" cy="10" r="8.5" />
        </>
      )}
      {light === 'green' && <circle className="s-green" cx="10" cy="10" r="7.6" />}
    </svg>
  );
}

/** The light at an instant; a parked clock shows its last one. */
export function lightOf(of: LightOf, now: number): LightColour | null {
  const { yellowAt, redAt, parkedAt } = of;
  if (redAt === null) return null;
  return lightAt({ yellowAt: yellowAt ?? redAt, redAt }, parkedAt ?? now);
}

/** Time left (positive) or over (negative) in the clock's own time, ms. */
export function timeLeft(of: LightOf, cal: Calendar | null, now: number): number {
  if (of.redAt === null) return 0;
  const at = of.parkedAt ?? now;
  const due = Math.min(of.dueAt ?? of.redAt, of.redAt);
  return at > of.redAt ? -timeOn(of.clock, cal, due, at) : timeOn(of.clock, cal, at, due);
}

interface LightProps {
  readonly of: LightOf;
  /** `list` is the shortest; `long` says in words what it is. */
  readonly form?: 'list' | 'long' | 'symbol';
}

/** Symbol and time, ticking by the page's one timer: "+1:20" over, "余 0:06" / "0:06" left. */
export function Light({ of, form = 'list' }: LightProps) {
  const { t, lang } = useWords();
  const { calendar } = useCity();
  const drawn = useTick(
    (now) => `${lightOf(of, now) ?? ''} ${hoursMinutes(Math.abs(timeLeft(of, calendar, now)), lang)}`,
  );
  const [colour, ...rest] = drawn.split(' ');
  const light = (colour || null) as LightColour | null;
  const parked = of.parkedAt != null;
  if (light === null)
    return (
      <span className="lt none">
        <span className="vh">{t('light.none')}</span>
      </span>
    );
  const time = wordsOf(light, rest.join(' '), form, lang, t);
  return (
    <span className={`lt ${light}${parked ? ' parked' : ''}`}>
      <LightSymbol light={light} dim={parked} />
      <span className="vh">
        {parked ? `${t('light.parked')}, ${t(`light.${light}`)}` : t(`light.${light}`)}
      </span>
      {form !== 'symbol' && <span>{time}</span>}
    </span>
  );
}

type T = ReturnType<typeof useWords>['t'];

function wordsOf(light: LightColour, time: string, form: LightProps['form'], lang: Lang, t: T): string {
  if (light === 'red') return t(form === 'long' ? 'light.overLong' : 'light.over', { time });
  return form === 'list' && lang === 'en' ? time : t('light.left', { time });
}
