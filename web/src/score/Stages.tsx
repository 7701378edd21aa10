import { useState } from 'react';
import type { PeriodStages } from '../../../core/contract/api/score.ts';
import { queryClient, useAnswer } from '../api/answers.ts';
import { call } from '../api/call.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { hasWord, useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { useMonthName } from './month.ts';

/** What becomes of the period next: the evaluator takes the step with one confirmation, others see it. */
export function Stages({ period }: { period: number }) {
  const { t } = useWords();
  const { me } = useCity();
  const [open, setOpen] = useState<'next' | 'kind' | 'revisions' | null>(null);
  const { data } = useAnswer('periodStages', { period }, { keep: true });
  if (!data) return null;
  const evaluator = me.user?.role === 'evaluator';
  const close = () => setOpen(null);
  return (
    <div data-stage={data.period.state}>
      <dt>{t('score.stages')}</dt>
      <dd className="stages">
        {evaluator && data.next && data.next.refused === null && (
          <button type="button" className="btn" data-next={data.next.to} onClick={() => setOpen('next')}>
            {t(`score.moveTo.${data.next.to}`)}
          </button>
        )}
        {evaluator && data.period.state === 'open' && (
          <button type="button" className="link" onClick={() => setOpen('kind')}>
            {t(data.period.formal ? 'score.makeTrial' : 'score.makeFormal')}
          </button>
        )}
        <Standing of={data} />
        {data.revision > 0 && (
          <button type="button" className="link" data-revisions onClick={() => setOpen('revisions')}>
            {t('appeal.revision', { n: data.revision })}
          </button>
        )}
      </dd>
      {open === 'next' && <Next of={data} onClose={close} />}
      {open === 'kind' && <Kind of={data} onClose={close} />}
      {open === 'revisions' && <Revisions of={data} onClose={close} />}
    </div>
  );
}

/** Until when the review or the appeals run; why the next step cannot be taken yet. */
function Standing({ of }: { of: PeriodStages }) {
  const { t } = useWords();
  const { time } = useCity();
  const until = of.period.state === 'published' ? of.appealsUntil : of.reviewUntil;
  if (of.period.state === 'open' || until === null) return null;
  const key = of.period.state === 'published' ? 'score.appealsUntil' : 'score.reviewUntil';
  return <span className="q">{t(key, { at: `${time.date(until)} ${time.time(until)}` })}</span>;
}

interface DialogOf {
  readonly of: PeriodStages;
  readonly onClose: () => void;
}

function Next({ of, onClose }: DialogOf) {
  const { t } = useWords();
  const month = useMonthName();
  const to = of.next?.to;
  if (to === undefined || to === 'open') return null;
  const move = async () => {
    await call('movePeriod', { period: of.period.id, to });
    void queryClient.invalidateQueries();
    onClose();
  };
  return (
    <Dialog title={month(of.period.name)} act={t(`score.moveTo.${to}`)} onAct={move} onClose={onClose}>
      <p>{t(`score.moveSays.${to}`)}</p>
      {of.appeals.open > 0 && <p>{t('score.openAppeals', { n: of.appeals.open })}</p>}
    </Dialog>
  );
}

function Kind({ of, onClose }: DialogOf) {
  const { t } = useWords();
  const month = useMonthName();
  const { formal, id, name } = of.period;
  const mark = async () => {
    await call('markPeriod', { period: id, formal: !formal });
    void queryClient.invalidateQueries();
    onClose();
  };
  return (
    <Dialog
      title={month(name)}
      act={t(formal ? 'score.makeTrial' : 'score.makeFormal')}
      onAct={mark}
      onClose={onClose}
    >
      <p>{t('score.kindSays')}</p>
    </Dialog>
  );
}

/** Every frozen result: when, why, and which units it changed; nothing was ever overwritten. */
function Revisions({ of, onClose }: DialogOf) {
  const { t } = useWords();
  const city = useCity();
  const month = useMonthName();
  return (
    <Dialog title={`${month(of.period.name)} · ${t('score.revisions')}`} onClose={onClose} wide>
      {of.revisions.map(({ revision, at, why, units }) => (
        <section key={revision} data-revision={revision}>
          <h3>
            {t('appeal.revision', { n: revision })} · {t(`score.because.${why}`)} · {city.time.date(at)}{' '}
            {city.time.time(at)}
          </h3>
          <table>
            <tbody>
              {units.map((unit) => (
                <tr key={unit.unit}>
                  <td className="cut">{city.unit(unit.unit, true)}</td>
                  <td className="num strong">{unit.score ?? '–'}</td>
                  <td className="num">{unit.shouldResolve}</td>
                  <td className="num">{unit.resolved}</td>
                  <td className="num">{unit.timely}</td>
                  <td className="num qq" title={unit.digest}>
                    {unit.digest.slice(0, 8)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
      {of.next?.refused && hasWord(`clause.${of.next.refused.replaceAll('.', '-')}`) && (
        <p className="q">{t(`clause.${of.next.refused.replaceAll('.', '-')}`)}</p>
      )}
    </Dialog>
  );
}
