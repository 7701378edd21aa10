import { useEffect, useRef } from 'react';

/** Keys of a page by what the keyboard gives (`j`, `Enter`, `?`); the act returns false when it was not meant. */
export type KeyMap = Readonly<Record<string, () => unknown>>;

/**
 * Listens for single keys while nobody is typing and no dialog is open. The map may change with every
 * drawing; keys held with Ctrl, Alt or Meta stay the browser's.
 */
export function useKeys(map: KeyMap, enabled = true): void {
  const latest = useRef(map);
  latest.current = map;
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing)
        return;
      if (isTyping(event.target, event.key) || document.querySelector('dialog[open]')) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (!Object.hasOwn(latest.current, key)) return;
      if (latest.current[key]?.() !== false) event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [enabled]);
}

/** Text goes to the field that has the focus; Enter and Space stay with a focused button or link. */
function isTyping(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches('textarea, select')) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return (key === 'Enter' || key === ' ') && target.matches('button, a[href], summary');
}
