import { useState } from 'react';
import type { CaseDetail } from '../../../core/contract/api/answers.ts';
import { call } from '../api/call.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';

const MAY_GIVE = new Set(['acceptance-officer', 'shift-lead']);
const OF_RESIDENTS = new Set(['hotline', 'web']);

/** A caller is given a code to follow the report by; it is shown once, and ends the one given before. */
export function GiveCode({ detail }: { detail: CaseDetail }) {
  const { t } = useWords();
  const role = useCity().me.user?.role ?? '';
  const [open, setOpen] = useState(false);
  const [code, setCode] = useState<string | null>(null);
  if (!MAY_GIVE.has(role) || !OF_RESIDENTS.has(detail.card.channel)) return null;
  const give = async () => setCode((await call('trackingCode', { caseId: detail.card.id })).code);
  const close = () => {
    setOpen(false);
    setCode(null);
  };
  return (
    <>
      <button type="button" className="link givecode" onClick={() => setOpen(true)}>
        {t('desk.giveCode')}
      </button>
      {open && (
        <Dialog
          title={t('desk.giveCode')}
          act={code ? undefined : t('desk.newCode')}
          onAct={give}
          onClose={close}
        >
          <p>{t(code ? 'desk.codeRead' : 'desk.codeHint')}</p>
          {code && (
            <p>
              <output className="trackcode">{code}</output>
            </p>
          )}
        </Dialog>
      )}
    </>
  );
}
