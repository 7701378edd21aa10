import { type RefObject, useEffect, useState } from 'react';
import { useLine } from '../api/live.ts';
import { ClockBar } from '../parts/ClockBar.tsx';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { LangSwitch } from '../parts/Switches.tsx';
import { UserMenu } from '../parts/UserMenu.tsx';
import { MAY_PIN } from './WallScenes.tsx';

interface HeaderProps {
  readonly q: string;
  readonly onSearch: (q: string) => void;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly onHelp: () => void;
  readonly onIntake: (() => void) | null;
  readonly onWalls: () => void;
}

/** Typing waits this long before it asks. */
const PAUSE_MS = 200;

/** Name, search, the city's clock, who is at work. */
export function Header({ q, onSearch, search, onHelp, onIntake, onWalls }: HeaderProps) {
  const { t } = useWords();
  const city = useCity();
  const [typed, setTyped] = useState(q);
  useEffect(() => setTyped(q), [q]);
  useEffect(() => {
    if (typed.trim() === q) return;
    const timer = setTimeout(() => onSearch(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, q, onSearch]);
  return (
    <header className="top">
      <b className="cut">{t('brand', { city: city.name })}</b>
      <search>
        <input
          ref={search}
          type="search"
          aria-label={t('desk.search')}
          placeholder={t('desk.search')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
            if (event.key !== 'Escape') return;
            setTyped('');
            onSearch('');
            event.currentTarget.blur();
          }}
        />
        <kbd>/</kbd>
      </search>
      <ClockBar />
      <div className="who">
        <LineNote />
        {onIntake && (
          <button type="button" className="link" onClick={onIntake}>
            <kbd>+</kbd> {t('desk.intake')}
          </button>
        )}
        {MAY_PIN.has(city.me.user?.role ?? '') && (
          <button type="button" className="link" onClick={onWalls}>
            {t('surface.wall')}
          </button>
        )}
        <LangSwitch />
        <UserMenu />
        <button type="button" className="link" aria-label={t('word.keys')} onClick={onHelp}>
          <kbd>?</kbd>
        </button>
      </div>
    </header>
  );
}

/** Says that the line is down and how old the picture is; silent while all is well. */
function LineNote() {
  const { t } = useWords();
  const { time } = useCity();
  const line = useLine();
  if (line.state !== 'offline') return null;
  return (
    <strong role="status" className="offline">
      {t('line.offline', { at: time.seconds(line.since) })}
    </strong>
  );
}
