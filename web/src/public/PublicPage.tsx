import '../parts/login.css';
import './public.css';
import { useState } from 'react';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { LangSwitch, LogoutButton, ThemeSwitch } from '../parts/Switches.tsx';
import { SURFACE_ROLES, type SurfaceName, surfacesOf } from '../parts/surfaces.ts';
import { Report } from './Report.tsx';
import { Track } from './Track.tsx';

const TABS = ['report', 'track'] as const;

/** The residents' page: report without an account, follow by code; the staff's pages below. */
export function PublicPage() {
  const { t } = useWords();
  const { name } = useCity();
  const [tab, setTab] = useState<(typeof TABS)[number]>(location.hash === '#track' ? 'track' : 'report');
  // Of the report just sent, so that it can be followed at once; never in an address.
  const [code, setCode] = useState('');
  const show = (one: (typeof TABS)[number]) => {
    setTab(one);
    history.replaceState(null, '', `#${one}`);
  };
  return (
    <div className="public">
      <header>
        <h1>{t('brand', { city: name })}</h1>
        <span className="switches">
          <LangSwitch />
          <ThemeSwitch />
        </span>
      </header>
      <main>
        <p>{t('public.lead')}</p>
        <p className="q">{t('public.emergencyHint')}</p>
        <nav className="publictabs">
          {TABS.map((one) => (
            <button
              key={one}
              type="button"
              aria-current={one === tab ? 'page' : undefined}
              onClick={() => show(one)}
            >
              {t(`public.tab.${one}`)}
            </button>
          ))}
        </nav>
        {tab === 'report' ? (
          <Report
            onFollow={(given) => {
              setCode(given);
              show('track');
            }}
          />
        ) : (
          <Track given={code} />
        )}
      </main>
      <Staff />
    </div>
  );
}

/** Links to the staff's pages and who is logged in. */
function Staff() {
  const { t } = useWords();
  const { me } = useCity();
  const pages = me.user ? surfacesOf(me.user.role) : (Object.keys(SURFACE_ROLES) as SurfaceName[]);
  return (
    <footer className="login staff">
      <div className="card">
        <h2>{t('public.staff')}</h2>
        {me.city.demo && <p className="q">{t('login.demo')}</p>}
        {me.user && (
          <p className="q">
            {t('login.signedInAs', { name: me.user.name, role: t(`role.${me.user.role}`) })} <LogoutButton />
          </p>
        )}
        <nav className="links" aria-label={t('public.staff')}>
          {pages.map((page) => (
            <a key={page} href={`/${page}`}>
              <b>{t(`surface.${page}`)}</b>
              <span>{t(`start.${page}For`)}</span>
            </a>
          ))}
        </nav>
      </div>
    </footer>
  );
}
