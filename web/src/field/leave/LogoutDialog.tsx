import { useEffect, useState } from 'react';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { isOwed } from '../outbox/item.ts';
import { useOutbox } from '../outbox/queue.ts';
import { retryNow } from '../outbox/sender.ts';
import { readDraft } from '../report/draftStore.ts';
import { logOut, useUser } from '../session.ts';
import { goTo } from '../tabs.ts';

/** Asks before the phone is cleared, naming how many are not sent; they stay, locked to their person. */
export function LogoutDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const user = useUser();
  const { items } = useOutbox();
  const n = items.filter((item) => item.userId === user.id && isOwed(item)).length;
  const [draft, setDraft] = useState(false);
  useEffect(() => void readDraft(user.id).then((kept) => setDraft(kept !== null)), [user.id]);
  const leave = async () => {
    await logOut();
    location.hash = '';
    location.reload();
  };
  const sendFirst = () => {
    onClose();
    goTo('outbox');
    void retryNow();
  };
  return (
    <Dialog
      title={n === 0 ? t('field.logout.title') : t('field.logout.unsent', { n })}
      act={n === 0 ? t('field.logout.go') : t('field.logout.anyway', { n })}
      onAct={leave}
      onClose={onClose}
    >
      <p>{n === 0 ? t('field.logout.empty') : t('field.logout.unsentBody', { n, name: user.name })}</p>
      {draft && <p>{t('field.logout.draft')}</p>}
      {n > 0 && (
        <button type="button" className="btn pri" onClick={sendFirst}>
          {t('field.logout.first')}
        </button>
      )}
    </Dialog>
  );
}
