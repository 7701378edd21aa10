import type { ScoreCase } from '../../../core/contract/api/score.ts';
import { useAnswer } from '../api/answers.ts';
import { useWords } from '../parts/i18n.ts';
import { LightSymbol } from '../parts/Light.tsx';
import { useCity } from '../parts/names.tsx';
import { ErrorState, Loading } from '../parts/States.tsx';
import { SURFACE_ROLES } from '../parts/surfaces.ts';
import { hoursMinutes } from '../parts/time.ts';
import { AppealBox } from './AppealBox.tsx';
import { Clauses } from './Clauses.tsx';
import { useMonthName } from './month.ts';
import { useRoute } from './route.ts';
import { Segments } from './Segments.tsx';
import { UsedLine } from './UsedLine.tsx';

interface CasePanelProps {
  readonly period: number;
  readonly unit: string;
  readonly caseId: string;
  readonly no: number;
}

/** One case explained: verdict, the clock drawn, its segments, and each clause in words. */
export function CasePanel({ period, unit, caseId, no }: CasePanelProps) {
  const answer = useAnswer('scoreCase', { period, unit, caseId, no }, { keep: true });
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  return <Explained of={answer.data} />;
}

function Explained({ of }: { of: ScoreCase }) {
  const { t } = useWords();
  const city = useCity();
  const month = useMonthName();
  const { item } = of;
  const title = [city.category(item.categoryKey), city.condition(item.conditionKey)]
    .filter(Boolean)
    .join(' · ');
  return (
    <article className="casepanel" data-explained={item.caseId}>
      <Path of={of} />
      <h2>
        {title}
        <small>
          {item.number} · {item.address ?? t('word.unknownPlace')}
        </small>
      </h2>
      <VerdictBoxes of={of} />
      <UsedLine of={of} />
      <Segments of={of} />
      <Clauses of={of} />
      <AppealBox of={of} />
      <footer>
        <OpenCase caseId={item.caseId} />
        {item.originalDueAt !== null && (
          <span className="qq">
            {t('score.dueIn', {
              at: `${city.time.isoDate(of.explanation.originalDueAt).slice(5)} ${city.time.time(of.explanation.originalDueAt)}`,
              period: month(of.period.name),
            })}
          </span>
        )}
      </footer>
    </article>
  );
}

function OpenCase({ caseId }: { caseId: string }) {
  const { t } = useWords();
  const { me } = useCity();
  const role = me.user?.role;
  if (!role) return null;
  const page = SURFACE_ROLES.desk.includes(role) ? 'desk' : 'unit';
  return (
    <a className="btn" href={`/${page}?case=${caseId}`}>
      {t('score.openCase')}
    </a>
  );
}

function Path({ of }: { of: ScoreCase }) {
  const { t } = useWords();
  const city = useCity();
  const [route, go] = useRoute();
  return (
    <nav className="path" aria-label={t('score.path')}>
      <button type="button" className="link" onClick={() => go({ unit: null, caseId: null })}>
        {t('score.tab.ranking')}
      </button>
      <span>›</span>
      <button type="button" className="link" onClick={() => go({ caseId: null })}>
        {city.unit(of.unit, true)} · {t(`score.show.${route.show}`)}
      </button>
      <span>›</span>
      <span>{of.item.number}</span>
    </nav>
  );
}

function VerdictBoxes({ of }: { of: ScoreCase }) {
  const { t, lang } = useWords();
  const { item, explanation } = of;
  const { used, limit } = explanation;
  return (
    <dl className="verdict">
      <div
        data-verdict={
          item.moved ??
          (item.excluded ? 'excluded' : item.pending ? 'pending' : item.timely ? 'timely' : 'untimely')
        }
      >
        <dt>{t('score.isTimely')}</dt>
        <dd>
          {!item.moved && !item.excluded && !item.pending && !item.timely && <LightSymbol light="red" />}
          {item.moved
            ? t(`score.movedAs.${item.moved}`)
            : item.excluded
              ? t('score.excluded')
              : t(item.pending ? 'score.pending' : item.timely ? 'score.yesTimely' : 'score.noTimely')}
        </dd>
      </div>
      <div>
        <dt>{t('score.isResolved')}</dt>
        <dd>{t(item.resolved ? 'score.yesResolved' : 'score.noResolved')}</dd>
      </div>
      <div>
        <dt>{t('score.used')}</dt>
        <dd>
          {hoursMinutes(used.usedMs, lang)} / {hoursMinutes(limit.allowedMs, lang)}
        </dd>
      </div>
      <div>
        <dt>{t('score.lost')}</dt>
        <dd>{of.lost === null ? '–' : t('score.points', { n: of.lost })}</dd>
      </div>
    </dl>
  );
}
