import type { GroupSum, HotSpot, ReportFigures } from '../../../../core/contract/api/reports.ts';
import { type Lang, useWords } from '../../parts/i18n.ts';
import { placesText } from '../RankList.tsx';
import { percent } from '../rates.ts';

type Units = ReportFigures['units'];
const ENDS = 3;

/** All units with their numbers, municipal ones apart. */
export function RankingTable({ units }: { units: Units }) {
  const { t, lang } = useWords();
  const municipal = units.filter((unit) => unit.level === 'municipal');
  const own = units.filter((unit) => unit.level !== 'municipal');
  return (
    <section>
      <h3>{t('score.paper.ranking')}</h3>
      <table>
        <thead>
          <tr>
            <th className="num">#</th>
            <th>{t('score.unit')}</th>
            <th className="num">{t('score.score')}</th>
            <th className="num">{t('score.n')}</th>
            <th className="num">{t('score.r')}</th>
            <th className="num">{t('score.t')}</th>
            <th className="num">{t('score.moved')}</th>
          </tr>
        </thead>
        <tbody>
          {[...own, ...municipal].map((unit) => (
            <tr key={unit.unit} className={unit === municipal[0] && own.length > 0 ? 'apart' : undefined}>
              <td className="num q">{unit.rank ?? '–'}</td>
              <td>{unit.name[lang]}</td>
              <td className="num strong">{unit.score ?? '–'}</td>
              <td className="num">{unit.shouldResolve}</td>
              <td className="num">{unit.resolved}</td>
              <td className="num">{unit.timely}</td>
              <td className="num q">{placesText(unit.places)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {municipal.length > 0 && own.length > 0 && <p className="q">{t('score.municipal')}</p>}
    </section>
  );
}

/** The best and the worst of the ranked units. */
export function Ends({ units }: { units: Units }) {
  const { t, lang } = useWords();
  const ranked = units.filter((unit) => unit.rank !== null && unit.level !== 'municipal');
  if (ranked.length < 2) return null;
  const say = (some: Units) => some.map((unit) => `${unit.name[lang]} ${unit.score}`).join(' · ');
  return (
    <dl className="ends">
      <dt>{t('score.paper.best')}</dt>
      <dd>{say(ranked.slice(0, ENDS))}</dd>
      <dt>{t('score.paper.worst')}</dt>
      <dd>{say(ranked.slice(-ENDS).reverse())}</dd>
    </dl>
  );
}

/** Areas or categories with what was filed and what became of what was due. */
export function GroupTable({ title, rows, lang }: { title: string; rows: readonly GroupSum[]; lang: Lang }) {
  const { t } = useWords();
  if (rows.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <table>
        <thead>
          <tr>
            <th>{t('score.paper.area')}</th>
            <th className="num">{t('score.paper.filed')}</th>
            <th className="num">{t('score.n')}</th>
            <th className="num">{t('score.r')}</th>
            <th className="num">{t('score.t')}</th>
            <th className="num">{t('score.paper.rate')}</th>
            <th className="num">{t('score.paper.timelyRate')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} data-group={row.key}>
              <td>{row[lang]}</td>
              <td className="num">{row.filed}</td>
              <td className="num">{row.shouldResolve}</td>
              <td className="num">{row.resolved}</td>
              <td className="num">{row.timely}</td>
              <td className="num">{percent(row.resolved, row.shouldResolve)}</td>
              <td className="num">{percent(row.timely, row.shouldResolve)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The numbers on the map in words. */
export function HotSpots({ spots }: { spots: readonly HotSpot[] }) {
  const { t, lang } = useWords();
  if (spots.length === 0) return null;
  return (
    <section aria-label={t('score.paper.hotSpots')}>
      <ol className="spots">
        {spots.map((spot) => (
          <li key={spot.key}>
            {spot[lang]} <b className="num">{spot.filed}</b>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Who is listed, and who had too little to resolve. */
export function AwardTable({ figures: { award, units } }: { figures: ReportFigures }) {
  const { t, lang } = useWords();
  const of = new Map(units.map((unit) => [unit.unit, unit]));
  const name = (unit: string) => of.get(unit)?.name[lang] ?? unit;
  return (
    <section data-award={award.listed.length}>
      <h3>{t('score.paper.listed')}</h3>
      <p className="q">{t('score.paper.minimum', { n: award.minVolume, m: award.places })}</p>
      {award.listed.length === 0 && <p>{t('score.paper.noAward')}</p>}
      <ol className="spots">
        {award.listed.map(({ unit, rank }) => (
          <li key={unit} value={rank}>
            {name(unit)} <b className="num">{of.get(unit)?.score}</b>
          </li>
        ))}
      </ol>
      {award.tooFew.length > 0 && (
        <p className="q">{t('score.paper.tooFew', { units: award.tooFew.map(name).join(' · ') })}</p>
      )}
    </section>
  );
}
