import { useState } from 'react';
import type { PostRow, Posts } from '../../../core/contract/api/posts.ts';
import { call } from '../api/call.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { toast } from '../parts/Toast.tsx';
import { useMinute } from '../parts/ticker.ts';
import { LastHandover } from './Handover.tsx';
import { stretch } from './postTimes.ts';
import { Roster } from './Roster.tsx';

export type PostAct = 'absence' | 'roster' | 'give' | 'take' | 'cover';

interface PostCardProps {
  readonly post: PostRow;
  readonly all: Posts;
  readonly onAct: (act: PostAct, post: PostRow) => void;
  readonly onChanged: () => Promise<void>;
}

/** Gaps of the roster that are named one by one. */
const NAMED_GAPS = 3;
/** The server looks a week ahead; a minute of it may have gone since. */
const AHEAD_MS = 7 * 86_400_000 - 300_000;

/** One post: who is there now, what is missing, the days ahead, the last handover. */
export function PostCard({ post, all, onAct, onChanged }: PostCardProps) {
  const { t, lang } = useWords();
  const { time } = useCity();
  const now = useMinute();
  const name = (id: string | null) => (id === null ? t('posts.noSecond') : (all.names[id] ?? ''));
  const shift = post.shifts.find(({ user, from, to }) => user === post.onDuty && from <= now && now < to);
  return (
    <section className="postcard" aria-label={post[lang]}>
      <header>
        <h2>{post[lang]}</h2>
        <PostActs post={post} all={all} onAct={onAct} />
      </header>
      <dl className="now">
        {hasRoster(post) && (
          <div>
            <dt>{t('posts.onDuty')}</dt>
            <dd>
              {post.onDuty ? (
                <>
                  <b>{name(post.onDuty)}</b>{' '}
                  {shift && <span className="q">{t('posts.until', { at: time.due(shift.to, now) })}</span>}
                </>
              ) : (
                <b>{t('posts.nobodyOnDuty')}</b>
              )}
            </dd>
          </div>
        )}
        <div>
          <dt>{t('posts.holds')}</dt>
          <dd>
            {post.holder ? (
              <>
                <b>{name(post.holder.user)}</b> <span className="q">{t(`posts.as.${post.holder.as}`)}</span>
              </>
            ) : (
              <b>{t('posts.nobody')}</b>
            )}
          </dd>
        </div>
      </dl>
      <p className="qq">{t('posts.holders', { first: name(post.first), second: name(post.second) })}</p>
      <Warnings post={post} now={now} />
      <Absences post={post} all={all} now={now} onChanged={onChanged} />
      {hasRoster(post) && <Roster post={post} names={all.names} now={now} onChanged={onChanged} />}
      <LastHandover post={post} names={all.names} now={now} />
    </section>
  );
}

/** The centre is manned around the clock (spec 06); a unit's post has a roster once somebody makes one. */
function hasRoster({ unit, shifts }: PostRow): boolean {
  return unit === null || shifts.length > 0;
}

function PostActs({ post, all, onAct }: Omit<PostCardProps, 'onChanged'>) {
  const { t } = useWords();
  const me = useCity().me.user?.id;
  const open = post.handover !== null && post.handover.takenAt === null;
  const mine = me === post.first || me === post.second;
  const acts: readonly [PostAct, boolean, string][] = [
    ['take', post.maySign && open && post.handover?.givenBy !== me, 'posts.take'],
    ['give', post.maySign && !open, 'posts.give'],
    ['cover', all.mayCover.includes(post.code) && all.covering !== post.code, 'posts.cover'],
    ['absence', mine || post.mayHead, 'posts.announce'],
    ['roster', post.mayHead, 'posts.put'],
  ];
  return (
    <span className="acts">
      {acts
        .filter(([, may]) => may)
        .map(([act, , word]) => (
          <button
            key={act}
            type="button"
            className={act === 'take' ? 'btn pri' : 'btn'}
            onClick={() => onAct(act, post)}
          >
            {t(word)}
          </button>
        ))}
    </span>
  );
}

function Warnings({ post, now }: { post: PostRow; now: number }) {
  const { t } = useWords();
  const city = useCity();
  const gaps = hasRoster(post) ? post.gaps : [];
  // What reaches the end of the week looked at has no end that anybody knows.
  const named = gaps
    .slice(0, NAMED_GAPS)
    .map(({ from, to }) =>
      to - now < AHEAD_MS
        ? stretch(city, from, to, now)
        : t('posts.onwards', { at: city.time.due(from, now) }),
    );
  if (gaps.length > NAMED_GAPS) named.push(t('posts.more', { n: gaps.length - NAMED_GAPS }));
  return (
    <>
      {post.gapAt !== null && (
        <p className="postnote">{t('posts.gapFrom', { at: city.time.due(post.gapAt, now) })}</p>
      )}
      {gaps.length > 0 && <p className="postnote">{t('posts.rosterGap', { gaps: named.join('，') })}</p>}
    </>
  );
}

function Absences({ post, all, now, onChanged }: Omit<PostCardProps, 'onAct'> & { now: number }) {
  const { t } = useWords();
  const city = useCity();
  const [ending, setEnding] = useState<PostRow['absences'][number] | null>(null);
  if (post.absences.length === 0) return null;
  const me = city.me.user?.id;
  const end = async () => {
    if (!ending) return;
    await call('endAbsence', { post: post.code, id: ending.id });
    await onChanged();
    toast({ text: t('posts.ended') });
    setEnding(null);
  };
  return (
    <>
      <h3>{t('posts.absences')}</h3>
      <ul className="postrows">
        {post.absences.map((one) => (
          <li key={one.id}>
            <span>
              <b>{all.names[one.holder]}</b> {stretch(city, one.from, one.to, now)}
              {one.third && <span className="q"> · {t('posts.coverBy', { who: all.names[one.third] })}</span>}
              {one.note && <span className="q said">{one.note}</span>}
            </span>
            {(post.mayHead || one.holder === me) && (
              <button type="button" className="btn plain" onClick={() => setEnding(one)}>
                {t('posts.end')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {ending && (
        <Dialog title={t('posts.end')} act={t('posts.end')} onAct={end} onClose={() => setEnding(null)}>
          <p>{t('posts.endAsk', { who: all.names[ending.holder] })}</p>
        </Dialog>
      )}
    </>
  );
}
