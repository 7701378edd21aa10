import './userMenu.css';
import { useId } from 'react';
import { useWords } from './i18n.ts';
import { useCity } from './names.tsx';
import { LogoutButton, ThemeSwitch } from './Switches.tsx';
import { surfacesOf } from './surfaces.ts';

/** Who is at work here; opens the person's other pages, the theme and the way out. */
export function UserMenu() {
  const { t } = useWords();
  const { me } = useCity();
  const id = useId();
  if (!me.user) return null;
  return (
    <>
      <button type="button" className="link cut usermenu" popoverTarget={id}>
        {t(`role.${me.user.role}`)} {me.user.name}
      </button>
      <div id={id} popover="auto" className="userpop">
        {surfacesOf(me.user.role).map((name) => (
          <a key={name} href={`/${name}`}>
            {t(`surface.${name}`)}
          </a>
        ))}
        <hr />
        <span className="row">
          <span className="q">{t('word.theme')}</span>
          <ThemeSwitch />
        </span>
        <LogoutButton />
      </div>
    </>
  );
}
