import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiKeys } from '../../../../core/contract/api/adminPeople.ts';
import { API_SCOPES, type ApiScope } from '../../../../core/contract/api/endpointRow.ts';
import { ROUTES } from '../../../../core/contract/api/routes.ts';
import { useAnswer } from '../../api/answers.ts';
import { call } from '../../api/call.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../../parts/States.tsx';
import { SecretShown } from '../SecretShown.tsx';

type Key = ApiKeys['keys'][number];

/** Keys of other systems: what each may do, who made it, when it was used; made and shown once, revoked. */
export function Keys() {
  const { t } = useWords();
  const client = useQueryClient();
  const answer = useAnswer('adminApiKeys', {});
  const [open, setOpen] = useState<Key | 'new' | null>(null);
  const [made, setMade] = useState<{ name: string; secret: string } | null>(null);
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const { keys } = answer.data;
  const again = () => void client.invalidateQueries({ queryKey: ['adminApiKeys'] });
  return (
    <>
      <header className="head">
        <h2>{t('admin.section.keys')}</h2>
        <button type="button" className="btn pri" onClick={() => setOpen('new')}>
          {t('admin.key.add')}
        </button>
      </header>
      {keys.length === 0 ? (
        <EmptyState title={t('admin.key.none')} hint={t('admin.key.noneHint')} />
      ) : (
        <KeyTable keys={keys} onRevoke={setOpen} />
      )}
      <p className="q">{t('admin.key.use', { path: ROUTES.openData.path })}</p>
      {open === 'new' && (
        <NewKey
          onClose={() => setOpen(null)}
          onMade={(name, secret) => {
            setOpen(null);
            setMade({ name, secret });
            again();
          }}
        />
      )}
      {open !== null && open !== 'new' && (
        <Dialog
          title={t('admin.key.revokeLong', { name: open.name })}
          act={t('admin.key.revoke')}
          onAct={async () => {
            await call('revokeApiKey', { id: open.id }).finally(again);
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
        >
          <p>{t('admin.key.revokeHint')}</p>
        </Dialog>
      )}
      {made && (
        <SecretShown
          title={t('admin.key.shown', { name: made.name })}
          secret={made.secret}
          hint={t('admin.key.hint')}
          onClose={() => setMade(null)}
        />
      )}
    </>
  );
}

function KeyTable({ keys, onRevoke }: { keys: readonly Key[]; onRevoke: (key: Key) => void }) {
  const { t } = useWords();
  const { time } = useCity();
  const when = (at: number) => `${time.isoDate(at)} ${time.time(at)}`;
  return (
    <table className="list wide">
      <thead>
        <tr>
          <th>{t('admin.key.name')}</th>
          <th>{t('admin.key.scopes')}</th>
          <th>{t('admin.key.made')}</th>
          <th>{t('admin.key.used')}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id} data-api-key={key.name} className={key.revokedAt === null ? undefined : 'qq'}>
            <td>{key.name}</td>
            <td>{key.scopes.map((scope) => t(`admin.key.scope.${scope}`)).join(', ')}</td>
            <td>
              {when(key.createdAt)} · {key.by}
            </td>
            <td>{key.seenAt === null ? t('admin.key.never') : when(key.seenAt)}</td>
            <td>
              {key.revokedAt === null ? (
                <button type="button" className="link" onClick={() => onRevoke(key)}>
                  {t('admin.key.revoke')}
                </button>
              ) : (
                t('admin.key.revoked', { at: when(key.revokedAt), by: key.revokedBy })
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NewKey({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (name: string, secret: string) => void;
}) {
  const { t } = useWords();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly ApiScope[]>(API_SCOPES);
  const make = async () => {
    const { secret } = await call('createApiKey', { name, scopes: [...scopes] });
    onMade(name, secret);
  };
  return (
    <Dialog
      title={t('admin.key.add')}
      act={t('admin.key.add')}
      onAct={make}
      ready={name.trim() !== '' && scopes.length > 0}
      onClose={onClose}
    >
      <label className="field">
        <span>{t('admin.key.name')}</span>
        <input
          name="system"
          data-first
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      {API_SCOPES.map((scope) => (
        <label key={scope}>
          <input
            type="checkbox"
            checked={scopes.includes(scope)}
            onChange={(event) =>
              setScopes(event.target.checked ? [...scopes, scope] : scopes.filter((one) => one !== scope))
            }
          />{' '}
          {t(`admin.key.scope.${scope}`)}
        </label>
      ))}
    </Dialog>
  );
}
