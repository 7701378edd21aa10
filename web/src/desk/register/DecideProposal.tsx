import { useState } from 'react';
import type { ComponentProposalRow } from '../../../../core/contract/api/records.ts';
import { call } from '../../api/call.ts';
import { TextField } from '../../case/forms/fields.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { toast } from '../../parts/Toast.tsx';
import { useProposalWords } from './proposal.ts';

interface DecideProposalProps {
  readonly one: ComponentProposalRow;
  readonly accept: boolean;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks once: there is no way back but another proposal. */
export function DecideProposal({ one, accept, onDone, onClose }: DecideProposalProps) {
  const { t } = useWords();
  const city = useCity();
  const what = useProposalWords();
  const [reason, setReason] = useState('');
  const send = async () => {
    const answer = await call('decideProposal', { id: one.id, accept, reason: reason.trim() || null });
    const isNew = accept && one.kind === 'new';
    toast({
      text: isNew
        ? t('register.acceptedNew', { code: answer.component })
        : t(accept ? 'register.accepted' : 'register.refused'),
    });
    await onDone();
  };
  const act = t(accept ? 'register.accept' : 'register.refuse');
  return (
    <Dialog title={act} act={act} ready={accept || reason.trim() !== ''} onAct={send} onClose={onClose}>
      <p>
        {city.category(one.categoryKey)} {one.component}
      </p>
      {accept ? (
        <p>{t('register.acceptAsk', { what: what(one) })}</p>
      ) : (
        <TextField value={reason} onChange={setReason} needed label={t('register.reason')} first />
      )}
    </Dialog>
  );
}
