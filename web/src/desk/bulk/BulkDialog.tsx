import { useState } from 'react';
import type { CaseCard } from '../../../../core/contract/api/answers.ts';
import { TextField } from '../../case/forms/fields.tsx';
import { textOf } from '../../case/forms/form.ts';
import { splitNumber, useCaseTitle } from '../../case/title.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import type { BulkAct } from './bulkActs.ts';
import { useBulk } from './useBulk.ts';

interface BulkDialogProps {
  readonly act: BulkAct;
  readonly cards: readonly CaseCard[];
  /** Chosen cases that the act does not fit. */
  readonly left: number;
  /** These are done: they are chosen no more; the others stay. */
  readonly onDone: (ids: readonly string[]) => void;
  readonly onClose: () => void;
}

/** One question with the number of cases; afterwards how it went with each. */
export function BulkDialog({ act, cards: given, left, onDone, onClose }: BulkDialogProps) {
  const { t } = useWords();
  const title = useCaseTitle();
  // The list changes while this works: the question stays about the cases that it was asked of.
  const [cards] = useState(given);
  const [text, setText] = useState('');
  const [over, setOver] = useState(false);
  const { run, results } = useBulk(act);
  const needed = act.name === 'note';
  const named = (card: CaseCard) => `${splitNumber(card.number).tail} ${title(card)}`;
  const send = async () => {
    const done = await run(cards, textOf(text));
    onDone(done.filter(({ why }) => why === null).map(({ card }) => card.id));
    setOver(true);
  };
  const failed = results.filter(({ why }) => why !== null);
  const said = t('desk.bulk.ask', { act: t(`act.${act.name}`), n: cards.length });
  return (
    <Dialog
      title={said}
      act={over ? undefined : said}
      ready={!needed || textOf(text) !== undefined}
      onAct={send}
      onClose={onClose}
    >
      {results.length === 0 && !over ? (
        <>
          {left > 0 && <p className="q">{t('desk.bulk.left', { n: left })}</p>}
          <TextField value={text} onChange={setText} needed={needed} first={needed} />
          <ul className="bulklist">
            {cards.map((card) => (
              <li key={card.id}>{named(card)}</li>
            ))}
          </ul>
        </>
      ) : (
        <>
          <p role="status">
            {t(failed.length > 0 ? 'desk.bulk.resultFailed' : 'desk.bulk.result', {
              done: results.length - failed.length,
              n: cards.length,
              failed: failed.length,
            })}
          </p>
          <ul className="bulklist">
            {[...failed, ...results.filter(({ why }) => why === null)].map(({ card, why }) => (
              <li key={card.id} data-result={why === null ? 'done' : 'failed'}>
                <span aria-hidden="true">{why === null ? '✓' : '✗'}</span> {named(card)}
                {why !== null && <strong> {why}</strong>}
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}
