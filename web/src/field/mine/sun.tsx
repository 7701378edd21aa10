import { useState } from 'react';
import { useWords } from '../../parts/i18n.ts';

const KEY = 'field-sun';

/** Puts the remembered choice on <html>. */
export function startSun(): void {
  document.documentElement.dataset['sun'] = String(remembered());
}

/** More contrast for working in the sun; remembered. */
export function SunChoice() {
  const { t } = useWords();
  const [on, setOn] = useState(remembered);
  const turn = () => {
    try {
      localStorage.setItem(KEY, String(!on));
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    document.documentElement.dataset['sun'] = String(!on);
    setOn(!on);
  };
  return (
    <button type="button" className="btn" aria-pressed={on} onClick={turn}>
      {t('field.mine.sun')}
    </button>
  );
}

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) === 'true';
  } catch {
    return false;
  }
}
