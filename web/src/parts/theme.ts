import { useSyncExternalStore } from 'react';

export type ThemeChoice = 'system' | 'light' | 'dark';
const KEY = 'theme';
const listeners = new Set<() => void>();

/** Puts the remembered choice on <html>; a page that has its own theme (the wall) keeps it. */
export function startTheme(): void {
  if (document.documentElement.dataset['theme'] !== 'wall') put(remembered());
}

/** Chooses light, dark or the system's and remembers it. */
export function chooseTheme(choice: ThemeChoice): void {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // A browser without storage forgets the choice; the page works all the same.
  }
  put(choice);
  for (const listener of listeners) listener();
}

/** What is chosen, and whether dark is shown. */
export function useTheme(): { choice: ThemeChoice; dark: boolean } {
  const state = useSyncExternalStore(subscribe, () => `${remembered()} ${isDark()}`);
  const [choice, dark] = state.split(' ');
  return { choice: choice as ThemeChoice, dark: dark === 'true' };
}

/** Whether the page is drawn dark now: by its own theme, the choice or the system. */
export function isDark(): boolean {
  const theme = document.documentElement.dataset['theme'];
  if (theme) return theme !== 'light';
  return matchMedia('(prefers-color-scheme: dark)').matches;
}

function subscribe(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  listeners.add(listener);
  system.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    system.removeEventListener('change', listener);
  };
}

function remembered(): ThemeChoice {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

function put(choice: ThemeChoice): void {
  if (choice === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = choice;
}
