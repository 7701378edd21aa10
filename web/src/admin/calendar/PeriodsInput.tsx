import type { Period } from '../../../../core/rules/clock/calendar.ts';
import { useWords } from '../../parts/i18n.ts';

/** Periods of a day as text, `08:30-11:30 14:00-17:30`; empty: not worked. */
export function PeriodsInput({
  periods,
  onChange,
}: {
  periods: readonly Period[];
  onChange: (periods: Period[]) => void;
}) {
  const { t } = useWords();
  const edit = (i: number, edge: 0 | 1, time: string) =>
    onChange(
      periods.map((one, n): Period => (n === i ? (edge === 0 ? [time, one[1]] : [one[0], time]) : one)),
    );
  return (
    <div className="periods">
      {periods.map(([from, to], i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: periods have no name but their place
        <span key={i}>
          <input
            className="input"
            aria-label={t('admin.periodFrom', { n: i + 1 })}
            value={from}
            maxLength={5}
            onChange={(event) => edit(i, 0, event.target.value)}
          />
          –
          <input
            className="input"
            aria-label={t('admin.periodTo', { n: i + 1 })}
            value={to}
            maxLength={5}
            onChange={(event) => edit(i, 1, event.target.value)}
          />
          <button
            type="button"
            className="btn plain"
            aria-label={t('admin.periodLess', { n: i + 1 })}
            onClick={() => onChange(periods.filter((_, n) => n !== i))}
          >
            ×
          </button>
        </span>
      ))}
      <button type="button" className="link" onClick={() => onChange([...periods, ['18:00', '20:00']])}>
        {t('admin.periodMore')}
      </button>
    </div>
  );
}
