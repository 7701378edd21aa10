import { LIMIT_UNITS, type StandardContent } from '../../../../core/contract/api/adminRouting.ts';
import { useWords } from '../../parts/i18n.ts';

export type StandardWish = Omit<StandardContent, 'area'>;

export const FIRST_STANDARD: StandardWish = {
  urgency: 'general',
  limitValue: 1,
  limitUnit: 'workingDay',
  photoRequired: true,
  closingZh: '',
  closingEn: '',
};

/** Whether nothing is missing. */
export function isWhole({ limitValue, closingZh, closingEn }: StandardWish): boolean {
  return limitValue > 0 && closingZh.trim() !== '' && closingEn.trim() !== '';
}

/** What a standard says: limit, urgency, photo duty, closing condition. */
export function StandardFields<S extends StandardWish>({
  standard,
  onChange,
}: {
  standard: S;
  onChange: (standard: S) => void;
}) {
  const { t } = useWords();
  const set = (change: Partial<StandardWish>) => onChange({ ...standard, ...change });
  return (
    <>
      <label className="field">
        <span>{t('admin.catalogue.limit')}</span>
        <input
          name="limitValue"
          type="number"
          step="0.5"
          min="0.5"
          value={standard.limitValue}
          onChange={(event) => set({ limitValue: Number(event.target.value) })}
        />
      </label>
      <label className="field">
        <span>{t('admin.catalogue.limitUnit')}</span>
        <select
          value={standard.limitUnit}
          onChange={(event) => set({ limitUnit: event.target.value as StandardWish['limitUnit'] })}
        >
          {LIMIT_UNITS.map((unit) => (
            <option key={unit} value={unit}>
              {t(`limit.${unit}`, { n: standard.limitValue })}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('admin.catalogue.urgency')}</span>
        <select
          value={standard.urgency}
          onChange={(event) => set({ urgency: event.target.value as StandardWish['urgency'] })}
        >
          {(['general', 'emergency', 'special'] as const).map((urgency) => (
            <option key={urgency} value={urgency}>
              {t(`urgency.${urgency}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <input
          type="checkbox"
          checked={standard.photoRequired}
          onChange={(event) => set({ photoRequired: event.target.checked })}
        />{' '}
        {t('admin.catalogue.photoRequired')}
      </label>
      {(['closingZh', 'closingEn'] as const).map((name) => (
        <label key={name} className="field wide">
          <span>{t(`admin.catalogue.${name}`)}</span>
          <input
            name={name}
            value={standard[name]}
            maxLength={300}
            onChange={(event) => set({ [name]: event.target.value })}
          />
        </label>
      ))}
    </>
  );
}
