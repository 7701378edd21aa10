import { type ReactNode, useEffect, useId, useRef } from 'react';

interface SheetProps {
  readonly title: string;
  /** The word of the way back. */
  readonly back: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
}

/** A whole screen above the page; "back" of the phone and Escape leave it. */
export function Sheet({ title, back, onClose, children, foot }: SheetProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
  }, []);
  // The browser tells of a closed dialog later; by then another sheet may be open.
  const left = useRef(false);
  const leave = () => {
    if (left.current) return;
    left.current = true;
    ref.current?.close();
    onClose();
  };
  return (
    <dialog
      ref={ref}
      className="sheet"
      aria-labelledby={id}
      onCancel={(event) => {
        // A file field's own cancel comes by here too.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        leave();
      }}
      onClose={leave}
    >
      <header className="top">
        <button type="button" className="icon" aria-label={back} onClick={leave}>
          ←
        </button>
        <h2 id={id}>{title}</h2>
      </header>
      <div className="sheet-body">{children}</div>
      {foot && <footer className="sheet-foot">{foot}</footer>}
    </dialog>
  );
}
