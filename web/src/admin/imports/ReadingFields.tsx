import {
  AREA_KINDS,
  ENCODINGS,
  type ImportName,
  type ImportOptions,
  SYSTEMS,
} from '../../../../core/contract/api/adminImports.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';

interface ReadingFieldsProps {
  readonly what: ImportName;
  readonly wish: ImportOptions;
  readonly onChange: (wish: ImportOptions) => void;
}

/** How a file is read: coordinate system, encoding, and which areas or category it holds. */
export function ReadingFields({ what, wish, onChange }: ReadingFieldsProps) {
  const { t } = useWords();
  const city = useCity();
  const set = (change: Partial<ImportOptions>) => onChange({ ...wish, ...change });
  const shaped = what === 'cells' || what === 'areas' || what === 'components';
  return (
    <>
      {shaped && (
        <label className="field">
          <span>{t('admin.imports.system')}</span>
          <select
            name="system"
            value={wish.system}
            onChange={(event) => set({ system: event.target.value as ImportOptions['system'] })}
          >
            {SYSTEMS.map((one) => (
              <option key={one} value={one}>
                {t(`admin.imports.systems.${one}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="field">
        <span>{t('admin.imports.encoding')}</span>
        <select
          name="encoding"
          value={wish.encoding}
          onChange={(event) => set({ encoding: event.target.value as ImportOptions['encoding'] })}
        >
          {ENCODINGS.map((one) => (
            <option key={one} value={one}>
              {one.toUpperCase()}
            </option>
          ))}
        </select>
      </label>
      {(what === 'areas' || what === 'components') && (
        <label className="field wide">
          <span>{t(`admin.imports.target.${what}`)}</span>
          <select
            name="target"
            value={wish.target ?? ''}
            onChange={(event) => set({ target: event.target.value || null })}
          >
            <option value="">{t('admin.imports.byColumn')}</option>
            {what === 'areas' &&
              AREA_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`admin.imports.kinds.${kind}`)}
                </option>
              ))}
            {what === 'components' &&
              city.categories
                .filter(({ kind }) => kind === 'component')
                .map(({ key, code }) => (
                  <option key={key} value={key}>
                    {code} {city.category(key)}
                  </option>
                ))}
          </select>
        </label>
      )}
      {what === 'components' && (
        <label className="wide">
          <input
            type="checkbox"
            checked={wish.addUnits}
            onChange={(event) => set({ addUnits: event.target.checked })}
          />{' '}
          {t('admin.imports.addUnits')}
        </label>
      )}
    </>
  );
}
