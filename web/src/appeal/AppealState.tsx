import type { Appeal } from '../../../core/contract/api/score.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { useMinute } from '../parts/ticker.ts';
import { useClauseName } from './clauseName.ts';

/** An appeal in words: what the unit says, what was decided and why, and the revision that it made. */
export function AppealState({ appeal }: { appeal: Appeal }) {
  const { t } = useWords();
  const { time } = useCity();
  const now = useMinute();
  const clauseName = useClauseName();
  const struck = appeal.clauses.map(clauseName).join(' · ');
  return (
    <dl className="appeal" data-appeal={appeal.state}>
      <div>
        <dt>{t('appeal.filed', { at: time.dayTime(appeal.filedAt, now) })}</dt>
        <dd>{appeal.text}</dd>
      </div>
      <div>
        <dt>
          {t(`appeal.state.${appeal.state}`)}
          {appeal.decidedAt !== null && ` · ${time.dayTime(appeal.decidedAt, now)}`}
        </dt>
        <dd>
          {appeal.reason}
          {appeal.effect === 'excluded' && ` (${t('appeal.did.excluded')})`}
          {appeal.effect === 'struck' && ` (${t('appeal.did.struck', { clauses: struck })})`}
          {appeal.revision !== null && ` · ${t('appeal.revision', { n: appeal.revision })}`}
        </dd>
      </div>
    </dl>
  );
}
