import { call } from '../../api/call.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { useUser } from '../session.ts';
import { keep } from '../store/db.ts';

/** Raised whenever the words of the notice change: everybody is asked again. */
export const CONSENT_VERSION = 1;
export const consentKey = (userId: string) => `consent:${userId}`;

/** The notice of being located (spec 06, Persons). Without `onAgree` it is only read. */
export function Consent({ onClose, onAgree }: { onClose: () => void; onAgree?: () => void }) {
  const { t } = useWords();
  const { id } = useUser();
  const agree = async () => {
    await keep(consentKey(id), CONSENT_VERSION);
    // The record on the server is made when it is reached; the agreement holds from now on.
    void call('consent', { version: CONSENT_VERSION }).catch(() => keep(owedConsentKey(id), CONSENT_VERSION));
    onAgree?.();
    onClose();
  };
  return (
    <Dialog
      title={t('field.consent.title')}
      onClose={onClose}
      {...(onAgree && { act: t('field.consent.agree'), onAct: agree })}
    >
      <ul className="points">
        {(['one', 'two', 'three', 'four'] as const).map((key) => (
          <li key={key}>{t(`field.consent.${key}`)}</li>
        ))}
      </ul>
      <p className="qq">{t('field.consent.version', { n: CONSENT_VERSION })}</p>
    </Dialog>
  );
}

export const owedConsentKey = (userId: string) => `consent-owed:${userId}`;
