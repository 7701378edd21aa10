import type { ScorePage } from '../../../core/contract/api/answers.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { useMinute } from '../parts/ticker.ts';
import { useMonthName } from './month.ts';
import { percent, whole } from './rates.ts';
import { Stages } from './Stages.tsx';

/** The city against its goal, and what this period is and was scored with. */
export function Summary({ page }: { page: ScorePage }) {
  const { t } = useWords();
  const month = useMonthName();
  const { city, before } = page;
  const rate = city.shouldResolve === 0 ? 0 : city.resolved / city.shouldResolve;
  return (
    <section className="summary">
      <div className="cityrate">
        <div>
          <small>{t('score.cityRate')}</small>
          <b data-city-rate>{percent(city.resolved, city.shouldResolve)}</b>
        </div>
        <div className="bars">
          <p>
            <span>{t('score.sums', { r: whole(city.resolved), n: whole(city.shouldResolve) })}</span>
            <span>{t('score.goal', { rate: `${Math.round(city.goal * 100)} %` })}</span>
          </p>
          <svg viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">
            <rect className="ground" y="4" width="1000" height="8" />
            <rect className="bar" y="4" width={rate * 1000} height="8" />
            <rect className="goal" x={city.goal * 1000 - 2} width="4" height="16" />
          </svg>
          <p>
            <span>{t('score.timely', { rate: percent(city.timely, city.shouldResolve) })}</span>
            {before && (
              <span>
                {t('score.before', {
                  month: month(before.name),
                  rate: percent(before.resolved, before.shouldResolve),
                })}
              </span>
            )}
          </p>
        </div>
      </div>
      <Facts page={page} />
    </section>
  );
}

function Facts({ page }: { page: ScorePage }) {
  const { t } = useWords();
  const { time } = useCity();
  const now = useMinute();
  const { period, scoredWith, computedAt } = page;
  const settle = period.settlesAt === null ? '' : time.date(period.settlesAt);
  return (
    <dl className="facts">
      <div>
        <dt>{t('score.kind')}</dt>
        <dd>
          {t(period.formal ? 'score.formal' : 'score.trial')} · {t(`score.state.${period.state}`)} ·{' '}
          {t(period.state === 'open' ? 'score.settles' : 'score.settled', { at: settle })}
        </dd>
      </div>
      <div>
        <dt>{t('score.versions')}</dt>
        <dd>
          {t('score.version', { policy: scoredWith.policyVersion, calendar: scoredWith.calendarVersion })}
        </dd>
      </div>
      <div>
        <dt>{t('score.computed')}</dt>
        <dd>
          {scoredWith.logPosition !== null
            ? t('score.log', { n: whole(scoredWith.logPosition) })
            : computedAt === null
              ? '–'
              : time.dayTime(computedAt, now)}
        </dd>
      </div>
      <Stages period={period.id} />
    </dl>
  );
}
