import './coordination.css';
import { useEffect, useRef, useState } from 'react';
import type { CoordinationRow } from '../../../../core/contract/api/desk.ts';
import { explainReason, explainText } from '../../../../core/rules/routing/explain.ts';
import { useAnswer } from '../../api/answers.ts';
import { reasonWord } from '../../case/eventLine.ts';
import { splitNumber } from '../../case/title.ts';
import { lightOfCard } from '../../parts/cardLight.ts';
import { hasWord, useWords } from '../../parts/i18n.ts';
import { useKeys } from '../../parts/keys.ts';
import { Light } from '../../parts/Light.tsx';
import { useCity } from '../../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../../parts/States.tsx';
import { useMinute } from '../../parts/ticker.ts';
import { DecideCoordination } from './DecideCoordination.tsx';

/** Unclear responsibility: the cases, their candidates with the router's reasons, who said what; a digit decides. */
export function CoordinationBoard({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useWords();
  const board = useAnswer('coordination', {}, { staleTime: 5_000 });
  const rows = board.data?.cases ?? [];
  const [picked, setPicked] = useState<string | null>(null);
  const [unit, setUnit] = useState<string | null>(null);
  const lastIndex = useRef(0);
  const found = rows.findIndex(({ card }) => card.id === picked);
  // A case that was decided makes room for the one after it.
  const index = found >= 0 ? found : Math.min(lastIndex.current, rows.length - 1);
  lastIndex.current = Math.max(0, index);
  const row = rows[index] ?? null;
  const step = (by: 1 | -1) =>
    setPicked(rows[Math.min(rows.length - 1, Math.max(0, index + by))]?.card.id ?? null);
  const decide = (n: number) => {
    const candidate = row?.mayDispatch ? row.candidates[n] : undefined;
    if (!candidate) return false;
    setUnit(candidate.unit);
    return true;
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    o: () => row && onOpen(row.card.id),
    ...Object.fromEntries(Array.from({ length: 9 }, (_, n) => [String(n + 1), () => decide(n)])),
  });
  return (
    <main className="board" aria-label={t('desk.board.title')}>
      <section className="cards">
        <header>
          <h2>{t('desk.board.title')}</h2>
          <span className="q">{rows.length}</span>
        </header>
        {board.isPending && <Loading />}
        {board.isError && <ErrorState error={board.error} onRetry={board.refetch} />}
        {board.data && rows.length === 0 && (
          <EmptyState title={t('desk.board.emptyTitle')} hint={t('desk.board.emptyHint')} />
        )}
        <ul>
          {rows.map((one) => (
            <BoardCard key={one.card.id} row={one} on={one === row} onPick={setPicked} />
          ))}
        </ul>
      </section>
      {row ? <Sides row={row} onDecide={setUnit} onOpen={onOpen} /> : <section className="sides" />}
      {row && unit && (
        <DecideCoordination
          key={`${row.card.id} ${unit}`}
          row={row}
          unit={unit}
          onClose={() => setUnit(null)}
        />
      )}
    </main>
  );
}

function BoardCard({ row, on, onPick }: { row: CoordinationRow; on: boolean; onPick: (id: string) => void }) {
  const { t } = useWords();
  const city = useCity();
  const ref = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (on) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [on]);
  const { card } = row;
  return (
    <li ref={ref}>
      <button type="button" aria-current={on ? 'true' : undefined} onClick={() => onPick(card.id)}>
        <Light of={lightOfCard(card, city)} />
        <b className="cut">{city.category(card.categoryKey, true)}</b>
        <span className="q cut">{card.address ?? t('word.unknownPlace')}</span>
        <span className="q">
          {row.escalated
            ? t('desk.hand.leading-office')
            : t(row.candidates.length === 1 ? 'desk.board.candidate' : 'desk.board.candidates', {
                n: row.candidates.length,
              })}
        </span>
      </button>
    </li>
  );
}

interface SidesProps {
  readonly row: CoordinationRow;
  readonly onDecide: (unit: string) => void;
  readonly onOpen: (id: string) => void;
}

function Sides({ row, onDecide, onOpen }: SidesProps) {
  const { t, lang } = useWords();
  const city = useCity();
  const { card, candidates } = row;
  return (
    <section className="sides">
      <header>
        <p className="q">
          {splitNumber(card.number).head} <b>{splitNumber(card.number).tail}</b>
        </p>
        <h1>
          {[city.category(card.categoryKey), city.condition(card.conditionKey)].filter(Boolean).join(' · ')}
        </h1>
        <p className="q">{[card.address, city.area(card.subdistrict)].filter(Boolean).join(' · ')}</p>
        <p>
          {t('desk.board.why')}：{why(row.reason, lang, t)}
        </p>
        <button type="button" className="link" onClick={() => onOpen(card.id)}>
          <kbd>O</kbd> {t('desk.board.open')}
        </button>
      </header>
      <h3>{t('desk.board.decide')}</h3>
      {candidates.length === 0 && <p className="q">{t('desk.board.noCandidates')}</p>}
      <ol className="candidates">
        {candidates.map(({ unit, why: reason }, n) => (
          <li key={unit}>
            <button type="button" className="btn" disabled={!row.mayDispatch} onClick={() => onDecide(unit)}>
              <kbd>{n + 1}</kbd>
              {city.unit(unit)}
            </button>
            <span className="q">{why(reason, lang, t)}</span>
          </li>
        ))}
      </ol>
      <h3>{t('desk.board.router')}</h3>
      <ul className="steps">
        {row.explanation.map((step) => (
          <li key={`${step.code} ${JSON.stringify(step.params)}`} className={step.matched ? '' : 'qq'}>
            {explainText(step, lang)}
          </li>
        ))}
        {row.explanation.length === 0 && <li className="qq">{t('word.none')}</li>}
      </ul>
      <h3>{t('desk.board.said')}</h3>
      <Said row={row} />
    </section>
  );
}

function Said({ row }: { row: CoordinationRow }) {
  const { t, lang } = useWords();
  const city = useCity();
  const now = useMinute();
  return (
    <ul className="said">
      {row.said.map((one) => {
        const who = one.by.unit ? city.unit(one.by.unit, true) : t(`role.${one.by.role}`);
        const about = one.about && one.about !== one.by.unit ? city.unit(one.about, true) : '';
        return (
          <li key={one.seq}>
            <span className="qq">{city.time.dayTime(one.at, now)}</span>
            <span>
              <b>{[who, one.by.name].filter(Boolean).join(' ')}</b>{' '}
              {[t(`event.${one.type}`), about, one.reason ? why(one.reason, lang, t) : '']
                .filter(Boolean)
                .join(' · ')}
              {one.text && <q>{one.text}</q>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** A reason of the router, or a person's code. */
function why(reason: string, lang: 'zh' | 'en', t: ReturnType<typeof useWords>['t']): string {
  if (reason === 'router') return t('desk.board.byRouter');
  return hasWord(`reason.${reason}`) ? reasonWord(reason, t) : explainReason(reason, lang);
}
