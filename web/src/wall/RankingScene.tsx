import type { UnitScore } from '../../../core/contract/api/answers.ts';
import { useWords } from '../parts/i18n.ts';
import { LightSymbol } from '../parts/Light.tsx';
import { useCity } from '../parts/names.tsx';
import { rate, useMonth } from './Ranking.tsx';
import { useWall } from './useWall.ts';

// Two columns of so many rows fit into the middle.
const ROWS = 13;

/** Every unit with its score, local ones first, municipal ones apart. */
export function RankingScene({ columns = 2 }: { columns?: 1 | 2 }) {
  const { t } = useWords();
  const month = useMonth();
  const units = useWall((view) => view.score.units) ?? [];
  const late = useWall((view) => view.lateByUnit) ?? {};
  const shown = units.slice(0, 2 * ROWS);
  const half = columns === 1 ? shown.length : Math.max(1, Math.ceil(shown.length / 2));
  return (
    <section className={columns === 1 ? 'rankscene one' : 'rankscene'}>
      <h3>
        {t('wall.ranking')}
        <span>{t('wall.unitsSince', { month })}</span>
      </h3>
      {shown.length === 0 && <p className="empty">{t('wall.noUnits')}</p>}
      <div className="columns">
        {[shown.slice(0, half), ...(columns === 2 ? [shown.slice(half)] : [])].map((column, i) => (
          <div key={i === 0 ? 'left' : 'right'}>
            {column.map((unit) => (
              <UnitLine key={unit.unit} unit={unit} late={late[unit.unit] ?? 0} />
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}

function UnitLine({ unit, late }: { unit: UnitScore; late: number }) {
  const city = useCity();
  return (
    <div className={unit.level === 'municipal' ? 'ul municipal' : 'ul'}>
      <span className="no">{unit.rank ?? '–'}</span>
      <span className="un">{city.unit(unit.unit, true)}</span>
      <span className="sc">{unit.score ?? '–'}</span>
      <span className="q">{rate(unit.timely, unit.shouldResolve)}</span>
      <span className="rd">
        {late > 0 && (
          <>
            <LightSymbol light="red" />
            {late}
          </>
        )}
      </span>
    </div>
  );
}
