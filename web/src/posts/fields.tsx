import type { Posts } from '../../../core/contract/api/posts.ts';
import { useWords } from '../parts/i18n.ts';

interface PersonSelectProps {
  readonly label: string;
  readonly people: Posts['people'];
  readonly value: string;
  /** Word for nobody; without it somebody is chosen. */
  readonly nobody?: string;
  readonly onChange: (id: string) => void;
}

/** One of the people of the unit or the centre. */
export function PersonSelect({ label, people, value, nobody, onChange }: PersonSelectProps) {
  const { t } = useWords();
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {nobody !== undefined && <option value="">{nobody}</option>}
        {people.map(({ id, name, role }) => (
          <option key={id} value={id}>
            {name} · {t(`role.${role}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface TimesFieldsProps {
  /** Null: it has begun. */
  readonly from: string | null;
  readonly to: string;
  readonly onFrom: (local: string) => void;
  readonly onTo: (local: string) => void;
}

/** A stretch of the city's time. */
export function TimesFields({ from, to, onFrom, onTo }: TimesFieldsProps) {
  const { t } = useWords();
  return (
    <div className="times">
      {from !== null && (
        <label className="field">
          <span>{t('posts.from')}</span>
          <input type="datetime-local" value={from} onChange={(event) => onFrom(event.target.value)} />
        </label>
      )}
      <label className="field">
        <span>{t('posts.to')}</span>
        <input
          type="datetime-local"
          value={to}
          min={from ?? undefined}
          onChange={(event) => onTo(event.target.value)}
        />
      </label>
    </div>
  );
}
