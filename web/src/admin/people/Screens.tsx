import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useAnswer } from '../../api/answers.ts';
import { call } from '../../api/call.ts';
import { useErrorWords } from '../../parts/errorWords.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../../parts/States.tsx';
import { toast } from '../../parts/Toast.tsx';
import { SecretShown } from '../SecretShown.tsx';

/** Keys of wall screens: made and shown once, listed, revoked. */
export function Screens() {
  const { t } = useWords();
  const { time } = useCity();
  const client = useQueryClient();
  const say = useErrorWords();
  const answer = useAnswer('adminWallKeys', {});
  const [name, setName] = useState('');
  const [address, setAddress] = useState<string | null>(null);
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const again = () => client.invalidateQueries({ queryKey: ['adminWallKeys'] });
  const attempt = async (act: () => Promise<void>) => {
    await act().catch((error) => toast({ text: say(error), urgent: true }));
    await again();
  };
  const make = (event: FormEvent) => {
    event.preventDefault();
    void attempt(async () => {
      const { secret } = await call('createWallKey', { name });
      setName('');
      setAddress(`${location.origin}/wall#key=${secret}`);
    });
  };
  const when = (at: number | null) => (at === null ? '–' : `${time.isoDate(at)} ${time.time(at)}`);
  return (
    <>
      <header className="head">
        <h2>{t('admin.section.screens')}</h2>
        <form className="row" onSubmit={make}>
          <input
            className="input find"
            name="screen"
            aria-label={t('admin.screen.name')}
            placeholder={t('admin.screen.name')}
            value={name}
            maxLength={80}
            onChange={(event) => setName(event.target.value)}
          />
          <button type="submit" className="btn pri" disabled={name.trim() === ''}>
            {t('admin.screen.add')}
          </button>
        </form>
      </header>
      {answer.data.keys.length === 0 && (
        <EmptyState title={t('admin.screen.none')} hint={t('admin.screen.noneHint')} />
      )}
      {answer.data.keys.length > 0 && (
        <table className="list">
          <thead>
            <tr>
              <th>{t('admin.screen.name')}</th>
              <th>{t('admin.screen.made')}</th>
              <th>{t('admin.screen.used')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {answer.data.keys.map((key) => (
              <tr key={key.id} data-key={key.name} className={key.revokedAt === null ? undefined : 'qq'}>
                <td>{key.name}</td>
                <td>{when(key.createdAt)}</td>
                <td>{when(key.exchangedAt)}</td>
                <td>
                  {key.revokedAt === null ? (
                    <button
                      type="button"
                      className="link"
                      onClick={() =>
                        void attempt(async () => void (await call('revokeWallKey', { id: key.id })))
                      }
                    >
                      {t('admin.screen.revoke')}
                    </button>
                  ) : (
                    t('admin.screen.revoked', { at: when(key.revokedAt) })
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {address && (
        <SecretShown
          title={t('admin.screen.address')}
          secret={address}
          hint={t('admin.screen.addressHint')}
          onClose={() => setAddress(null)}
        />
      )}
    </>
  );
}
