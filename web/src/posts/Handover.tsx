import { useState } from 'react';
import { v7 as uuid } from 'uuid';
import type { Matters, PostRow, Posts } from '../../../core/contract/api/posts.ts';
import { useAnswer } from '../api/answers.ts';
import { call } from '../api/call.ts';
import { TextField } from '../case/forms/fields.tsx';
import { lightOfCard } from '../parts/cardLight.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { useWords } from '../parts/i18n.ts';
import { Light } from '../parts/Light.tsx';
import { useCity } from '../parts/names.tsx';
import { ErrorState, Loading } from '../parts/States.tsx';
import { toast } from '../parts/Toast.tsx';
import { useMinute } from '../parts/ticker.ts';

interface HandoverDialogProps {
  readonly post: PostRow;
  readonly all: Posts;
  readonly onClose: () => void;
  readonly onChanged: () => Promise<void>;
}

/** The first signature: what is open, a note, and the name of who goes. */
export function GiveDialog({ post, onClose, onChanged }: HandoverDialogProps) {
  const { t, lang } = useWords();
  const { me } = useCity();
  const [id] = useState(() => uuid());
  const [note, setNote] = useState('');
  const send = async () => {
    await call('giveOver', { id, post: post.code, note: note.trim() }, { key: id });
    await onChanged();
    toast({ text: t('posts.given') });
    onClose();
  };
  return (
    <Dialog
      title={t('posts.giveTitle', { post: post[lang] })}
      act={t('posts.giveAct', { who: me.user?.name })}
      ready={note.trim() !== ''}
      onAct={send}
      onClose={onClose}
      wide
    >
      <OpenMatters post={post.code} />
      {post.unit === null && <OtherCounts />}
      <TextField value={note} onChange={setNote} needed label={t('posts.note')} first />
    </Dialog>
  );
}

/** The second signature: what went over, and the name of who comes. */
export function TakeDialog({ post, all, onClose, onChanged }: HandoverDialogProps) {
  const { t, lang } = useWords();
  const { me, time } = useCity();
  const now = useMinute();
  const { handover } = post;
  const send = async () => {
    await call('takeOver', { id: handover?.id ?? '' });
    await onChanged();
    toast({ text: t('posts.taken') });
    onClose();
  };
  if (!handover) return null;
  return (
    <Dialog
      title={t('posts.takeTitle', { post: post[lang] })}
      act={t('posts.takeAct', { who: me.user?.name })}
      onAct={send}
      onClose={onClose}
      wide
    >
      <p>{t('posts.givenBy', { who: all.names[handover.givenBy], at: time.past(handover.givenAt, now) })}</p>
      <p className="said">{handover.note}</p>
      <OpenMatters post={post.code} handover={handover.id} />
    </Dialog>
  );
}

interface LastHandoverProps {
  readonly post: PostRow;
  readonly names: Posts['names'];
  readonly now: number;
}

/** Who gave the post over and who took it; while one signature is missing it says so. */
export function LastHandover({ post, names, now }: LastHandoverProps) {
  const { t } = useWords();
  const { me, time } = useCity();
  const { handover } = post;
  if (!handover) return post.unit === null ? <p className="qq">{t('posts.noHandover')}</p> : null;
  const { givenBy, givenAt, takenBy, takenAt } = handover;
  return (
    <>
      <h3>{t('posts.handover')}</h3>
      <p>
        {t('posts.givenBy', { who: names[givenBy], at: time.past(givenAt, now) })} ·{' '}
        {takenBy !== null && takenAt !== null ? (
          t('posts.takenBy', { who: names[takenBy], at: time.past(takenAt, now) })
        ) : (
          <b>{t('posts.waits')}</b>
        )}
        {' · '}
        {t('posts.red')} {handover.red.length} · {t('posts.emergencies')} {handover.emergencies.length}
      </p>
      {takenAt === null && givenBy === me.user?.id && <p className="q">{t('posts.waitsOther')}</p>}
      <p className="q said">{handover.note}</p>
    </>
  );
}

function OpenMatters({ post, handover }: { post: string; handover?: string }) {
  const { t } = useWords();
  const matters = useAnswer('handoverMatters', { post, ...(handover && { handover }) }, { staleTime: 0 });
  if (matters.isPending) return <Loading />;
  if (!matters.data) return <ErrorState error={matters.error} onRetry={matters.refetch} />;
  return (
    <>
      <MatterList label={t('posts.emergencies')} of={matters.data.emergencies} />
      <MatterList label={t('posts.red')} of={matters.data.red} />
    </>
  );
}

function MatterList({ label, of }: { label: string; of: Matters }) {
  const { t } = useWords();
  const city = useCity();
  const settled = of.all - of.open;
  const unseen = of.open - of.cases.length;
  return (
    <section className="matters">
      <h3>
        {label} {of.all > 0 ? t('posts.some', { n: of.all }) : t('posts.nothing')}
        {settled > 0 && <span className="q"> · {t('posts.settled', { n: settled })}</span>}
      </h3>
      <ul>
        {of.cases.map((card) => (
          <li key={card.id}>
            <Light of={lightOfCard(card, city)} />
            <span className="cut">
              {city.category(card.categoryKey, true)} <span className="q">{card.address ?? card.number}</span>
            </span>
            <span className="q cut">
              {card.unit ? city.unit(card.unit, true) : t(`status.${card.status}`)}
            </span>
          </li>
        ))}
      </ul>
      {unseen > 0 && <p className="q">{t('posts.moreCases', { n: unseen })}</p>}
    </section>
  );
}

/** What else waits in the lists beside the queues. */
function OtherCounts() {
  const { t } = useWords();
  const counts = useAnswer('counts', {}).data;
  if (!counts) return null;
  const { views, hands } = counts;
  return (
    <p className="q">
      {t('posts.open')}：
      {t('posts.counts', {
        approvals: views.approvals.open,
        supervision: views.supervision.open,
        collector: views['no-collector'].open,
        coordination: hands.find(({ hand }) => hand === 'coordination')?.open ?? 0,
      })}
    </p>
  );
}
