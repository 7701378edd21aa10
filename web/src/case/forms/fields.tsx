import { useId } from 'react';
import { useWords } from '../../parts/i18n.ts';
import { reasonWord } from '../eventLine.ts';

/** One reason of a closed list. */
export function ReasonField(props: {
  reasons: readonly string[];
  value: string;
  onChange: (reason: string) => void;
}) {
  const { t } = useWords();
  const name = useId();
  return (
    <fieldset className="field">
      <legend>{t('ask.reason')}</legend>
      <div className="choices">
        {props.reasons.map((reason) => (
          <label key={reason} className="choice">
            <input
              type="radio"
              name={name}
              checked={props.value === reason}
              onChange={() => props.onChange(reason)}
            />
            <span>{reasonWord(reason, t)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface TextFieldProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly needed?: boolean;
  readonly label?: string;
  readonly first?: boolean;
}

/** Free text; Ctrl+Enter sends it, since Enter starts a new line. */
export function TextField({ value, onChange, needed = false, label, first }: TextFieldProps) {
  const { t } = useWords();
  return (
    <label className="field">
      <span>{label ?? t(needed ? 'ask.text' : 'ask.textOptional')}</span>
      <textarea
        rows={3}
        maxLength={4000}
        required={needed}
        data-first={first || undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit();
        }}
      />
    </label>
  );
}
