import './figures.css';
import { useState } from 'react';
import {
  FIGURE_GROUPS,
  type FigureGroup,
  type FigureSide,
  type FiguresRow,
} from '../../../core/contract/api/figures.ts';
import { FIGURE_WORDS, type FigureName, figuresIn } from '../../../core/contract/api/figureWords.ts';
import type { Figure } from '../../../core/rules/scoring/figures.ts';
import { useAnswer } from '../api/answers.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../parts/States.tsx';
import { hoursMinutes } from '../parts/time.ts';
import { FigureCases } from './FigureCases.tsx';
import { percent } from './rates.ts';
import { useRoute } from './route.ts';

interface FiguresProps {
  /** Null: the month that runs. */
  readonly period: number | null;
  /** What the reader may group by. */
  readonly groups?: readonly FigureGroup[];
}

/** The further figures of a period by unit, category, area, collector, company or post, each with its base. */
export function Figures({ period, groups = FIGURE_GROUPS }: FiguresProps) {
  const { t } = useWords();
  const nameOf = useRowName();
  const [{ by: asked, list }, go] = useRoute();
  const by = groups.includes(asked) ? asked : groups[0]!;
  const answer = useAnswer('figures', period === null ? { by } : { by, period }, { keep: true });
  if (list !== null && period !== null) {
    const row = answer.data?.rows.find((one) => one.key === list.key && one.person === list.person);
    const name = list.key === null ? t('score.all') : row ? nameOf(by, row) : list.key;
    return (
      <main className="sheet figures">
        <FigureCases period={period} of={list} name={name} />
      </main>
    );
  }
  return (
    <main className="sheet figures">
      <nav className="kinds" aria-label={t('score.figuresBy')}>
        {groups.map((group) => (
          <button
            key={group}
            type="button"
            data-by={group}
            aria-pressed={group === by}
            onClick={() => go({ by: group, list: null })}
          >
            {t(`score.figureGroup.${group}`)}
          </button>
        ))}
      </nav>
      {answer.isPending && <Loading />}
      {answer.isError && <ErrorState error={answer.error} onRetry={answer.refetch} />}
      {answer.data && answer.data.rows.length === 0 && (
        <EmptyState title={t('score.tab.figures')} hint={t('score.noFigures')} />
      )}
      {answer.data && answer.data.rows.length > 0 && (
        <FiguresTable
          key={answer.data.by}
          by={answer.data.by}
          rows={answer.data.rows}
          total={answer.data.total}
        />
      )}
      <p className="q">{t('score.figuresNote')}</p>
    </main>
  );
}

interface TableProps {
  readonly by: FigureGroup;
  readonly rows: readonly FiguresRow[];
  readonly total: FiguresRow | null;
}

function FiguresTable({ by, rows, total }: TableProps) {
  const { t, lang } = useWords();
  const [sorted, setSorted] = useState<FigureName | 'composite' | null>(null);
  const names = figuresIn(rows);
  const scored = [...rows, ...(total ? [total] : [])].some((row) => row.composite !== null);
  const shown = sorted === null ? rows : [...rows].sort((a, b) => shareOf(b, sorted) - shareOf(a, sorted));
  const head = (name: FigureName | 'composite', label: string) => (
    <th key={name} className="num" aria-sort={sorted === name ? 'descending' : undefined}>
      <button type="button" className="link" onClick={() => setSorted(sorted === name ? null : name)}>
        {label}
      </button>
    </th>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that is scrolled sideways must be reached by keyboard
    <section className="scroll" tabIndex={0} aria-label={t('score.tab.figures')}>
      <table data-figures={by}>
        <thead>
          <tr>
            <th>{t(`score.figureGroup.${by}`)}</th>
            {scored && head('composite', t('score.composite'))}
            {names.map((name) => head(name, FIGURE_WORDS[name][lang]))}
          </tr>
        </thead>
        <tbody>
          {total && <Row by={by} row={total} names={names} scored={scored} label={t('score.all')} />}
          {shown.map((row) => (
            <Row
              key={`${row.key} ${row.person}`}
              by={by}
              row={row}
              names={names}
              scored={scored}
              label={null}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly by: FigureGroup;
  readonly row: FiguresRow;
  readonly names: readonly FigureName[];
  readonly scored: boolean;
  readonly label: string | null;
}

function Row({ by, row, names, scored, label }: RowProps) {
  const [, go] = useRoute();
  const nameOf = useRowName();
  const listed = useListed(by, row, label !== null);
  const said = label ?? nameOf(by, row);
  const leads = by === 'unit' && label === null;
  return (
    <tr data-row={label === null ? row.key : 'all'} className={label === null ? undefined : 'strong'}>
      <th scope="row">
        {leads ? (
          <button
            type="button"
            className="link"
            onClick={() => go({ tab: 'ranking', unit: row.key, caseId: null, clause: null, show: 'all' })}
          >
            {said}
          </button>
        ) : (
          said
        )}
      </th>
      {scored && (
        <td className="num">
          {row.composite === null ? '–' : `${row.composite.grade} ${row.composite.score}`}
        </td>
      )}
      {names.map((name) => (
        <Cell key={name} name={name} figure={row.figures[name]} open={listed(name)} />
      ))}
    </tr>
  );
}

/** How a number's cases are opened; null: none stand behind it, or they are not for the reader. */
type Open = ((side: FigureSide) => void) | null;

function useListed(by: FigureGroup, row: FiguresRow, all: boolean): (name: FigureName) => Open {
  const [, go] = useRoute();
  const sees = useCity().me.user?.role !== 'company';
  return (figure) => {
    // Cells walked are no cases; what is in time is the unit's own list.
    if (!sees || figure === 'coverage') return null;
    if (figure === 'timely')
      return (side) =>
        go({
          tab: 'ranking',
          unit: row.key,
          caseId: null,
          clause: null,
          show: side === 'numerator' ? 'timely' : 'all',
        });
    const of = { by, key: all ? null : row.key, person: by === 'post' ? row.person : null, figure };
    return (side) => go({ list: { ...of, side } });
  };
}

function Cell({ name, figure, open }: { name: FigureName; figure: Figure | undefined; open: Open }) {
  const { lang } = useWords();
  if (!figure) return <td className="num q">–</td>;
  const { numerator, denominator } = figure;
  const { as } = FIGURE_WORDS[name];
  if (as === 'time') {
    const ms = denominator === null ? numerator : denominator === 0 ? null : numerator / denominator;
    return (
      <td className="num">
        <Counted text={ms === null || ms === 0 ? '–' : hoursMinutes(ms, lang)} side="numerator" open={open} />
        {denominator !== null && <small>{denominator}</small>}
      </td>
    );
  }
  if (denominator === null)
    return (
      <td className="num">
        <Counted text={String(numerator)} side="numerator" open={numerator > 0 ? open : null} />
      </td>
    );
  const ratio = denominator === 0 ? '–' : (numerator / denominator).toFixed(2);
  return (
    <td className="num">
      <Counted
        text={as === 'share' ? percent(numerator, denominator) : ratio}
        side="numerator"
        open={numerator > 0 ? open : null}
      />
      <small>
        {numerator} /{' '}
        <Counted
          text={String(denominator)}
          side="denominator"
          open={as === 'share' && denominator > 0 ? open : null}
        />
      </small>
    </td>
  );
}

function Counted({ text, side, open }: { text: string; side: FigureSide; open: Open }) {
  if (open === null || text === '–') return text;
  return (
    <button type="button" className="number" data-side={side} onClick={() => open(side)}>
      {text}
    </button>
  );
}

function shareOf(row: FiguresRow, name: FigureName | 'composite'): number {
  if (name === 'composite') return row.composite === null ? -1 : Number(row.composite.score);
  const figure = row.figures[name];
  if (!figure) return -1;
  if (figure.denominator === null) return figure.numerator;
  return figure.denominator === 0 ? -1 : figure.numerator / figure.denominator;
}

function useRowName(): (by: FigureGroup, row: FiguresRow) => string {
  const { t } = useWords();
  const city = useCity();
  return (by, { key, name }) => {
    if (by === 'post') return [t(`clock.${key}`), name].filter(Boolean).join(' · ');
    if (name !== null) return name;
    if (by === 'unit') return city.unit(key, true);
    if (by === 'category') return city.category(key, true);
    return by === 'collector' || by === 'company' ? key : city.area(key) || key;
  };
}
