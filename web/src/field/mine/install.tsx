import { useSyncExternalStore } from 'react';
import { useWords } from '../../parts/i18n.ts';

/** What browsers fire that can put a page on the home screen; not yet in the types. */
interface InstallOffer extends Event {
  readonly prompt: () => Promise<unknown>;
}

let offer: InstallOffer | null = null;
const listeners = new Set<() => void>();

/** Keeps the browser's offer for the moment at which a person asks for it. */
export function startInstall(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    say(event as InstallOffer);
  });
  window.addEventListener('appinstalled', () => say(null));
}

/** Puts the page on the home screen; there only while the browser offers it. */
export function InstallChoice() {
  const { t } = useWords();
  const able = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => offer,
  );
  if (!able) return null;
  return (
    <button type="button" className="btn" onClick={() => void able.prompt().finally(() => say(null))}>
      {t('field.mine.install')}
    </button>
  );
}

function say(next: InstallOffer | null): void {
  offer = next;
  for (const listener of listeners) listener();
}
