import './toast.css';
import { useEffect, useSyncExternalStore } from 'react';
import { useErrorWords } from './errorWords.ts';
import { useWords } from './i18n.ts';

export interface ToastNote {
  readonly text: string;
  /** Given: the note offers "undo" until it goes. */
  readonly undo?: () => unknown;
  readonly urgent?: boolean;
}
interface Shown extends ToastNote {
  readonly id: number;
}

let shown: readonly Shown[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Says something at the lower edge for some seconds; screen readers hear it. */
export function toast(note: ToastNote): void {
  lastId += 1;
  shown = [...shown.slice(-2), { ...note, id: lastId }];
  tell();
}

/** Where notes appear; one on a page. */
export function ToastHost() {
  const notes = useSyncExternalStore(subscribe, () => shown);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {notes.map((note) => (
        <Note key={note.id} note={note} />
      ))}
    </div>
  );
}

/** Runs the undo of the latest note that has one. Says whether there was one. */
export function undoLast(): boolean {
  const note = shown.findLast((one) => one.undo !== undefined);
  if (!note) return false;
  drop(note.id);
  void note.undo?.();
  return true;
}

/** Long enough to read it and to reach for undo. */
const STAYS_MS = 8_000;

function Note({ note }: { note: Shown }) {
  const { t } = useWords();
  const say = useErrorWords();
  useEffect(() => {
    const timer = setTimeout(() => drop(note.id), STAYS_MS);
    return () => clearTimeout(timer);
  }, [note.id]);
  const undo = async () => {
    drop(note.id);
    try {
      await note.undo?.();
    } catch (error) {
      toast({ text: say(error), urgent: true });
    }
  };
  return (
    <div className="toast" role={note.urgent ? 'alert' : undefined}>
      <span>{note.text}</span>
      {note.undo && (
        <button type="button" onClick={undo}>
          {t('word.undo')} <kbd>U</kbd>
        </button>
      )}
      <button type="button" className="x" aria-label={t('word.close')} onClick={() => drop(note.id)}>
        ×
      </button>
    </div>
  );
}

function drop(id: number): void {
  shown = shown.filter((one) => one.id !== id);
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
