import type { TaskCard } from '../../../../core/contract/api/answers.ts';
import { serverNow } from '../../api/serverClock.ts';
import { lightOfCard } from '../../parts/cardLight.ts';
import { useWords } from '../../parts/i18n.ts';
import { Light } from '../../parts/Light.tsx';
import { useCity } from '../../parts/names.tsx';
import type { TaskCommand } from '../outbox/item.ts';
import { Camera } from '../photo/Camera.tsx';
import { CasePhoto } from '../photo/Picture.tsx';
import { metresBetween, type Point, walkMinutes } from '../place/geometry.ts';
import { useUser } from '../session.ts';
import type { Doing } from './DoTask.tsx';

interface TaskRowProps {
  readonly task: TaskCard;
  readonly from: Point | null;
  readonly queued: boolean;
  readonly open: boolean;
  readonly onOpen: () => void;
}

/** One task in the list: light, what, where, how far. */
export function TaskRow({ task, from, queued, open, onOpen }: TaskRowProps) {
  const { t } = useWords();
  const city = useCity();
  const metres = from && metresBetween(from, task);
  return (
    <button type="button" className="tk" aria-expanded={open} onClick={onOpen}>
      <Light of={lightOfCard(task, city)} />
      <span className="tk-what">
        <b className="cut">{city.category(task.categoryKey, true)}</b>
        <small className="cut">
          {queued ? t('field.tasks.queued') : (task.address ?? t('word.unknownPlace'))}
        </small>
      </span>
      <span className="d">
        {metres !== null && (
          <>
            <b>
              {metres < 1000
                ? t('field.component.meters', { m: Math.round(metres / 10) * 10 })
                : `${(metres / 1000).toFixed(1)} km`}
            </b>
            <small>{t('field.tasks.walk', { n: walkMinutes(metres) })}</small>
          </>
        )}
      </span>
    </button>
  );
}

const SAYS: Readonly<
  Record<TaskCard['task'], readonly [no: TaskCommand, yes: TaskCommand, cannot: TaskCommand]>
> = {
  check: ['fail', 'pass', 'cannot-check'],
  verify: ['deny', 'confirm', 'cannot-verify'],
};

/** An open task: the earlier photos side by side, and the two answers, each with a photo. */
export function TaskOpen({ task, onDo }: { task: TaskCard; onDo: (doing: Doing) => void }) {
  const { t } = useWords();
  const city = useCity();
  const { id } = useUser();
  const [no, yes, cannot] = SAYS[task.task];
  const now = serverNow();
  const before = task.photosBefore[0] ?? task.photo;
  const after = task.photosAfter.at(-1) ?? null;
  const answer = (command: TaskCommand, className: string) => (
    <Camera
      userId={id}
      className={`btn ${className}`}
      onPhoto={(photo) =>
        onDo({ task, command, photos: [{ hash: photo.hash, bytes: photo.data.byteLength }], at: Date.now() })
      }
    >
      {t(`field.tasks.${command}`)}
    </Camera>
  );
  return (
    <div className="ex">
      <p className="q">
        {[city.condition(task.conditionKey), t('field.tasks.number', { number: task.number.slice(-6) })]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div className={task.task === 'check' ? 'pp' : 'pp one'}>
        <figure>
          <CasePhoto hash={before} alt={t('field.tasks.before', { at: '' })} />
          <figcaption>
            {before
              ? t('field.tasks.before', { at: city.time.dayTime(task.reportedAt, now) })
              : t('field.tasks.noBefore')}
          </figcaption>
        </figure>
        {task.task === 'check' && (
          <figure>
            <CasePhoto hash={after} alt={t('field.tasks.after', { at: '' })} />
            <figcaption>
              {after
                ? t('field.tasks.after', { at: city.time.dayTime(task.changedAt, now) })
                : t('field.tasks.noAfter')}
            </figcaption>
          </figure>
        )}
      </div>
      <div className="bt">
        {answer(no, '')}
        {answer(yes, 'pri')}
      </div>
      <button
        type="button"
        className="link sec-more"
        onClick={() => onDo({ task, command: cannot, photos: [], at: Date.now() })}
      >
        {t('field.tasks.cannot', { kind: t(`field.tasks.${task.task}`) })}
      </button>
    </div>
  );
}
