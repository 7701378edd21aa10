import './base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, StrictMode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import type { Me } from '../../../core/contract/api/answers.ts';
import type { Role } from '../../../core/rules/case/people.ts';
import { queryClient, useAnswer } from '../api/answers.ts';
import { openLive } from '../api/live.ts';
import { type SurfaceWords, startI18n, useWords } from './i18n.ts';
import { Login } from './Login.tsx';
import { CityProvider, useCity } from './names.tsx';
import { CrashGuard, ErrorState, Loading } from './States.tsx';
import { LangSwitch, LogoutButton } from './Switches.tsx';
import { surfacesOf } from './surfaces.ts';
import { ToastHost } from './Toast.tsx';
import { startTheme } from './theme.ts';
import { en } from './words/en.ts';
import { zh } from './words/zh.ts';

interface Surface {
  /** Name of the page; its words stand under it. */
  readonly name: string;
  readonly words?: SurfaceWords;
  /** Who may use it; `everyone` asks for no login. The server decides all the same. */
  readonly roles: readonly Role[] | 'everyone';
  /** Opens without a login all the same: a wall's screen has a key. */
  readonly strangers?: true;
  /** Opens the socket; off for pages that show nothing live. */
  readonly live?: boolean;
}

/** Starts a surface: language, theme, the query client, the socket, login, and the city's names. */
export function mountSurface(surface: Surface, app: ReactNode): void {
  startTheme();
  startI18n(surface.name, surface.words ?? { zh: {}, en: {} }, { zh, en });
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <CrashGuard>
          <Gate surface={surface}>{app}</Gate>
        </CrashGuard>
        <ToastHost />
      </QueryClientProvider>
    </StrictMode>,
  );
}

function Gate({ surface, children }: { surface: Surface; children: ReactNode }) {
  const me = useAnswer('me', {}, { staleTime: 60_000 });
  if (me.isPending) return <Loading />;
  if (!me.data) return <ErrorState error={me.error} onRetry={me.refetch} />;
  if (surface.roles !== 'everyone') {
    const role = me.data.user?.role;
    if (!role && !surface.strangers) return <Login me={me.data} />;
    if (role && !surface.roles.includes(role)) return <WrongRole me={me.data} />;
  }
  return (
    <CityProvider me={me.data} known={me.data.user !== null || surface.name === 'wall'}>
      <Title name={surface.name} />
      {surface.live !== false && <Live key={me.data.user?.id ?? ''} />}
      {children}
    </CityProvider>
  );
}

function Title({ name }: { name: string }) {
  const { t } = useWords();
  const city = useCity();
  const title = `${t(`surface.${name}`)} · ${t('brand', { city: city.name })}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}

function Live() {
  useEffect(() => openLive(), []);
  return null;
}

function WrongRole({ me }: { me: Me }) {
  const { t } = useWords();
  const role = me.user?.role;
  if (!me.user || !role) return null;
  return (
    <main className="login">
      <div className="card">
        <h1>{t('login.wrongRole', { role: t(`role.${role}`) })}</h1>
        <p className="q">{t('login.signedInAs', { name: me.user.name, role: t(`role.${role}`) })}</p>
        <p>{t('login.here')}</p>
        <div className="links">
          {surfacesOf(role).map((name) => (
            <a key={name} href={`/${name}`}>
              <b>{t(`surface.${name}`)}</b>
              <span>{t(`start.${name}For`)}</span>
            </a>
          ))}
        </div>
        <span className="switches">
          <LogoutButton />
          <LangSwitch />
        </span>
      </div>
    </main>
  );
}
