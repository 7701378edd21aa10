import { useState } from 'react';
import type { StoredPerson } from '../../../../core/contract/api/adminPeople.ts';
import { useAnswer } from '../../api/answers.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../../parts/States.tsx';
import { SecretShown } from '../SecretShown.tsx';
import { PersonDialog } from './PersonDialog.tsx';

/** Accounts: search, make, change, disable, a new password. */
export function People() {
  const { t } = useWords();
  const city = useCity();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState<StoredPerson | 'new' | null>(null);
  const [secret, setSecret] = useState<{ readonly login: string; readonly secret: string } | null>(null);
  const answer = useAnswer('adminPeople', { q: typed.trim() }, { keep: true });
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const { people, total } = answer.data;
  return (
    <>
      <header className="head">
        <h2>{t('admin.section.people')}</h2>
        <input
          className="input find"
          type="search"
          aria-label={t('word.search')}
          placeholder={t('word.search')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="button" className="btn pri" onClick={() => setOpen('new')}>
          {t('admin.person.add')}
        </button>
        <span className="q" role="status">
          {t('admin.person.count', { n: total })}
        </span>
      </header>
      {people.length === 0 && <EmptyState title={t('admin.person.none')} />}
      {people.length > 0 && (
        <table className="list">
          <thead>
            <tr>
              <th>{t('admin.person.login')}</th>
              <th>{t('admin.person.name')}</th>
              <th>{t('admin.person.role')}</th>
              <th>{t('word.unit')}</th>
              <th>{t('admin.person.beat')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id} data-person={person.login} className={person.disabled ? 'qq' : undefined}>
                <td>
                  <button type="button" className="link" onClick={() => setOpen(person)}>
                    {person.login}
                  </button>
                </td>
                <td>{person.name}</td>
                <td>{t(`role.${person.role}`)}</td>
                <td>{city.unit(person.unit, true)}</td>
                <td>{person.beat ?? ''}</td>
                <td>{person.disabled ? t('admin.person.disabled') : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {open && (
        <PersonDialog
          person={open === 'new' ? null : open}
          onSecret={setSecret}
          onClose={() => setOpen(null)}
        />
      )}
      {secret && (
        <SecretShown
          title={t('admin.person.password', { login: secret.login })}
          secret={secret.secret}
          hint={t('admin.person.passwordHint')}
          onClose={() => setSecret(null)}
        />
      )}
    </>
  );
}
