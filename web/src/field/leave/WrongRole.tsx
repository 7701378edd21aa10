import '../../parts/login.css';
import { useWords } from '../../parts/i18n.ts';
import { surfacesOf } from '../../parts/surfaces.ts';
import { type KnownMe, logOut } from '../session.ts';

/** A person whose work is on another page. */
export function WrongRole({ me }: { me: KnownMe }) {
  const { t } = useWords();
  const { role } = me.user;
  const leave = async () => {
    await logOut();
    location.reload();
  };
  return (
    <main className="login">
      <div className="card">
        <h1>{t('login.wrongRole', { role: t(`role.${role}`) })}</h1>
        <p>{t('login.here')}</p>
        <div className="links">
          {surfacesOf(role).map((name) => (
            <a key={name} href={`/${name}`}>
              <b>{t(`surface.${name}`)}</b>
              <span>{t(`start.${name}For`)}</span>
            </a>
          ))}
        </div>
        <button type="button" className="btn" onClick={leave}>
          {t('word.logout')}
        </button>
      </div>
    </main>
  );
}
