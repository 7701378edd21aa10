import type { CalendarData } from '../../../../core/rules/clock/calendar.ts';
import { useWords } from '../../parts/i18n.ts';
import { type DayKind, kindOf, seasonOf, withDay } from './draft.ts';
import { PeriodsInput } from './PeriodsInput.tsx';

const KINDS: readonly DayKind[] = ['rule', 'holiday', 'makeup', 'own'];

/** What one day is: as the rule says, a holiday, a make-up workday, or with hours of its own. */
export function DayEditor({
  data,
  date,
  onChange,
}: {
  data: CalendarData;
  date: string;
  onChange: (data: CalendarData) => void;
}) {
  const { t } = useWords();
  const kind = kindOf(data, date);
  const usual = seasonOf(data, date)?.periods ?? [];
  return (
    <fieldset className="day">
      <legend>{date}</legend>
      {KINDS.map((one) => (
        <label key={one} className="choice">
          <input
            type="radio"
            name="day"
            value={one}
            checked={kind === one}
            onChange={() => onChange(withDay(data, date, one, usual))}
          />
          <span>{t(`admin.day.${one}`)}</span>
          <small>{t(`admin.dayMark.${one}`)}</small>
        </label>
      ))}
      {kind === 'own' && (
        <PeriodsInput
          periods={data.dates?.[date] ?? []}
          onChange={(periods) => onChange(withDay(data, date, 'own', periods))}
        />
      )}
    </fieldset>
  );
}
