import { useId, useState } from 'react';
import type { EndpointInput } from '../../../core/contract/api/endpoints.ts';
import type { Appeal } from '../../../core/contract/api/score.ts';
import { queryClient } from '../api/answers.ts';
import { call } from '../api/call.ts';
import { TextField } from '../case/forms/fields.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { useWords } from '../parts/i18n.ts';
import { useClauseName } from './clauseName.ts';

type Clause = NonNullable<EndpointInput<'decideAppeal'>['clauses']>[number];
const DECISIONS = ['struck', 'excluded', 'refused'] as const;
type Decision = (typeof DECISIONS)[number];

interface DecideAppealProps {
  readonly appeal: Appeal;
  /** Clauses that hold against the item; the granted ones are struck. */
  readonly clauses: readonly string[];
  readonly onClose: () => void;
}

/** The evaluator's decision: strike clauses, take the item out, or refuse; always with a reason. */
export function DecideAppeal({ appeal, clauses, onClose }: DecideAppealProps) {
  const { t } = useWords();
  const name = useId();
  const clauseName = useClauseName();
  const [decision, setDecision] = useState<Decision>('struck');
  const [struck, setStruck] = useState<readonly string[]>(clauses);
  const [reason, setReason] = useState('');
  const toggle = (clause: string) =>
    setStruck(struck.includes(clause) ? struck.filter((one) => one !== clause) : [...struck, clause]);
  const send = async () => {
    const grant = decision !== 'refused';
    await call('decideAppeal', {
      appeal: appeal.id,
      grant,
      reason: reason.trim(),
      ...(grant ? { effect: decision } : {}),
      clauses: decision === 'struck' ? (struck as Clause[]) : [],
    });
    void queryClient.invalidateQueries();
    onClose();
  };
  const ready = reason.trim() !== '' && (decision !== 'struck' || struck.length > 0);
  return (
    <Dialog
      title={t('appeal.decide', { number: appeal.number })}
      act={t(decision === 'refused' ? 'appeal.refuse' : 'appeal.grant')}
      ready={ready}
      onAct={send}
      onClose={onClose}
    >
      <blockquote>{appeal.text}</blockquote>
      <fieldset className="choices">
        <legend className="vh">{t('appeal.decision')}</legend>
        {DECISIONS.map((one) => (
          <label key={one} className="choice">
            <input
              type="radio"
              name={name}
              value={one}
              checked={decision === one}
              onChange={() => setDecision(one)}
            />
            <span>{t(`appeal.do.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      {decision === 'struck' && (
        <fieldset className="choices">
          <legend>{t('appeal.which')}</legend>
          {clauses.map((clause) => (
            <label key={clause} className="choice">
              <input type="checkbox" checked={struck.includes(clause)} onChange={() => toggle(clause)} />
              <span>{clauseName(clause)}</span>
            </label>
          ))}
        </fieldset>
      )}
      <TextField value={reason} onChange={setReason} label={t('appeal.reason')} needed />
    </Dialog>
  );
}
