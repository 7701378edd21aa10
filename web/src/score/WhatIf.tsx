import { type FormEvent, useState } from 'react';
import type { ScorePage } from '../../../core/contract/api/answers.ts';
import { useAnswer } from '../api/answers.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { ErrorState, Loading } from '../parts/States.tsx';
import { placesText } from './RankList.tsx';

interface Wish {
  readonly timely: string;
  readonly resolved: string;
  readonly deferral: string;
  readonly extension: string;
  readonly repeat: string;
  readonly timelyRule: 'allowance' | 'strict';
}

const START: Wish = {
  timely: '0.80',
  resolved: '0.20',
  deferral: '0.03',
  extension: '0.03',
  repeat: '0.03',
  timelyRule: 'allowance',
};
const SHARE = /^(0(\.\d{1,4})?|1(\.0{1,4})?)$/;

/** Another policy on this period, nothing touched: both rankings side by side. */
export function WhatIf({ page }: { page: ScorePage }) {
  const { t } = useWords();
  const [wish, setWish] = useState(START);
  const [tried, setTried] = useState<Wish | null>(null);
  const fine = (['timely', 'resolved', 'deferral', 'extension', 'repeat'] as const).every((name) =>
    SHARE.test(wish[name]),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fine) setTried(wish);
  };
  const field = (name: Exclude<keyof Wish, 'timelyRule'>, label: string) => (
    <label className="field">
      <span>{label}</span>
      <input
        value={wish[name]}
        inputMode="decimal"
        aria-invalid={!SHARE.test(wish[name])}
        onChange={(event) => setWish({ ...wish, [name]: event.target.value })}
      />
    </label>
  );
  return (
    <main className="sheet">
      <p className="q">{t('score.whatIfLead')}</p>
      <form className="wish" onSubmit={submit}>
        {field('timely', t('score.weightTimely'))}
        {field('resolved', t('score.weightResolved'))}
        {field('repeat', t('score.allowance', { kind: t('score.quota.repeat') }))}
        {field('extension', t('score.allowance', { kind: t('score.quota.extension') }))}
        {field('deferral', t('score.allowance', { kind: t('score.quota.deferral') }))}
        <label className="field">
          <span>{t('score.rule')}</span>
          <select
            value={wish.timelyRule}
            onChange={(event) => setWish({ ...wish, timelyRule: event.target.value as Wish['timelyRule'] })}
          >
            <option value="allowance">{t('score.allowanceRule')}</option>
            <option value="strict">{t('score.strictRule')}</option>
          </select>
        </label>
        <button type="submit" className="btn pri" disabled={!fine}>
          {t('score.try')}
        </button>
      </form>
      {!fine && <p role="alert">{t('score.badShare')}</p>}
      {tried && <Compared period={page.period.id} wish={tried} />}
    </main>
  );
}

function Compared({ period, wish }: { period: number; wish: Wish }) {
  const { t } = useWords();
  const city = useCity();
  const answer = useAnswer('scoreWhatIf', { period, ...wish }, { keep: true });
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  return (
    <table className="compared">
      <thead>
        <tr>
          <th>{t('score.unit')}</th>
          <th className="num" colSpan={2}>
            {t('score.actual')}
          </th>
          <th className="num" colSpan={2}>
            {t('score.tried')}
          </th>
          <th className="num">{t('score.change')}</th>
          <th className="num">{t('score.t')}</th>
        </tr>
      </thead>
      <tbody>
        {answer.data.units.map(({ unit, before, after }) => (
          <tr key={unit} data-tried={unit}>
            <td>{city.unit(unit, true)}</td>
            <td className="num qq">{before?.rank ?? '–'}</td>
            <td className="num">{before?.score ?? '–'}</td>
            <td className="num qq">{after.rank ?? '–'}</td>
            <td className="num strong">{after.score ?? '–'}</td>
            <td className="num">
              {placesText(before?.rank == null || after.rank === null ? null : before.rank - after.rank)}
            </td>
            <td className="num q">
              {before?.timely ?? '–'} → {after.timely}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
