import { useState } from 'react';
import { v7 } from 'uuid';
import type { TaskCard } from '../../../../core/contract/api/answers.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { toast } from '../../parts/Toast.tsx';
import { newItem, type TaskCommand } from '../outbox/item.ts';
import { enqueue } from '../outbox/queue.ts';
import { sendNow } from '../outbox/sender.ts';
import { Camera } from '../photo/Camera.tsx';
import { OwnPhoto } from '../photo/Picture.tsx';
import { Options } from '../report/Options.tsx';
import { Sheet } from '../Sheet.tsx';
import { type User, useUser } from '../session.ts';
import { isFull } from '../store/db.ts';

/** An answer to a task that is about to be sent. */
export interface Doing {
  readonly task: TaskCard;
  readonly command: TaskCommand;
  readonly photos: readonly { readonly hash: string; readonly bytes: number }[];
  /** Device time of the act, epoch ms. */
  readonly at: number;
}

const REASONS: Partial<Readonly<Record<TaskCommand, readonly string[]>>> = {
  fail: ['not-done', 'not-to-standard', 'wrong-place', 'recurred'],
  'cannot-check': ['no-access', 'not-found', 'unsafe', 'other'],
  'cannot-verify': ['no-access', 'not-found', 'unsafe', 'other'],
};
const MOST_PHOTOS = 6;

interface DoTaskProps {
  readonly doing: Doing;
  readonly onClose: () => void;
  readonly onAgain: (doing: Doing) => void;
}

/** The photo once more, the reason where one is needed, and send: asked once, since there is no way back. */
export function DoTask({ doing, onClose, onAgain }: DoTaskProps) {
  const { t } = useWords();
  const city = useCity();
  const user = useUser();
  const [reason, setReason] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const { task, command, photos } = doing;
  const reasons = REASONS[command];
  const ready = !busy && (!reasons || reason !== null);
  const send = async () => {
    setBusy(true);
    try {
      await enqueue(itemOf(doing, user, reason, text.trim()));
    } catch (error) {
      setBusy(false);
      return toast({ text: t(isFull(error) ? 'field.send.full' : 'field.send.failed'), urgent: true });
    }
    toast({ text: t('field.do.saved') });
    onClose();
    void sendNow();
  };
  return (
    <Sheet
      title={`${t(`field.do.${command}`)} · ${city.category(task.categoryKey, true)}`}
      back={t('field.category.back')}
      onClose={onClose}
      foot={
        <button type="button" className="btn pri big" disabled={!ready} onClick={() => void send()}>
          {t('field.do.send')}
        </button>
      }
    >
      {photos.length > 0 && (
        <div className="shot">
          <OwnPhoto hash={photos.at(-1)?.hash ?? null} alt={t('field.photo.alt')} />
          <Camera
            userId={user.id}
            className="m"
            disabled={photos.length >= MOST_PHOTOS}
            onPhoto={(photo) =>
              onAgain({ ...doing, photos: [...photos, { hash: photo.hash, bytes: photo.data.byteLength }] })
            }
          >
            {t('field.photo.more')}
          </Camera>
          <span className="n">{t('field.photo.one', { n: photos.length })}</span>
        </div>
      )}
      <p className="sec q">
        {[task.address, t('field.tasks.number', { number: task.number.slice(-6) })]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {reasons && (
        <Options
          name="reason"
          title={t('field.do.why')}
          options={reasons.map((key) => ({ key, label: t(`field.do.reason.${key}`) }))}
          chosen={reason}
          onChoose={setReason}
        />
      )}
      <label className="field sec">
        <span>{t('field.note.label')}</span>
        <textarea value={text} maxLength={2000} onChange={(event) => setText(event.target.value)} />
      </label>
    </Sheet>
  );
}

function itemOf({ task, command, photos, at }: Doing, user: User, reason: string | null, text: string) {
  return newItem({
    id: v7(),
    userId: user.id,
    userName: user.name,
    deviceAt: at,
    deed: {
      kind: 'task',
      caseId: task.id,
      command,
      body: { version: task.version, ...(reason !== null && { reason }), ...(text !== '' && { text }) },
    },
    label: {
      categoryKey: task.categoryKey,
      conditionKey: task.conditionKey,
      address: task.address,
      number: task.number,
    },
    photos,
  });
}
