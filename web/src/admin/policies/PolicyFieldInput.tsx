import { useId } from 'react';
import type { PolicyFault, PolicyField } from '../../../../core/contract/api/policyFields.ts';
import { useWords } from '../../parts/i18n.ts';

interface PolicyFieldInputProps {
  readonly field: PolicyField;
  readonly value: unknown;
  /** As it is in force; another value is marked. */
  readonly published: unknown;
  /** The specification's. */
  readonly standard: unknown;
  readonly fault: PolicyFault['why'] | null;
  readonly onChange: (value: unknown) => void;
}

/** One number, switch or choice of a policy, on one line: name, value, unit, what it was. */
export function PolicyFieldInput(props: PolicyFieldInputProps) {
  const { t } = useWords();
  const id = useId();
  const { field, value, published, standard, fault } = props;
  const say = useFieldWords();
  const word = field.path.replaceAll('.', '-');
  return (
    <div className={value === published ? 'line' : 'line changed'} data-field={field.path}>
      <label htmlFor={id}>{t(`admin.field.${word}`)}</label>
      <Input {...props} id={id} />
      <span className="qq">{'min' in field ? t(`admin.unit.${field.type}`) : ''}</span>
      <span className="qq note" id={`${id}note`}>
        {fault && (
          <strong className="wrong" role="alert">
            {t(`admin.fault.${fault}`, 'min' in field ? { min: field.min, max: field.max } : {})}
          </strong>
        )}
        {!fault && value !== published && t('admin.was', { value: say(field, published) })}
        {!fault &&
          value === published &&
          value !== standard &&
          t('admin.spec', { value: say(field, standard) })}
      </span>
    </div>
  );
}

function Input({ field, value, fault, onChange, id }: PolicyFieldInputProps & { id: string }) {
  const say = useFieldWords();
  const said = { id, 'aria-invalid': fault !== null || undefined, 'aria-describedby': `${id}note` };
  if (field.type === 'flag')
    return (
      <input
        {...said}
        type="checkbox"
        checked={value === true}
        onChange={(event) => onChange(event.target.checked)}
      />
    );
  if (field.type === 'choice')
    return (
      <select
        {...said}
        className="input"
        value={String(value)}
        onChange={(event) => onChange(event.target.value)}
      >
        {field.choices.map((choice) => (
          <option key={choice} value={choice}>
            {say(field, choice)}
          </option>
        ))}
      </select>
    );
  const typed = (text: string) => {
    if (field.type === 'decimal') return text.trim();
    return text.trim() === '' ? null : Number(text);
  };
  return (
    <input
      {...said}
      className="input num"
      inputMode="decimal"
      type={field.type === 'decimal' ? 'text' : 'number'}
      step={field.type === 'share' ? 0.01 : 1}
      value={value === null || value === undefined ? '' : String(value)}
      onChange={(event) => onChange(typed(event.target.value))}
    />
  );
}

/** A value of a field in words. */
export function useFieldWords(): (field: PolicyField, value: unknown) => string {
  const { t } = useWords();
  return (field, value) => {
    if (field.type === 'flag') return t(value === true ? 'admin.on' : 'admin.off');
    if (field.type === 'choice') return t(`admin.choice.${String(value)}`);
    return `${String(value)} ${t(`admin.unit.${field.type}`)}`.trim();
  };
}
