import type { ScoreCase } from '../../../core/contract/api/score.ts';
import type { ExplainedClause } from '../../../core/rules/scoring/explain.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { hoursMinutes } from '../parts/time.ts';

/** Each clause in words, with its figures and whether it counts. */
export function Clauses({ of }: { of: ScoreCase }) {
  const { t } = useWords();
  const say = useClauseWords(of);
  return (
    <section>
      <h3>{t('score.verdicts')}</h3>
      <ul className="clauses">
        {of.explanation.clauses.map((clause) => {
          const counts = clause.holds && !of.item.pending && of.item.moved === null;
          return (
            <li key={clause.clause} data-clause={clause.clause} className={counts ? 'holds' : undefined}>
              <span>{t(`score.clause.${clause.clause}`)}</span>
              <span>{say(clause)}</span>
              <span>{t(counts ? 'score.counts' : 'score.countsNot')}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function useClauseWords(of: ScoreCase): (clause: ExplainedClause) => string {
  const { t, lang } = useWords();
  const city = useCity();
  const hm = (ms: number) => hoursMinutes(ms, lang);
  return (clause) => {
    switch (clause.about) {
      case 'state': {
        const at = `${city.time.isoDate(of.asOf).slice(5)} ${city.time.time(of.asOf)}`;
        return t(`score.says.unresolved.${clause.state}`, { at });
      }
      case 'time': {
        const figures = { used: hm(clause.usedMs), allowed: hm(clause.allowedMs) };
        if (!clause.judged) return t('score.says.overOpen', figures);
        return t(clause.holds ? 'score.says.overYes' : 'score.says.overNo', figures);
      }
      case 'returns':
        return t('score.says.returned', { n: clause.refusedReturns });
      case 'grant': {
        const what = t(
          `score.says.${clause.kind}`,
          clause.kind === 'repeat' ? { n: clause.amount } : { time: hm(clause.amount) },
        );
        const { decision } = clause;
        const so = lang === 'zh' ? '：' : '. ';
        if (!decision) return `${what}${so}${t('score.says.grantLate')}`;
        const { n0, quota, usedBefore: before, cost } = decision;
        const key = decision.recognised ? 'score.says.grantYes' : 'score.says.grantNo';
        return `${what}${so}${t(key, { n0, quota, before, cost })}`;
      }
    }
  };
}
