import { useState } from 'react';
import type { CaseDetail } from '../../../core/contract/api/answers.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { IntakeForm } from './IntakeForm.tsx';
import { useDeskPlace } from './place.ts';

/** Of a closed case that the reporter says is not solved: an acceptance officer opens a new one, linked to it. */
export function OpenAgain({ detail }: { detail: CaseDetail }) {
  const { t } = useWords();
  const { me } = useCity();
  const [, go] = useDeskPlace();
  const [open, setOpen] = useState(false);
  if (me.user?.role !== 'acceptance-officer' || detail.state.status !== 'closed') return null;
  return (
    <>
      <button type="button" className="link givecode" onClick={() => setOpen(true)}>
        {t('desk.again')}
      </button>
      {open && (
        <IntakeForm again={detail} onClose={() => setOpen(false)} onDone={(id) => go({ picked: id })} />
      )}
    </>
  );
}
