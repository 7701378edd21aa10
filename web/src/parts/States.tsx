import './states.css';
import { Component, type ReactNode } from 'react';
import { useErrorWords } from './errorWords.ts';
import { useWords } from './i18n.ts';

/** Nothing here yet: says what will appear and how. */
export function EmptyState({
  title,
  hint,
  children,
}: {
  title: string;
  hint?: string;
  children?: ReactNode;
}) {
  return (
    <div className="state">
      <b>{title}</b>
      {hint && <p>{hint}</p>}
      {children}
    </div>
  );
}

/** What happened, what was kept, what to do. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => unknown }) {
  const { t } = useWords();
  const say = useErrorWords();
  return (
    <div className="state" role="alert">
      <b>{t('error.title')}</b>
      <p>{say(error)}</p>
      {onRetry && (
        <button type="button" className="btn" onClick={() => void onRetry()}>
          {t('word.retry')}
        </button>
      )}
    </div>
  );
}

/** Something is being read; appears only after a moment, so that quick answers do not flicker. */
export function Loading() {
  const { t } = useWords();
  return (
    <div className="state waiting" role="status">
      {t('word.loading')}
    </div>
  );
}

/** Draws a page for a failure while drawing; what was sent is safe on the server. */
export class CrashGuard extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    return this.state.crashed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const { t } = useWords();
  return (
    <div className="state" role="alert">
      <p>{t('error.crashed')}</p>
      <button type="button" className="btn pri" onClick={() => location.reload()}>
        {t('error.reload')}
      </button>
    </div>
  );
}
