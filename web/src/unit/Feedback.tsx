import { type FormEvent, useState } from 'react';
import type { CaseDetail } from '../../../core/contract/api/answers.ts';
import { useGive } from '../case/deed.ts';
import { textOf } from '../case/forms/form.ts';
import { PhotoField } from '../case/forms/PhotoField.tsx';
import { useCaseTitle } from '../case/title.ts';
import { useErrorWords } from '../parts/errorWords.ts';
import { useWords } from '../parts/i18n.ts';
import { toast } from '../parts/Toast.tsx';

/** What was typed for a case stays until it is sent, also when another case is looked at meanwhile. */
const drafts = new Map<string, string>();

/** What was done, with photos; sent by the bar's primary key. */
export function Feedback({ detail, onSent }: { detail: CaseDetail; onSent: () => void }) {
  const { t } = useWords();
  const give = useGive();
  const say = useErrorWords();
  const title = useCaseTitle();
  const { id } = detail.card;
  const [text, setText] = useState(drafts.get(id) ?? '');
  const [photos, setPhotos] = useState<readonly string[]>([]);
  const [state, setState] = useState<{ busy: boolean; error: string | null }>({ busy: false, error: null });
  const needed = detail.state.standard?.photoRequired ?? true;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (state.busy) return;
    if (needed && photos.length === 0) return setState({ busy: false, error: t('unit.needPhoto') });
    setState({ busy: true, error: null });
    try {
      await give(id, 'feedback', { photos: [...photos], text: textOf(text), version: detail.state.version });
    } catch (error) {
      return setState({ busy: false, error: `${say(error)} ${t('error.kept')}` });
    }
    drafts.delete(id);
    toast({ text: t('unit.sent', { case: title(detail.card) }) });
    onSent();
  };
  return (
    <form id="feedback" className="feedback" onSubmit={submit} noValidate>
      <label className="field">
        <span>{t('unit.feedback')}</span>
        <textarea
          rows={3}
          maxLength={4000}
          placeholder={t('unit.feedbackHint')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            drafts.set(id, event.target.value);
          }}
        />
      </label>
      <PhotoField photos={photos} onChange={setPhotos} needed={needed} />
      {state.error && <p role="alert">{state.error}</p>}
    </form>
  );
}
