import { useState } from 'react';
import { useWords } from '../../parts/i18n.ts';
import { LocatedSign } from '../duty/LocatedSign.tsx';
import { isOwed } from '../outbox/item.ts';
import { useOutbox } from '../outbox/queue.ts';
import { Camera } from '../photo/Camera.tsx';
import { useUser } from '../session.ts';
import type { KeptPhoto } from '../store/db.ts';
import { Top } from '../Top.tsx';

interface ReportStartProps {
  /** The report sent just before, to see it arrive. */
  readonly lastId: string | null;
  readonly located: boolean;
  readonly onPhoto: (photo: KeptPhoto) => void;
}

/** The camera, and what has become of the last report. */
export function ReportStart({ lastId, located, onPhoto }: ReportStartProps) {
  const { t } = useWords();
  const user = useUser();
  const { items } = useOutbox();
  const [busy, setBusy] = useState(false);
  const last = items.find((item) => item.id === lastId);
  const waiting = items.filter((item) => item.userId === user.id && isOwed(item)).length;
  return (
    <main className="page">
      <Top title={t('field.tab.report')}>{located && <LocatedSign />}</Top>
      <div className="shoot">
        <Camera
          userId={user.id}
          onPhoto={onPhoto}
          onBusy={setBusy}
          className="btn pri shutter"
          disabled={busy}
        >
          <svg viewBox="0 0 48 48" aria-hidden="true">
            <path d="M6 14h9l4-6h10l4 6h9v26H6z" />
            <circle cx="24" cy="26" r="8" />
          </svg>
          {t(busy ? 'field.photo.busy' : 'field.start.shoot')}
        </Camera>
        <p className="q">{t('field.start.hint')}</p>
        <p className="arrived" role="status">
          {last &&
            (last.stage === 'sent'
              ? t('field.start.sent', { number: last.caseNumber?.slice(-6) ?? '' })
              : t('field.start.saved'))}
          {waiting > 0 && ` · ${t('field.start.waiting', { n: waiting })}`}
        </p>
      </div>
    </main>
  );
}
