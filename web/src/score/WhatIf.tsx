import { type FormEvent, useState } from 'react';
import type { ScorePage } from '../../../core/contract/api/answers.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { Compared, type Wish } from './Compared.tsx';

const START = {
  timely: '0.80',
  resolved: '0.20',
  deferral: '0.03',
  extension: '0.03',
  repeat: '0.03',
  timelyRule: 'allowance' as 'allowance' | 'strict',
  freeDays: '',
  limitPercent: '100',
  limitCategory: '',
};
type Form = typeof START;
const SHARES = ['timely', 'resolved', 'repeat', 'extension', 'deferral'] as const;
const DAYS = /^(\d{4}-\d{2}-\d{2}([,\s]+\d{4}-\d{2}-\d{2}){0,30})?$/;
const SHARE = /^(0(\.\d{1,4})?|1(\.0{1,4})?)$/;

/** Another policy, other limits or free days on this period, nothing touched: both rankings side by side. */
export function WhatIf({ page }: { page: ScorePage }) {
  const { t } = useWords();
  const city = useCity();
  const [wish, setWish] = useState(START);
  const [tried, setTried] = useState<Wish | null>(null);
  const wrong = {
    shares: SHARES.some((name) => !SHARE.test(wish[name])),
    days: !DAYS.test(wish.freeDays.trim()),
    percent: !/^\d{2,4}$/.test(wish.limitPercent) || Number(wish.limitPercent) > 1_000,
  };
  const fine = !wrong.shares && !wrong.days && !wrong.percent;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fine) setTried(wishOf(wish));
  };
  const field = (name: (typeof SHARES)[number], label: string) => (
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
            onChange={(event) => setWish({ ...wish, timelyRule: event.target.value as Form['timelyRule'] })}
          >
            <option value="allowance">{t('score.allowanceRule')}</option>
            <option value="strict">{t('score.strictRule')}</option>
          </select>
        </label>
        <label className="field">
          <span>{t('score.freeDays')}</span>
          <input
            name="freeDays"
            value={wish.freeDays}
            placeholder="2026-10-09"
            aria-invalid={wrong.days}
            onChange={(event) => setWish({ ...wish, freeDays: event.target.value })}
          />
        </label>
        <label className="field">
          <span>{t('score.limitPercent')}</span>
          <input
            name="limitPercent"
            value={wish.limitPercent}
            inputMode="numeric"
            aria-invalid={wrong.percent}
            onChange={(event) => setWish({ ...wish, limitPercent: event.target.value })}
          />
        </label>
        <label className="field">
          <span>{t('score.limitCategory')}</span>
          <select
            value={wish.limitCategory}
            onChange={(event) => setWish({ ...wish, limitCategory: event.target.value })}
          >
            <option value="">{t('score.limitAll')}</option>
            {city.categories.map(({ key }) => (
              <option key={key} value={key}>
                {city.category(key)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="btn pri" disabled={!fine}>
          {t('score.try')}
        </button>
      </form>
      {wrong.shares && <p role="alert">{t('score.badShare')}</p>}
      {(wrong.days || wrong.percent) && <p role="alert">{t('score.badTry')}</p>}
      {tried && <Compared key={JSON.stringify(tried)} page={page} wish={tried} />}
    </main>
  );
}

function wishOf({ freeDays, limitPercent, limitCategory, ...policy }: Form): Wish {
  const days = freeDays
    .trim()
    .split(/[,\s]+/)
    .filter(Boolean)
    .join(',');
  return {
    ...policy,
    limitPercent: Number(limitPercent),
    ...(days === '' ? {} : { freeDays: days }),
    ...(limitCategory === '' ? {} : { limitCategory }),
  };
}
