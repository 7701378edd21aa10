import { useState } from 'react';
import type { CoordinationRow } from '../../../../core/contract/api/desk.ts';
import { useGive } from '../../case/deed.ts';
import { ReasonField, TextField } from '../../case/forms/fields.tsx';
import { textOf } from '../../case/forms/form.ts';
import { REASONS } from '../../case/reasons.ts';
import { useCaseTitle } from '../../case/title.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { toast } from '../../parts/Toast.tsx';

interface DecideCoordinationProps {
  readonly row: CoordinationRow;
  readonly unit: string;
  readonly onClose: () => void;
}

/** The one confirmation: this case goes to this unit, for this reason. */
export function DecideCoordination({ row: given, unit, onClose }: DecideCoordinationProps) {
  const { t } = useWords();
  const city = useCity();
  const title = useCaseTitle();
  const give = useGive();
  const [row] = useState(given);
  const [reason, setReason] = useState<string>(REASONS.dispatch[0]);
  const [text, setText] = useState('');
  const send = async () => {
    const body = { version: row.card.version, unit, reason, text: textOf(text) };
    await give(row.card.id, 'dispatch', body);
    toast({ text: t('done.dispatch', { unit: city.unit(unit, true), case: title(row.card) }) });
    onClose();
  };
  return (
    <Dialog
      title={t('desk.board.ask', { unit: city.unit(unit, true) })}
      act={t('act.dispatch')}
      onAct={send}
      onClose={onClose}
    >
      <p>{title(row.card)}</p>
      <ReasonField reasons={REASONS.dispatch} value={reason} onChange={setReason} />
      <TextField value={text} onChange={setText} />
    </Dialog>
  );
}
