import { type ReactNode, useId } from 'react';
import { useWords } from '../../parts/i18n.ts';
import { toast } from '../../parts/Toast.tsx';
import { isFull, type KeptPhoto } from '../store/db.ts';
import { PhotoError, takeIn } from './shrink.ts';

interface CameraProps {
  readonly userId: string;
  readonly children: ReactNode;
  readonly onPhoto: (photo: KeptPhoto) => unknown;
  /** Told while a photo is being made smaller. */
  readonly onBusy?: (busy: boolean) => void;
  readonly className?: string;
  readonly disabled?: boolean;
}

/**
 * A button that opens the phone's own camera: it works in every browser, needs no permission of its own and
 * writes time and place. A file that cannot be used is said at once, and nothing is lost by it.
 */
export function Camera({ userId, children, onPhoto, onBusy, className = 'btn', disabled }: CameraProps) {
  const id = useId();
  const take = useTakeIn(userId, onPhoto, onBusy);
  return (
    <label className={`camera ${className}`} htmlFor={id} aria-disabled={disabled}>
      {children}
      <input
        id={id}
        className="vh"
        type="file"
        accept="image/*"
        capture="environment"
        disabled={disabled}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void take(file);
        }}
      />
    </label>
  );
}

/** Takes a file in and says in words what went wrong. */
export function useTakeIn(userId: string, onPhoto: CameraProps['onPhoto'], onBusy?: CameraProps['onBusy']) {
  const { t } = useWords();
  return async (file: Blob) => {
    onBusy?.(true);
    try {
      await onPhoto(await takeIn(file, userId));
    } catch (error) {
      toast({ text: t(wordOf(error)), urgent: true });
    } finally {
      onBusy?.(false);
    }
  };
}

function wordOf(error: unknown): string {
  if (isFull(error)) return 'field.photo.full';
  return error instanceof PhotoError ? `field.photo.${error.why}` : 'field.photo.failed';
}
