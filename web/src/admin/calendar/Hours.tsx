import type { CalendarData } from '../../../../core/rules/clock/calendar.ts';
import { useWords } from '../../parts/i18n.ts';
import { PeriodsInput } from './PeriodsInput.tsx';

/** Seasons with their hours, rest days, the working day's minutes, and until when the holidays are known. */
export function Hours({ data, onChange }: { data: CalendarData; onChange: (data: CalendarData) => void }) {
  const { t, lang } = useWords();
  const weekday = new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    weekday: 'short',
    timeZone: 'UTC',
  });
  const season = (i: number, change: Partial<CalendarData['seasons'][number]>) =>
    onChange({ ...data, seasons: data.seasons.map((one, n) => (n === i ? { ...one, ...change } : one)) });
  const rest = (day: number, on: boolean) =>
    onChange({
      ...data,
      restWeekdays: on ? [...data.restWeekdays, day].sort() : data.restWeekdays.filter((one) => one !== day),
    });
  return (
    <details className="hours">
      <summary>{t('admin.hours')}</summary>
      {data.seasons.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: seasons have no name but their place
        <fieldset key={i}>
          <legend>{t('admin.season', { n: i + 1 })}</legend>
          <span className="row">
            <input
              className="input"
              aria-label={t('admin.seasonFrom')}
              value={one.from}
              maxLength={5}
              onChange={(event) => season(i, { from: event.target.value })}
            />
            –
            <input
              className="input"
              aria-label={t('admin.seasonTo')}
              value={one.to}
              maxLength={5}
              onChange={(event) => season(i, { to: event.target.value })}
            />
          </span>
          <PeriodsInput periods={one.periods} onChange={(periods) => season(i, { periods })} />
        </fieldset>
      ))}
      <fieldset>
        <legend>{t('admin.restDays')}</legend>
        <span className="row wrap">
          {[1, 2, 3, 4, 5, 6, 7].map((day) => (
            <label key={day}>
              <input
                type="checkbox"
                checked={data.restWeekdays.includes(day)}
                onChange={(event) => rest(day, event.target.checked)}
              />{' '}
              {weekday.format(Date.UTC(2026, 0, 4 + day))}
            </label>
          ))}
        </span>
      </fieldset>
      <label className="field">
        <span>{t('admin.workdayMinutes')}</span>
        <input
          type="number"
          value={data.workdayMinutes}
          onChange={(event) => onChange({ ...data, workdayMinutes: Number(event.target.value) })}
        />
      </label>
      <label className="field">
        <span>{t('admin.knownUntil')}</span>
        <input
          type="date"
          value={data.knownUntil ?? ''}
          onChange={(event) => {
            const { knownUntil: _before, ...others } = data;
            onChange(event.target.value === '' ? others : { ...others, knownUntil: event.target.value });
          }}
        />
      </label>
    </details>
  );
}
