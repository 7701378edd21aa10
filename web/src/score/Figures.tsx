import './figures.css';
import { useState } from 'react';
import { FIGURE_GROUPS, type FigureGroup, type FiguresRow } from '../../../core/contract/api/figures.ts';
import { FIGURE_WORDS, type FigureName, figuresIn } from '../../../core/contract/api/figureWords.ts';
import type { Figure } from '../../../core/rules/scoring/figures.ts';
import { useAnswer } from '../api/answers.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../parts/States.tsx';
import { hoursMinutes } from '../parts/time.ts';
import { percent } from './rates.ts';
import { useRoute } from './route.ts';

/** The further figures of a period by unit, category, area, collector, company or post, each with its base. */
export function Figures({ period }: { period: number }) {
  const { t } = useWords();
  const [by, setBy] = useState<FigureGroup>('unit');
  const answer = useAnswer('figures', { by, period }, { keep: true });
  return (
    <main className="sheet figures">
      <nav className="kinds" aria-label={t('score.figuresBy')}>
        {FIGURE_GROUPS.map((group) => (
          <button
            key={group}
            type="button"
            data-by={group}
            aria-pressed={group === by}
            onClick={() => setBy(group)}
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
        <Cell key={name} name={name} figure={row.figures[name]} />
      ))}
    </tr>
  );
}

function Cell({ name, figure }: { name: FigureName; figure: Figure | undefined }) {
  const { lang } = useWords();
  if (!figure) return <td className="num q">–</td>;
  const { numerator, denominator } = figure;
  const { as } = FIGURE_WORDS[name];
  if (as === 'time') {
    const ms = denominator === null ? numerator : denominator === 0 ? null : numerator / denominator;
    return (
      <td className="num">
        {ms === null || ms === 0 ? '–' : hoursMinutes(ms, lang)}
        {denominator !== null && <small>{denominator}</small>}
      </td>
    );
  }
  if (denominator === null) return <td className="num">{numerator}</td>;
  return (
    <td className="num">
      {as === 'share'
        ? percent(numerator, denominator)
        : denominator === 0
          ? '–'
          : (numerator / denominator).toFixed(2)}
      <small>
        {numerator} / {denominator}
      </small>
    </td>
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
