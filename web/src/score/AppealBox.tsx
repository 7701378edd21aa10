import { useState } from 'react';
import type { ScoreCase } from '../../../core/contract/api/score.ts';
import { AppealState } from '../appeal/AppealState.tsx';
import { DecideAppeal } from '../appeal/DecideAppeal.tsx';
import { FileAppeal } from '../appeal/FileAppeal.tsx';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';

/** The appeal against an item: filed by the unit's head, decided by the evaluator, seen by both. */
export function AppealBox({ of }: { of: ScoreCase }) {
  const { t } = useWords();
  const role = useCity().me.user?.role;
  const [open, setOpen] = useState(false);
  const mayFile = role === 'unit-head' && of.appealRefused === null;
  const mayDecide = role === 'evaluator' && of.appeal?.state === 'filed';
  if (of.appeal === null && !mayFile) return null;
  return (
    <section className="appealbox">
      <h3>{t('appeal.word')}</h3>
      {of.appeal && <AppealState appeal={of.appeal} />}
      {(mayFile || mayDecide) && (
        <button type="button" className="btn" data-act="appeal" onClick={() => setOpen(true)}>
          {t(mayFile ? 'appeal.file' : 'appeal.decideShort')}
        </button>
      )}
      {open && mayFile && <FileAppeal period={of.period.id} item={of.item} onClose={() => setOpen(false)} />}
      {open && mayDecide && of.appeal && (
        <DecideAppeal appeal={of.appeal} clauses={of.item.clauses} onClose={() => setOpen(false)} />
      )}
    </section>
  );
}
