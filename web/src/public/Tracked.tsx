import { type FormEvent, useState } from 'react';
import type { EndpointAnswer } from '../../../core/contract/api/endpoints.ts';
import { call } from '../api/call.ts';
import { serverNow } from '../api/serverClock.ts';
import { reasonWord } from '../case/eventLine.ts';
import { useErrorWords } from '../parts/errorWords.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { toast } from '../parts/Toast.tsx';
import { Rate } from './Rate.tsx';

interface TrackedProps {
  readonly of: EndpointAnswer['track'];
  readonly code: string;
  readonly onChanged: () => Promise<void>;
}

/** What becomes of a report, in plain words; no persons, no photos, nothing internal. */
export function Tracked({ of, code, onChanged }: TrackedProps) {
  const { t, lang } = useWords();
  const city = useCity();
  const now = serverNow();
  const steps: readonly (readonly [string, number | null])[] = [
    ['reported', of.reportedAt],
    ['filed', of.filedAt],
    ['closed', of.closedAt],
  ];
  const lines = [
    of.unitNames && t('public.with', { unit: of.unitNames[lang] }),
    of.dueAt !== null && t('public.dueAt', { at: city.time.due(of.dueAt, now) }),
    of.progress === 'parked' &&
      of.deferredUntil !== null &&
      t('public.until', { at: city.time.due(of.deferredUntil, now) }),
    of.reason && t('public.reason', { reason: reasonWord(of.reason, t) }),
  ].filter((line) => typeof line === 'string');
  return (
    <>
      <section className="panel tracked">
        <p className="q">{t('public.number', { number: of.number })}</p>
        <h2 role="status">{t(`public.progress.${of.progress}`)}</h2>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <ol className="steps">
          {steps.map(([step, at]) => (
            <li key={step} className={at === null ? 'todo' : undefined}>
              <span>{t(`public.step.${step}`)}</span>
              <span className="q">{at === null ? '–' : city.time.past(at, now)}</span>
            </li>
          ))}
        </ol>
        <dl>
          <dt>{t('public.category')}</dt>
          <dd>{of.categoryKey ? city.category(of.categoryKey) : t('public.noCategory')}</dd>
          <dt>{t('public.at')}</dt>
          <dd>{of.address ?? t('word.unknownPlace')}</dd>
        </dl>
        {of.rating !== null && <p className="q">{t('public.yourRating', { n: of.rating })}</p>}
      </section>
      {of.mayRate && <Rate code={code} onDone={onChanged} />}
      {of.closedAt === null && of.progress !== 'withdrawn' && <AddNote code={code} />}
    </>
  );
}

function AddNote({ code }: { code: string }) {
  const { t } = useWords();
  const say = useErrorWords();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await call('trackNote', { code, text: text.trim() });
      setText('');
      toast({ text: t('public.noted') });
    } catch (error) {
      toast({ text: say(error), urgent: true });
    }
    setBusy(false);
  };
  return (
    <form className="panel" onSubmit={send}>
      <label className="field">
        <span>{t('public.note')}</span>
        <textarea rows={3} maxLength={1000} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <p className="q">{t('public.noteHint')}</p>
      <button type="submit" className="btn" disabled={busy || text.trim() === ''}>
        {t('public.addNote')}
      </button>
    </form>
  );
}
