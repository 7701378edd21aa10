import { useState } from 'react';
import { queryClient } from '../api/answers.ts';
import { call } from '../api/call.ts';
import { TextField } from '../case/forms/fields.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { useWords } from '../parts/i18n.ts';

interface FileAppealProps {
  readonly period: number;
  readonly item: { readonly caseId: string; readonly no: number; readonly number: string };
  readonly onClose: () => void;
}

/** The unit head's appeal against one item: what speaks against the verdict. */
export function FileAppeal({ period, item, onClose }: FileAppealProps) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const said = text.trim();
  const send = async () => {
    await call('fileAppeal', { period, caseId: item.caseId, no: item.no, text: said });
    void queryClient.invalidateQueries();
    onClose();
  };
  return (
    <Dialog
      title={t('appeal.title', { number: item.number })}
      act={t('appeal.file')}
      ready={said !== ''}
      onAct={send}
      onClose={onClose}
    >
      <p className="q">{t('appeal.lead')}</p>
      <TextField value={text} onChange={setText} label={t('appeal.text')} needed first />
    </Dialog>
  );
}
