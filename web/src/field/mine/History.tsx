import { useState } from 'react';
import type { CaseCard as Card } from '../../../../core/contract/api/answers.ts';
import { useAnswer } from '../../api/answers.ts';
import { call } from '../../api/call.ts';
import { serverNow } from '../../api/serverClock.ts';
import { useErrorWords } from '../../parts/errorWords.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { EmptyState } from '../../parts/States.tsx';
import { toast } from '../../parts/Toast.tsx';
import { useUser } from '../session.ts';
import { goTo } from '../tabs.ts';

/** One's own reports and how they go on; a grid head's cells besides. */
export function History() {
  const { t } = useWords();
  const { role } = useUser();
  const say = useErrorWords();
  const { data } = useAnswer('myReports', {});
  const [earlier, setEarlier] = useState<{ cases: readonly Card[]; next: string | null } | null>(null);
  const cases = [...(data?.cases ?? []), ...(earlier?.cases ?? [])];
  const next = earlier ? earlier.next : (data?.next ?? null);
  const more = async (after: string) => {
    try {
      const page = await call('myReports', { after });
      setEarlier((before) => ({ cases: [...(before?.cases ?? []), ...page.cases], next: page.next }));
    } catch (error) {
      toast({ text: say(error) });
    }
  };
  return (
    <>
      {role !== 'collector' && <Follow />}
      <section className="sec list">
        <h2>{t('field.mine.history')}</h2>
        {data && cases.length === 0 && (
          <EmptyState title={t('field.mine.empty')} hint={t('field.mine.emptyHint')} />
        )}
        <CaseRows cases={cases} />
        {next !== null && (
          <button type="button" className="btn wide" onClick={() => void more(next)}>
            {t('field.mine.more')}
          </button>
        )}
      </section>
    </>
  );
}

/** Grid and courtyard heads follow what is open in their cells. */
function Follow() {
  const { t } = useWords();
  const { data } = useAnswer('beat', {});
  return (
    <section className="sec list">
      <h2>{t('field.mine.follow')}</h2>
      <CaseRows cases={data?.cases ?? []} />
    </section>
  );
}

function CaseRows({ cases }: { cases: readonly Card[] }) {
  const { t } = useWords();
  const city = useCity();
  const now = serverNow();
  return (
    <ul className="rows">
      {cases.map((one) => (
        <li key={one.id}>
          <button type="button" className="row" onClick={() => goTo('mine', one.id)}>
            <b className="cut">{city.category(one.categoryKey, true)}</b>
            <span className="tag">{t(`status.${one.status}`)}</span>
            <small className="cut">
              {[one.number.slice(-6), one.address, city.time.past(one.reportedAt, now)]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </button>
        </li>
      ))}
    </ul>
  );
}
