import { useState } from 'react';
import type { CaseCard } from '../../../core/contract/api/answers.ts';
import { useGive } from '../case/deed.ts';
import { useCaseTitle } from '../case/title.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { useErrorWords } from '../parts/errorWords.ts';
import { useWords } from '../parts/i18n.ts';
import { toast } from '../parts/Toast.tsx';

/** Acknowledges all cases that nobody has read, one after the other, and says of each that fails why. */
export function AcknowledgeAll({ unread }: { unread: readonly CaseCard[] }) {
  const { t } = useWords();
  const give = useGive();
  const say = useErrorWords();
  const title = useCaseTitle();
  const [asked, setAsked] = useState<readonly CaseCard[] | null>(null);
  const [failed, setFailed] = useState<readonly string[]>([]);
  const send = async () => {
    const cases = asked ?? [];
    const faults: string[] = [];
    for (const card of cases) {
      await give(card.id, 'acknowledge', {}).catch((error) => faults.push(`${title(card)}: ${say(error)}`));
    }
    toast({ text: t('unit.acknowledged', { n: cases.length - faults.length }) });
    if (faults.length === 0) setAsked(null);
    else setFailed(faults);
  };
  const open = () => {
    setFailed([]);
    setAsked(unread);
  };
  return (
    <>
      {/* The list shrinks while this works: the dialog stays although the key is no longer needed. */}
      {unread.length > 1 && (
        <button type="button" className="btn" onClick={open}>
          {t('unit.acknowledgeAll', { n: unread.length })}
        </button>
      )}
      {asked && (
        <Dialog
          title={t('unit.acknowledgeAll', { n: asked.length })}
          act={failed.length === 0 ? t('act.acknowledge') : undefined}
          onAct={send}
          onClose={() => setAsked(null)}
        >
          <ul>
            {(failed.length > 0 ? failed : asked.map(title)).map((line, i) => (
              <li key={asked[i]?.id ?? line}>{line}</li>
            ))}
          </ul>
        </Dialog>
      )}
    </>
  );
}
