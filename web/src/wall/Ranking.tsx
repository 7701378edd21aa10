import { useMemo } from 'react';
import type { UnitScore } from '../../../core/contract/api/answers.ts';
import { useWords } from '../parts/i18n.ts';
import { LightSymbol } from '../parts/Light.tsx';
import { useCity } from '../parts/names.tsx';
import { type RankRow, rankRows } from './fold.ts';
import { useWall } from './useWall.ts';

const ROWS = 12;

/** Units by score of the open month: best and last, the quiet middle folded; reds on the far right. */
export function Ranking({ rows = ROWS }: { rows?: number }) {
  const { t } = useWords();
  const month = useMonth();
  const units = useWall((view) => view.score.units);
  const late = useWall((view) => view.lateByUnit) ?? NONE;
  const list = useMemo(() => rankRows(units ?? [], rows), [units, rows]);
  return (
    <section className="rk rule">
      <h2>
        <span>
          {t('wall.units')} · {t('wall.unitsSince', { month })}
        </span>
      </h2>
      <div className="rr hd" aria-hidden="true">
        <span />
        <span className="un">{t('wall.unit')}</span>
        <span>{t('wall.timelyRate')}</span>
        <span>{t('wall.resolvedRate')}</span>
        <span>{t('wall.lateHead')}</span>
      </div>
      {list.map((row) => (
        <Row key={keyOf(row)} row={row} late={late} />
      ))}
      {units?.length === 0 && <p className="empty">{t('wall.noUnits')}</p>}
    </section>
  );
}

const NONE: Readonly<Record<string, number>> = {};

/** The open period's month in words. */
export function useMonth(form: 'long' | 'short' = 'long'): string {
  const { lang } = useWords();
  const period = useWall((view) => view.score.period);
  if (!period) return '';
  const [year, month] = period.name.split('-').map(Number);
  if (!year || !month) return period.name;
  return lang === 'zh'
    ? `${month} 月`
    : new Intl.DateTimeFormat('en-GB', { month: form, timeZone: 'UTC' }).format(
        Date.UTC(year, month - 1, 15),
      );
}

function keyOf(row: RankRow): string {
  if (row.kind === 'unit') return row.unit.unit;
  return row.kind === 'apart' ? 'apart' : `fold ${row.units[0]?.level === 'municipal'}`;
}

function Row({ row, late }: { row: RankRow; late: Readonly<Record<string, number>> }) {
  const { t } = useWords();
  if (row.kind === 'apart') return <div className="rr apart">{t('wall.municipal')}</div>;
  if (row.kind === 'unit') return <UnitRow unit={row.unit} late={late[row.unit.unit] ?? 0} />;
  const hidden = row.units.reduce((sum, unit) => sum + (late[unit.unit] ?? 0), 0);
  const ranks = row.units.flatMap((unit) => unit.rank ?? []);
  return (
    <div className="gapr">
      <span>{t('wall.fold', { from: Math.min(...ranks), to: Math.max(...ranks), n: row.units.length })}</span>
      {hidden ? <Reds n={hidden} /> : <span>{t('wall.foldCalm')}</span>}
    </div>
  );
}

function UnitRow({ unit, late }: { unit: UnitScore; late: number }) {
  const city = useCity();
  return (
    <div className="rr" data-unit={unit.unit}>
      <span className="no">{unit.rank ?? '–'}</span>
      <span className="un">{city.unit(unit.unit, true)}</span>
      <span className="t">{rate(unit.timely, unit.shouldResolve)}</span>
      <span className="rz">{rate(unit.resolved, unit.shouldResolve)}</span>
      {late > 0 ? <Reds n={late} /> : <span />}
    </div>
  );
}

function Reds({ n }: { n: number }) {
  return (
    <span className="rd">
      <LightSymbol light="red" />
      {n}
    </span>
  );
}

/** A share in per cent with one decimal, half up; a dash where nothing was due. */
export function rate(part: number, whole: number): string {
  return whole === 0 ? '–' : (Math.floor((part / whole) * 1_000 + 0.5) / 10).toFixed(1);
}
