import { useState } from 'react';
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
import { Sheet } from '../Sheet.tsx';
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
  const [closer, setCloser] = useState(false);
  const [no, yes, cannot] = SAYS[task.task];
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
        <Earlier of="before" task={task} hash={before} onLook={() => setCloser(true)} />
        {task.task === 'check' && (
          <Earlier of="after" task={task} hash={after} onLook={() => setCloser(true)} />
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
        {t('field.tasks.cannot', { kind: t(`field.tasks.${task.task}`).toLowerCase() })}
      </button>
      {closer && <Closer task={task} onClose={() => setCloser(false)} />}
    </div>
  );
}

interface EarlierProps {
  readonly of: 'before' | 'after';
  readonly task: TaskCard;
  readonly hash: string | null;
  readonly onLook?: () => void;
}

const NO_PHOTO = { before: 'noBefore', after: 'noAfter' } as const;

/** A photo of the report or of the feedback, with its time; a tap shows it larger. */
function Earlier({ of, task, hash, onLook }: EarlierProps) {
  const { t } = useWords();
  const city = useCity();
  const at = city.time.past(of === 'before' ? task.reportedAt : task.changedAt, serverNow());
  const words = t(`field.tasks.${hash ? of : NO_PHOTO[of]}`, { at });
  const photo = <CasePhoto hash={hash} alt={words} />;
  return (
    <figure>
      {onLook && hash ? (
        <button type="button" className="look" title={t('field.tasks.closer')} onClick={onLook}>
          {photo}
        </button>
      ) : (
        photo
      )}
      <figcaption>{words}</figcaption>
    </figure>
  );
}

/** All earlier photos of a task as large as the screen allows. */
function Closer({ task, onClose }: { task: TaskCard; onClose: () => void }) {
  const { t } = useWords();
  const city = useCity();
  const before = task.photosBefore.length > 0 ? task.photosBefore : [task.photo];
  return (
    <Sheet title={city.category(task.categoryKey, true)} back={t('field.category.back')} onClose={onClose}>
      <div className="closer">
        {before.map((hash) => (
          <Earlier key={hash} of="before" task={task} hash={hash} />
        ))}
        {task.photosAfter.map((hash) => (
          <Earlier key={hash} of="after" task={task} hash={hash} />
        ))}
      </div>
    </Sheet>
  );
}
