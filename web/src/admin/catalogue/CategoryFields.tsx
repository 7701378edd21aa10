import type { CategoryContent } from '../../../../core/contract/api/adminRouting.ts';
import { useWords } from '../../parts/i18n.ts';

const NAMES = ['zh', 'en', 'shortZh', 'shortEn'] as const;
const FLAGS = ['territorial', 'openToResidents', 'active'] as const;

/** Whether all names are there. */
export function isNamed(content: CategoryContent): boolean {
  return NAMES.every((name) => content[name].trim() !== '');
}

/** Names and switches of a category. */
export function CategoryFields({
  content,
  onChange,
}: {
  content: CategoryContent;
  onChange: (content: CategoryContent) => void;
}) {
  const { t } = useWords();
  return (
    <>
      {NAMES.map((name) => (
        <label key={name} className="field">
          <span>{t(`admin.unitOf.${name}`)}</span>
          <input
            name={name}
            value={content[name]}
            maxLength={name.startsWith('short') ? 40 : 80}
            onChange={(event) => onChange({ ...content, [name]: event.target.value })}
          />
        </label>
      ))}
      {FLAGS.map((flag) => (
        <label key={flag}>
          <input
            type="checkbox"
            name={flag}
            checked={content[flag]}
            onChange={(event) => onChange({ ...content, [flag]: event.target.checked })}
          />{' '}
          {t(`admin.catalogue.${flag}`)}
        </label>
      ))}
    </>
  );
}
