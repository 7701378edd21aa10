import type { RuleContent } from '../../../../core/contract/api/adminRouting.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';

interface RuleFieldsProps {
  readonly rule: RuleContent;
  readonly onChange: (rule: RuleContent) => void;
  readonly disabled: boolean;
}

/** What a rule says, field by field. */
export function RuleFields({ rule, onChange, disabled }: RuleFieldsProps) {
  const { t, lang } = useWords();
  const city = useCity();
  const set = (change: Partial<RuleContent>) => onChange({ ...rule, ...change });
  const own = city.categories.filter((one) => one.kind === rule.kind);
  const codes =
    rule.level === 'minor'
      ? own.map((one) => [one.code, city.category(one.key)] as const)
      : [...new Map(own.map((one) => [one.majorCode, lang === 'zh' ? one.majorZh : one.majorEn]))];
  const areas = (city.directory?.areas ?? []).filter((area) => area.kind !== 'beat');
  return (
    <fieldset className="grid" disabled={disabled}>
      <label className="field">
        <span>{t('admin.rules.kind')}</span>
        <select
          value={rule.kind}
          onChange={(event) => set({ kind: event.target.value as RuleContent['kind'], code: null })}
        >
          <option value="component">{t('kind.component')}</option>
          <option value="incident">{t('kind.incident')}</option>
        </select>
      </label>
      <label className="field">
        <span>{t('admin.rules.level')}</span>
        <select
          value={rule.level}
          onChange={(event) => set({ level: event.target.value as RuleContent['level'], code: null })}
        >
          {(['minor', 'major', 'class'] as const).map((level) => (
            <option key={level} value={level}>
              {t(`admin.rules.levels.${level}`)}
            </option>
          ))}
        </select>
      </label>
      {rule.level !== 'class' && (
        <label className="field wide">
          <span>{t('word.category')}</span>
          <select
            data-first
            name="code"
            value={rule.code ?? ''}
            onChange={(event) => set({ code: event.target.value || null })}
          >
            <option value="">–</option>
            {codes.map(([code, name]) => (
              <option key={code} value={code}>
                {code} {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="field">
        <span>{t('admin.rules.area')}</span>
        <select
          name="area"
          value={rule.area ?? ''}
          onChange={(event) => set({ area: event.target.value || null })}
        >
          <option value="">{t('admin.rules.city')}</option>
          {areas.map((area) => (
            <option key={area.code} value={area.code}>
              {area[lang]}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('word.unit')}</span>
        <select name="unit" value={rule.unit} onChange={(event) => set({ unit: event.target.value })}>
          <option value="">–</option>
          {city.units
            .filter((unit) => !unit.neverResponsible)
            .map((unit) => (
              <option key={unit.code} value={unit.code}>
                {city.unit(unit.code)}
              </option>
            ))}
        </select>
      </label>
      {(['validFrom', 'validTo'] as const).map((edge) => (
        <label key={edge} className="field">
          <span>{t(`admin.rules.${edge}`)}</span>
          <input
            type="date"
            value={rule[edge] ?? ''}
            onChange={(event) => set({ [edge]: event.target.value || null })}
          />
        </label>
      ))}
      <label className="field">
        <span>{t('admin.rules.order')}</span>
        <input
          type="number"
          value={rule.order}
          onChange={(event) => set({ order: Math.round(Number(event.target.value)) })}
        />
      </label>
      <label className="field">
        <span>{t('admin.rules.source')}</span>
        <input
          value={rule.source}
          maxLength={300}
          onChange={(event) => set({ source: event.target.value })}
        />
      </label>
    </fieldset>
  );
}
