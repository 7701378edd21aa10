import './dialog.css';
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useErrorWords } from './errorWords.ts';
import { useWords } from './i18n.ts';

interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
  /** Label of the one primary act; without it the dialog only shows. */
  readonly act?: string;
  /** Done when it resolves; what it throws is shown, and what was typed stays. */
  readonly onAct?: () => unknown;
  readonly ready?: boolean;
  readonly wide?: boolean;
}

/** A native modal dialog with a form: Escape leaves, Enter gives the one act, focus returns by itself. */
export function Dialog({ title, children, onClose, act, onAct, ready = true, wide = false }: DialogProps) {
  const { t } = useWords();
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  const say = useErrorWords();
  const [state, setState] = useState<{ busy: boolean; error: string | null }>({ busy: false, error: null });
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (!dialog.open) {
      dialog.showModal();
      focusFirst(dialog);
    }
    return enterActs(dialog);
  }, []);
  // The browser tells of a closed dialog later; by then the page may have opened the next one.
  const left = useRef(false);
  const leave = () => {
    if (left.current) return;
    left.current = true;
    ref.current?.close();
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready || state.busy || !onAct) return;
    setState({ busy: true, error: null });
    try {
      await onAct();
    } catch (error) {
      setState({ busy: false, error: say(error) });
    }
  };
  return (
    <dialog
      ref={ref}
      className={wide ? 'dlg wide' : 'dlg'}
      aria-labelledby={id}
      onCancel={(event) => {
        // A file field's own cancel comes by here too.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        leave();
      }}
      onClose={leave}
    >
      <form onSubmit={submit} noValidate>
        <h2 id={id}>{title}</h2>
        <div className="dlg-body">{children}</div>
        {state.error && (
          <p className="dlg-error" role="alert">
            {state.error} {t('error.kept')}
          </p>
        )}
        <footer>
          {act && (
            <button type="submit" className="btn pri" disabled={!ready || state.busy}>
              {act}
              <kbd>↵</kbd>
            </button>
          )}
          <button type="button" className="btn" onClick={leave}>
            {t(act ? 'word.cancel' : 'word.close')}
          </button>
        </footer>
      </form>
    </dialog>
  );
}

/** Enter gives the one act also when no field has the focus, as after a click beside the fields. */
function enterActs(dialog: HTMLDialogElement): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.isComposing || event.defaultPrevented) return;
    if (event.target !== dialog && event.target !== document.body) return;
    event.preventDefault();
    dialog.querySelector('form')?.requestSubmit();
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}

/** What the person most likely wants next: the marked field, the chosen option, the first field, the one act. */
function focusFirst(dialog: HTMLDialogElement): void {
  for (const which of ['[data-first]', 'input:checked', 'input, textarea, select', 'button[type=submit]']) {
    const found = dialog.querySelector<HTMLElement>(which);
    if (!found) continue;
    found.focus();
    return;
  }
}
