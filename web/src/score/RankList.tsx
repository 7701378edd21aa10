import type { ScorePage, UnitScore } from '../../../core/contract/api/answers.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { EmptyState } from '../parts/States.tsx';
import { useRoute } from './route.ts';

/** Units by score, municipal ones apart; a row opens the unit's cases. */
export function RankList({ page }: { page: ScorePage }) {
  const { t } = useWords();
  const local = page.units.filter((unit) => unit.level !== 'municipal');
  const municipal = page.units.filter((unit) => unit.level === 'municipal');
  if (page.units.length === 0) {
    return (
      <section className="ranklist">
        <EmptyState title={t('score.tab.ranking')} hint={t('score.noUnits')} />
      </section>
    );
  }
  return (
    <section className="ranklist" aria-label={t('score.tab.ranking')}>
      <table>
        <thead>
          <tr>
            <th>
              <span className="vh">#</span>
            </th>
            <th>{t('score.unit')}</th>
            <th className="num">{t('score.score')}</th>
            <th className="wide">{t('score.made')}</th>
            <th className="num">{t('score.n')}</th>
            <th className="num">{t('score.r')}</th>
            <th className="num">{t('score.t')}</th>
            <th className="num">{t('score.moved')}</th>
          </tr>
        </thead>
        <tbody>
          {local.map((unit) => (
            <Row key={unit.unit} unit={unit} />
          ))}
          {municipal.length > 0 && local.length > 0 && (
            <tr className="apart">
              <td />
              <td colSpan={7}>{t('score.municipal')}</td>
            </tr>
          )}
          {municipal.map((unit) => (
            <Row key={unit.unit} unit={unit} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ unit }: { unit: UnitScore }) {
  const { t } = useWords();
  const city = useCity();
  const [route, go] = useRoute();
  const open = () => go({ unit: unit.unit, caseId: null, no: 0, clause: null, show: 'untimely' });
  return (
    <tr
      data-unit={unit.unit}
      className={route.unit === unit.unit ? 'on' : unit.shouldResolve === 0 ? 'none' : undefined}
      onClick={open}
    >
      <td className="num qq">{unit.rank ?? '–'}</td>
      <td>
        <button type="button" className="link cut" title={city.unit(unit.unit)} onClick={open}>
          {city.unit(unit.unit, true)}
        </button>
      </td>
      <td className="num strong">{unit.score ?? '–'}</td>
      <td className="wide">
        {unit.score === null ? (
          t('score.nothingDue')
        ) : (
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect width={Number(unit.score)} height="10" />
          </svg>
        )}
      </td>
      <td className="num">{unit.shouldResolve}</td>
      <td className="num">{unit.resolved}</td>
      <td className="num">{unit.timely}</td>
      <td className="num q">{placesText(unit.places)}</td>
    </tr>
  );
}

/** Places won or lost with a sign; a dash where there is nothing to compare with. */
export function placesText(places: number | null): string {
  if (places === null) return '–';
  return places > 0 ? `+${places}` : places < 0 ? `−${-places}` : '0';
}
