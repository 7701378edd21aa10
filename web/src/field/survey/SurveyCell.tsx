import { useState } from 'react';
import { v7 } from 'uuid';
import { COMPONENT_STATUSES, type ComponentStatus } from '../../../../core/rules/component/status.ts';
import { useAnswer } from '../../api/answers.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { Loading } from '../../parts/States.tsx';
import { toast } from '../../parts/Toast.tsx';
import { useDuty } from '../duty/duty.ts';
import { type Deed, newItem } from '../outbox/item.ts';
import { enqueue } from '../outbox/queue.ts';
import { sendNow } from '../outbox/sender.ts';
import { Camera } from '../photo/Camera.tsx';
import { metresBetween } from '../place/geometry.ts';
import { usePosition } from '../place/position.ts';
import { Options } from '../report/Options.tsx';
import { Sheet } from '../Sheet.tsx';
import { useUser } from '../session.ts';
import { isFull, type KeptPhoto } from '../store/db.ts';
import { useCellWork } from './cellWork.ts';
import type { SurveyTask } from './surveyTasks.ts';

interface SurveyCellProps {
  readonly task: SurveyTask;
  readonly onClose: () => void;
}

/** Component by component: as recorded, or otherwise with a photo; then the cell is done. Works without a network. */
export function SurveyCell({ task, onClose }: SurveyCellProps) {
  const { t } = useWords();
  const city = useCity();
  const { work, change } = useCellWork(task.key);
  const put = usePut(task);
  const recorded = useRecorded(task);
  const [other, setOther] = useState<{ readonly code: string; readonly photo: KeptPhoto } | null>(null);
  if (!work) return <Loading />;
  const left = task.components.filter((code) => !work.seen.includes(code) && !work.proposed.includes(code));
  const see = (codes: readonly string[]) =>
    change((now) => ({ ...now, seen: [...new Set([...now.seen, ...codes])] }));
  const propose = async (code: string, photo: KeptPhoto, status: ComponentStatus) => {
    const body = { kind: 'status', component: code, status, survey: task.survey } as const;
    if (!(await put({ kind: 'proposal', body }, [photo]))) return;
    setOther(null);
    change((now) => ({
      ...now,
      seen: now.seen.filter((one) => one !== code),
      proposed: [...new Set([...now.proposed, code])],
    }));
  };
  const done = async () => {
    const seen = work.seen.filter((code) => task.components.includes(code));
    const body = { survey: task.survey, cell: task.cell, seen };
    if (await put({ kind: 'survey', body }, [])) onClose();
  };
  return (
    <Sheet
      title={t('field.survey.title', { title: task.title, cell: task.cell.slice(-3) })}
      back={t('field.category.back')}
      onClose={onClose}
      foot={
        left.length > 0 ? (
          <button type="button" className="btn big" onClick={() => see(left)}>
            {t('field.survey.rest', { n: left.length })}
          </button>
        ) : (
          <button type="button" className="btn pri big" onClick={() => void done()}>
            {t('field.survey.send')}
          </button>
        )
      }
    >
      <p className="sec q">
        {t('field.survey.count', {
          category: city.category(task.categoryKey, true),
          done: task.components.length - left.length,
          all: task.components.length,
        })}
      </p>
      <ul>
        {recorded.map(({ code, name, status, metres }) => (
          <li key={code} className="sv-one">
            <p className="it-head">
              <b className="cut">{name ?? code.slice(-6)}</b>
              {metres !== null && <small>{t('field.component.meters', { m: metres })}</small>}
            </p>
            {other?.code === code ? (
              <Options
                name={`status-${code}`}
                title={t('field.survey.what')}
                options={COMPONENT_STATUSES.filter((one) => one !== status).map((one) => ({
                  key: one,
                  label: t(`field.survey.status.${one}`),
                }))}
                chosen={null}
                onChoose={(key) => void propose(code, other.photo, key as ComponentStatus)}
              />
            ) : (
              <div className="bt">
                {work.proposed.includes(code) ? (
                  <p className="q">{t('field.survey.proposed')}</p>
                ) : (
                  <>
                    <Camera
                      userId={put.userId}
                      className="btn"
                      onPhoto={(photo) => setOther({ code, photo })}
                    >
                      {t('field.survey.other')}
                    </Camera>
                    <button
                      type="button"
                      className="btn"
                      aria-pressed={work.seen.includes(code)}
                      onClick={() => see([code])}
                    >
                      {t('field.survey.same')}
                    </button>
                  </>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
      <NewOne
        task={task}
        put={put}
        added={work.added}
        onAdded={() => change((now) => ({ ...now, added: now.added + 1 }))}
      />
    </Sheet>
  );
}

interface NewOneProps {
  readonly task: SurveyTask;
  readonly put: Put;
  readonly added: number;
  readonly onAdded: () => void;
}

/** What stands here and is not in the register: a photo at the place where one stands. */
function NewOne({ task, put, added, onAdded }: NewOneProps) {
  const { t } = useWords();
  const duty = useDuty();
  const { fix } = usePosition(duty.on);
  const add = async (photo: KeptPhoto) => {
    if (!fix) return;
    const place = { lon: fix.lon, lat: fix.lat };
    const body = { kind: 'new', categoryKey: task.categoryKey, place, survey: task.survey } as const;
    if (await put({ kind: 'proposal', body }, [photo])) onAdded();
  };
  return (
    <section className="sec sv-new">
      <p className="q">{added > 0 ? t('field.survey.added', { n: added }) : t('field.survey.newHint')}</p>
      <Camera userId={put.userId} className="btn wide" disabled={!fix} onPhoto={add}>
        {t(fix ? 'field.survey.new' : 'field.survey.noPlace')}
      </Camera>
    </section>
  );
}

interface Put {
  (deed: Deed, photos: readonly KeptPhoto[]): Promise<boolean>;
  readonly userId: string;
}

/** Puts an answer into the outbox; false when it did not get in, which is said. */
function usePut(task: SurveyTask): Put {
  const { t } = useWords();
  const user = useUser();
  const put = async (deed: Deed, photos: readonly KeptPhoto[]) => {
    const item = newItem({
      id: v7(),
      userId: user.id,
      userName: user.name,
      deviceAt: Date.now(),
      deed,
      label: { categoryKey: task.categoryKey, conditionKey: null, address: null, number: null },
      photos: photos.map(({ hash, data }) => ({ hash, bytes: data.byteLength })),
    });
    try {
      await enqueue(item);
    } catch (error) {
      toast({ text: t(isFull(error) ? 'field.send.full' : 'field.send.failed'), urgent: true });
      return false;
    }
    toast({ text: t('field.do.saved') });
    void sendNow();
    return true;
  };
  return Object.assign(put, { userId: user.id });
}

/** The components of the cell as this phone knows them from the beat, the nearest first. */
function useRecorded(task: SurveyTask) {
  const beat = useAnswer('beat', {}).data;
  const duty = useDuty();
  const { fix } = usePosition(duty.on);
  const known = new Map((beat?.components ?? []).map((one) => [one.code, one]));
  return task.components
    .map((code) => {
      const one = known.get(code);
      const metres = one && fix ? Math.round(metresBetween(fix, one)) : null;
      return { code, name: one?.name ?? null, status: one?.status ?? null, metres };
    })
    .sort(
      (a, b) =>
        (a.metres ?? Number.POSITIVE_INFINITY) - (b.metres ?? Number.POSITIVE_INFINITY) ||
        (a.code < b.code ? -1 : 1),
    );
}
