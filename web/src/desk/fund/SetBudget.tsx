import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Fund } from '../../../../core/contract/api/fund.ts';
import { call } from '../../api/call.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { toast } from '../../parts/Toast.tsx';

const CENTS = 100;

/** A new version of the year's budget, on the one that is shown. */
export function SetBudget({ fund, onClose }: { fund: Fund; onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  // What the person saw counts: a version that comes meanwhile is a conflict.
  const [{ year, version, balance, budgetNote }] = useState(fund);
  const [yuan, setYuan] = useState(balance.budget === null ? '' : String(balance.budget / CENTS));
  const [note, setNote] = useState(budgetNote);
  const amountCents = Math.round(Number(yuan) * CENTS);
  const save = async () => {
    try {
      await call('setBudget', { year, amountCents, base: version, note: note.trim() });
    } finally {
      await client.invalidateQueries({ queryKey: ['fund'] });
    }
    toast({ text: t('fund.budgetSaved', { year }) });
    onClose();
  };
  return (
    <Dialog
      title={t('fund.setBudget')}
      act={t('fund.setBudget')}
      ready={yuan !== '' && Number.isSafeInteger(amountCents)}
      onAct={save}
      onClose={onClose}
    >
      <label className="field">
        <span>{t('fund.budgetOf', { year })}</span>
        <input
          inputMode="decimal"
          data-first
          value={yuan}
          onChange={(event) => setYuan(event.target.value.replace(/[^\d.]/g, '').slice(0, 13))}
        />
      </label>
      <label className="field">
        <span>{t('fund.note')}</span>
        <input value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />
      </label>
    </Dialog>
  );
}
