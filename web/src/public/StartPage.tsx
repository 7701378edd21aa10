import '../parts/login.css';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { LangSwitch, LogoutButton, ThemeSwitch } from '../parts/Switches.tsx';
import { SURFACE_ROLES, type SurfaceName, surfacesOf } from '../parts/surfaces.ts';

/** Links to the pages and who is logged in; the pages of residents come here. */
export function StartPage() {
  const { t } = useWords();
  const { me, name } = useCity();
  const pages = me.user ? surfacesOf(me.user.role) : (Object.keys(SURFACE_ROLES) as SurfaceName[]);
  return (
    <main className="login">
      <div className="card">
        <h1>{t('start.title', { city: name })}</h1>
        {me.city.demo && <p className="qq">{t('login.demo')}</p>}
        <p className="q">
          {me.user
            ? t('login.signedInAs', { name: me.user.name, role: t(`role.${me.user.role}`) })
            : t('start.lead')}
        </p>
        <nav className="links">
          {pages.map((page) => (
            <a key={page} href={`/${page}`}>
              <b>{t(`surface.${page}`)}</b>
              <span>{t(`start.${page}For`)}</span>
            </a>
          ))}
        </nav>
        <span className="switches">
          <LangSwitch />
          <ThemeSwitch />
          {me.user && <LogoutButton />}
        </span>
      </div>
    </main>
  );
}
