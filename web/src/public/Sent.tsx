import { useState } from 'react';
import { useWords } from '../parts/i18n.ts';

interface SentProps {
  readonly number: string;
  readonly code: string;
  readonly onFollow: (code: string) => void;
  readonly onAnother: () => void;
}

/** The report has come in: its number, and the code that nobody can give again. */
export function Sent({ number, code, onFollow, onAnother }: SentProps) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard?.writeText(code).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <section className="panel sent">
      <h2 role="status">{t('public.done')}</h2>
      <p>{t('public.number', { number })}</p>
      <p>{t('public.doneLead')}</p>
      <p>
        <output className="code">{code}</output>
      </p>
      <p className="acts">
        <button type="button" className="btn" onClick={() => void copy()}>
          {t(copied ? 'public.copied' : 'public.copy')}
        </button>
        <button type="button" className="btn pri" onClick={() => onFollow(code)}>
          {t('public.follow')}
        </button>
        <button type="button" className="btn" onClick={onAnother}>
          {t('public.another')}
        </button>
      </p>
    </section>
  );
}
