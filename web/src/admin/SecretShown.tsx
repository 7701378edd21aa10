import { Dialog } from '../parts/Dialog.tsx';
import { useWords } from '../parts/i18n.ts';

/** A secret, shown this once. */
export function SecretShown({
  title,
  secret,
  hint,
  onClose,
}: {
  title: string;
  secret: string;
  hint: string;
  onClose: () => void;
}) {
  const { t } = useWords();
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{hint}</p>
      <p>
        <output className="secret" data-secret aria-label={t('admin.secret')}>
          {secret}
        </output>
      </p>
      <p className="q">{t('admin.secretOnce')}</p>
    </Dialog>
  );
}
