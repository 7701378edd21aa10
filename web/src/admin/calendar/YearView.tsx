import { type KeyboardEvent, useRef } from 'react';
import type { CalendarData } from '../../../../core/rules/clock/calendar.ts';
import { useWords } from '../../parts/i18n.ts';
import { daysOf, isWorked, kindOf } from './draft.ts';

interface YearViewProps {
  readonly year: number;
  readonly data: CalendarData;
  /** As published; other days are marked. */
  readonly published: CalendarData;
  readonly today: string;
  readonly picked: string | null;
  readonly onPick: (date: string) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** Twelve months; each day says whether it is worked and why it is not as usual. Arrows move by day and week. */
export function YearView({ year, data, published, today, picked, onPick }: YearViewProps) {
  const { t, lang } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent, date: string) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const to = new Date(Date.parse(`${date}T00:00:00Z`) + step * 86_400_000).toISOString().slice(0, 10);
    onPick(to);
    box.current?.querySelector<HTMLElement>(`[data-date="${to}"]`)?.focus();
  };
  const month = new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    month: 'long',
    timeZone: 'UTC',
  });
  const weekday = new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    weekday: 'narrow',
    timeZone: 'UTC',
  });
  const first = picked?.startsWith(`${year}-`) ? picked : `${year}-01-01`;
  return (
    <div className="year" ref={box}>
      {Array.from({ length: 12 }, (_, m) => (
        <section
          key={month.format(Date.UTC(year, m, 1))}
          aria-label={`${month.format(Date.UTC(year, m, 1))} ${year}`}
        >
          <h3>{month.format(Date.UTC(year, m, 1))}</h3>
          <div className="days">
            {[5, 6, 7, 8, 9, 10, 11].map((day) => (
              <span key={day} className="qq" aria-hidden="true">
                {weekday.format(Date.UTC(2026, 0, day))}
              </span>
            ))}
            {daysOf(year, m + 1).map((date, i) => {
              const kind = kindOf(data, date);
              const worked = isWorked(data, date);
              const changed = kind !== kindOf(published, date) || worked !== isWorked(published, date);
              const said = `${date} ${t(worked ? 'admin.worked' : 'admin.free')}${kind === 'rule' ? '' : `, ${t(`admin.day.${kind}`)}`}`;
              return (
                <button
                  key={date}
                  type="button"
                  data-date={date}
                  data-kind={kind}
                  className={`${worked ? 'worked' : 'free'}${changed ? ' changed' : ''}`}
                  style={
                    i === 0 ? { gridColumnStart: new Date(`${date}T00:00:00Z`).getUTCDay() || 7 } : undefined
                  }
                  aria-label={said}
                  title={said}
                  aria-pressed={date === picked}
                  aria-current={date === today ? 'date' : undefined}
                  tabIndex={date === first ? 0 : -1}
                  onClick={() => onPick(date)}
                  onKeyDown={(event) => move(event, date)}
                >
                  {i + 1}
                  {kind !== 'rule' && <small aria-hidden="true">{t(`admin.dayMark.${kind}`)}</small>}
                </button>
              );
            })}
          </div>
        </section>
      ))}
    </div>
  );
}
