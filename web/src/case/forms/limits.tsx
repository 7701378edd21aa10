import { useId } from 'react';
import type { ClockKind } from '../../../../core/rules/clock/workingTime.ts';
import { serverNow } from '../../api/serverClock.ts';
import { useWords } from '../../parts/i18n.ts';
import { type City, useCity } from '../../parts/names.tsx';

const HOUR = 60;

interface MinutesFieldProps {
  readonly label: string;
  readonly clock: ClockKind;
  readonly minutes: number;
  readonly onChange: (minutes: number) => void;
}

/** A length of time on the limit's own clock: the usual ones to choose from, the one asked for among them. */
export function MinutesField({ label, clock, minutes, onChange }: MinutesFieldProps) {
  const { t } = useWords();
  const { directory } = useCity();
  const name = useId();
  const day = clock === 'working' ? (directory?.calendar.workdayMinutes ?? 390) : 24 * HOUR;
  const unit = clock === 'working' ? 'working' : 'urgent';
  const usual = [2 * HOUR, 4 * HOUR, day, 2 * day, 5 * day];
  const all = usual.includes(minutes) || minutes === 0 ? usual : [minutes, ...usual];
  const said = (n: number) => {
    if (n % day === 0) return t(`limit.${unit}Day`, { n: n / day });
    return n % HOUR === 0 ? t(`limit.${unit}Hour`, { n: n / HOUR }) : t('case.minutesLong', { n });
  };
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      <div className="choices">
        {all.map((n) => (
          <label key={n} className="choice">
            <input type="radio" name={name} checked={n === minutes} onChange={() => onChange(n)} />
            <span>{said(n)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** A day, from tomorrow until the latest that the policy allows. */
export function DateField({ value, onChange }: { value: string; onChange: (date: string) => void }) {
  const { t } = useWords();
  const city = useCity();
  const DAY = 86_400_000;
  const most = city.directory?.policy.deferralMaxDays ?? 90;
  return (
    <label className="field">
      <span>{t('ask.until')}</span>
      <input
        type="date"
        required
        value={value}
        min={city.time.isoDate(serverNow() + DAY)}
        max={city.time.isoDate(serverNow() + most * DAY)}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

/** The local date of an instant for a date field; empty for none. */
export function dateOf(city: City, at: number | null): string {
  return at === null ? '' : city.time.isoDate(at);
}

/** The instant at which a local day begins, epoch ms; 0 for an empty field. */
export function instantOfDate(city: City, date: string): number {
  const noon = Date.parse(`${date}T12:00:00Z`);
  return Number.isNaN(noon) ? 0 : city.time.startOfDay(noon);
}
