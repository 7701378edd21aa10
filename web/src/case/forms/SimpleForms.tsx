import { useState } from 'react';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { REASONS, type ReasonedCommand } from '../reasons.ts';
import { useCaseTitle } from '../title.ts';
import { ReasonField, TextField } from './fields.tsx';
import { type FormProps, textOf } from './form.ts';
import { PhotoField } from './PhotoField.tsx';

/** Asks once, naming the case; a text may be added. For close, supervise, issue-check, resume… */
export function PlainForm({ detail, command, submit, onClose }: FormProps) {
  const { t } = useWords();
  const title = useCaseTitle();
  const [text, setText] = useState('');
  return (
    <Dialog
      title={t(`act.${command}`)}
      act={t(`act.${command}`)}
      onAct={() => submit(command as 'close', { text: textOf(text) })}
      onClose={onClose}
    >
      <p>{title(detail.card)}</p>
      <TextField value={text} onChange={setText} />
    </Dialog>
  );
}

/** A reason of the list, and words where the rule asks for them. */
export function ReasonForm({ detail, command, submit, onClose }: FormProps) {
  const { t } = useWords();
  const title = useCaseTitle();
  const reasons: readonly string[] = REASONS[command as ReasonedCommand] ?? ['other'];
  const [reason, setReason] = useState(reasons[0] ?? 'other');
  const [text, setText] = useState('');
  const needed = reason === 'other';
  const said = textOf(text) ?? (command === 'reject' && !needed ? t(`reason.${reason}`) : undefined);
  return (
    <Dialog
      title={t(`act.${command}`)}
      act={t(`act.${command}`)}
      ready={!needed || said !== undefined}
      onAct={() => submit(command as 'void', { reason, text: said })}
      onClose={onClose}
    >
      <p>{title(detail.card)}</p>
      <ReasonField reasons={reasons} value={reason} onChange={setReason} />
      <TextField value={text} onChange={setText} needed={needed} />
    </Dialog>
  );
}

/** A note on the case. */
export function NoteForm({ detail, submit, onClose }: FormProps) {
  const { t } = useWords();
  const title = useCaseTitle();
  const [text, setText] = useState('');
  const said = textOf(text);
  return (
    <Dialog
      title={t('act.note')}
      act={t('act.note')}
      ready={said !== undefined}
      onAct={async () => {
        if (said !== undefined) await submit('note', { text: said });
      }}
      onClose={onClose}
    >
      <p>{title(detail.card)}</p>
      <TextField value={text} onChange={setText} needed first />
    </Dialog>
  );
}

/** Photos added to the case, or a check seen by video: photos, and the reason of a failure. */
export function PhotoForm({ detail, command, submit, onClose }: FormProps) {
  const { t } = useWords();
  const title = useCaseTitle();
  const [photos, setPhotos] = useState<readonly string[]>([]);
  const [reason, setReason] = useState<string>(REASONS.fail[0]);
  const [text, setText] = useState('');
  const body = { photos: [...photos], text: textOf(text) };
  const send = () => {
    if (command === 'fail') return submit('fail', { ...body, reason: reason as 'not-done' });
    return submit(command as 'attach', body);
  };
  return (
    <Dialog
      title={t(`act.${command}`)}
      act={t(`act.${command}`)}
      ready={photos.length > 0}
      onAct={send}
      onClose={onClose}
    >
      <p>{title(detail.card)}</p>
      {command === 'fail' && <ReasonField reasons={REASONS.fail} value={reason} onChange={setReason} />}
      <PhotoField photos={photos} onChange={setPhotos} needed />
      <TextField value={text} onChange={setText} />
    </Dialog>
  );
}
