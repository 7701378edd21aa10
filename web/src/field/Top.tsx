import type { ReactNode } from 'react';
import { useWords } from '../parts/i18n.ts';
import { useUser } from './session.ts';
import { goTo } from './tabs.ts';

/** The head of a page: what it is, a word beside it, and the way to one's own things. */
export function Top({
  title,
  beside,
  children,
}: {
  title: string;
  beside?: ReactNode;
  children?: ReactNode;
}) {
  const { t } = useWords();
  const { name } = useUser();
  return (
    <header className="top">
      <h1>{title}</h1>
      {beside && <span className="q cut beside">{beside}</span>}
      <span className="end">
        {children}
        <button
          type="button"
          className="icon me"
          aria-label={`${t('field.tab.mine')}: ${name}`}
          onClick={() => goTo('mine')}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <circle cx="12" cy="8" r="4" />
            <path d="M4 21c0-5 4-7 8-7s8 2 8 7" />
          </svg>
        </button>
      </span>
    </header>
  );
}
