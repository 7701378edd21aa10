import { useState } from 'react';
import { useWords } from '../../parts/i18n.ts';
import { useUser } from '../session.ts';
import { readKept } from '../store/db.ts';
import { CONSENT_VERSION, Consent, consentKey } from './Consent.tsx';
import { chooseDuty, useDuty } from './duty.ts';
import { LocatedSign } from './LocatedSign.tsx';

/** On and off duty. Before the first time, and after each new version, the notice is read and agreed to. */
export function DutySwitch() {
  const { t } = useWords();
  const { id } = useUser();
  const duty = useDuty();
  const [asking, setAsking] = useState(false);
  const turn = async () => {
    if (duty.on) return chooseDuty(false);
    const agreed = (await readKept<number>(consentKey(id)))?.value;
    if (agreed === CONSENT_VERSION) chooseDuty(true);
    else setAsking(true);
  };
  return (
    <>
      {duty.on && <LocatedSign short />}
      <button
        type="button"
        className="sw"
        role="switch"
        aria-checked={duty.on}
        aria-label={t('field.duty.on')}
        onClick={() => void turn()}
      >
        <span>{t(duty.on ? 'field.duty.on' : 'field.duty.off')}</span>
        <i aria-hidden="true" />
      </button>
      {asking && <Consent onClose={() => setAsking(false)} onAgree={() => chooseDuty(true)} />}
    </>
  );
}
