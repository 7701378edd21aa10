import { useEffect, useState } from 'react';
import { HouseError } from '../../../core/contract/errors.ts';
import { queryClient } from '../api/answers.ts';
import { asHouseError } from '../api/call.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { useWords } from '../parts/i18n.ts';
import { toast } from '../parts/Toast.tsx';
import { isOwed } from './outbox/item.ts';
import { useLineState } from './outbox/line.ts';
import { useOutbox } from './outbox/queue.ts';
import { noteWho, retryNow } from './outbox/sender.ts';
import { logIn, useUser } from './session.ts';
import { goTo } from './tabs.ts';
import { justUpdated, takeUpdate, useUpdate } from './update.ts';

/** What concerns every page: the session has ended, a new version is here. */
export function Banners({ asked }: { asked: boolean }) {
  const { t } = useWords();
  const user = useUser();
  const line = useLineState();
  const { items } = useOutbox();
  const update = useUpdate();
  const [asking, setAsking] = useState(false);
  const n = items.filter((item) => item.userId === user.id && isOwed(item)).length;
  useUpdatedNote(n);
  const out = line.userId === null;
  const other = typeof line.userId === 'string' && line.userId !== user.id;
  return (
    <>
      {(out || other) && (
        <div className="banner" role="alert">
          <span>
            {other
              ? t('field.login.other', { n })
              : t(n > 0 ? 'field.login.again' : 'field.login.againNone', { n })}
          </span>
          <button type="button" className="btn" onClick={() => setAsking(true)}>
            {t('field.login.go')}
          </button>
        </div>
      )}
      {update === 'ready' && (
        <div className="banner" role="status">
          <span>{t('field.update.ready')}</span>
          <button type="button" className="btn" onClick={takeUpdate}>
            {t('field.update.go')}
          </button>
        </div>
      )}
      {(asking || (asked && (out || other))) && (
        <LoginAgain
          onClose={() => {
            setAsking(false);
            if (asked) goTo('outbox');
          }}
        />
      )}
    </>
  );
}

/** After a new version was taken: says that everything is still here. */
function useUpdatedNote(n: number): void {
  const { t } = useWords();
  const { loaded } = useOutbox();
  useEffect(() => {
    if (loaded && justUpdated()) toast({ text: t('field.update.done', { n }) });
  }, [loaded, n, t]);
}

/** Logs the same person in again, above what is at work. */
function LoginAgain({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const user = useUser();
  const [password, setPassword] = useState('');
  const enter = async () => {
    const me = await logIn(user.login, password).catch((error) => {
      const wrong = asHouseError(error).code === 'not-signed-in';
      throw wrong ? new HouseError('refused', t('login.wrong')) : error;
    });
    if (me.user?.id !== user.id) return location.reload();
    noteWho(user.id);
    await queryClient.invalidateQueries();
    await retryNow();
    onClose();
  };
  return (
    <Dialog
      title={t('field.login.title')}
      act={t('login.go')}
      onAct={enter}
      onClose={onClose}
      ready={password !== ''}
    >
      <p>{user.name}</p>
      <label className="field">
        <span>{t('login.password')}</span>
        <input
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </label>
    </Dialog>
  );
}
