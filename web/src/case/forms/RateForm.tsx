import { useId, useState } from 'react';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { useCaseTitle } from '../title.ts';
import { TextField } from './fields.tsx';
import { type FormProps, textOf } from './form.ts';

const STARS = [5, 4, 3, 2, 1] as const;

/** What the reporter says of the result: on a closed case that this person reported or took down. */
export function RateForm({ detail, submit, onClose }: FormProps) {
  const { t } = useWords();
  const title = useCaseTitle();
  const name = useId();
  const [solved, setSolved] = useState(true);
  const [stars, setStars] = useState<number>(STARS[0]);
  const [text, setText] = useState('');
  return (
    <Dialog
      title={t('act.rate')}
      act={t('act.rate')}
      onAct={() => submit('rate', { stars, solved, text: textOf(text) })}
      onClose={onClose}
    >
      <p>{title(detail.card)}</p>
      <fieldset className="field">
        <legend>{t('ask.solved')}</legend>
        <div className="choices">
          {[true, false].map((one) => (
            <label key={String(one)} className="choice">
              <input
                type="radio"
                name={`${name}solved`}
                checked={solved === one}
                onChange={() => setSolved(one)}
              />
              <span>{t(one ? 'ask.solved-yes' : 'ask.solved-no')}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className="field">
        <legend>{t('ask.stars')}</legend>
        <div className="choices">
          {STARS.map((n) => (
            <label key={n} className="choice">
              <input type="radio" name={`${name}stars`} checked={stars === n} onChange={() => setStars(n)} />
              <span>{t('ask.starsOf', { n })}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <TextField value={text} onChange={setText} />
    </Dialog>
  );
}
