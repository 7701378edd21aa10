import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { BULK_ACTS, type BulkAct, fitting } from './bulkActs.ts';
import type { Selection } from './selection.ts';

interface BulkBarProps {
  readonly selection: Selection;
  readonly onAct: (act: BulkAct) => void;
}

/** In place of the case's acts while cases are chosen: what can be done with all of them, and with how many. */
export function BulkBar({ selection, onAct }: BulkBarProps) {
  const { t } = useWords();
  const role = useCity().me.user?.role;
  const acts = BULK_ACTS.map((act) => ({ act, n: fitting(act, selection.cards, role).length }));
  return (
    <div className="actbar bulk" role="toolbar" aria-label={t('desk.bulk.title')}>
      <strong role="status">{t('desk.bulk.chosen', { n: selection.ids.size })}</strong>
      {acts
        .filter(({ n }) => n > 0)
        .map(({ act, n }) => (
          <button key={act.name} type="button" className="btn" onClick={() => onAct(act)}>
            <kbd>{act.key.toUpperCase()}</kbd>
            {t(`act.${act.name}`)} {n}
          </button>
        ))}
      <button type="button" className="btn plain" onClick={selection.clear}>
        <kbd>Esc</kbd>
        {t('desk.bulk.clear')}
      </button>
    </div>
  );
}
