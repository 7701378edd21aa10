import { type FormEvent, useState } from 'react';
import { call } from '../api/call.ts';
import { useErrorWords } from '../parts/errorWords.ts';
import { useWords } from '../parts/i18n.ts';
import { toast } from '../parts/Toast.tsx';

const STARS = [5, 4, 3, 2, 1] as const;

/** Whether it is solved, and how satisfied the reporter is: once. */
export function Rate({ code, onDone }: { code: string; onDone: () => Promise<void> }) {
  const { t } = useWords();
  const say = useErrorWords();
  const [solved, setSolved] = useState<boolean | null>(null);
  const [stars, setStars] = useState<number | null>(null);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (stars === null || solved === null || busy) return;
    setBusy(true);
    try {
      await call('trackRate', { code, stars, solved, text: text.trim() || undefined });
      toast({ text: t(solved ? 'public.rated' : 'public.ratedUnsolved') });
      await onDone();
    } catch (error) {
      toast({ text: say(error), urgent: true });
    }
    setBusy(false);
  };
  return (
    <form className="panel" onSubmit={send}>
      <h2>{t('public.rate')}</h2>
      <fieldset className="field">
        <legend>{t('public.solved')}</legend>
        <div className="choices">
          {[true, false].map((one) => (
            <label key={String(one)} className="choice">
              <input type="radio" name="solved" checked={solved === one} onChange={() => setSolved(one)} />
              <span>{t(one ? 'public.yes' : 'public.no')}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <p className="q">{t('public.noHint')}</p>
      <fieldset className="field">
        <legend>{t('public.stars')}</legend>
        <div className="stars">
          {STARS.map((n) => (
            <label key={n} className="choice">
              <input type="radio" name="stars" checked={stars === n} onChange={() => setStars(n)} />
              <span>{t('public.star', { n })}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <label className="field">
        <span>{t('public.say')}</span>
        <textarea rows={2} maxLength={1000} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <button type="submit" className="btn pri" disabled={busy || stars === null || solved === null}>
        {t('public.sendRate')}
      </button>
    </form>
  );
}
