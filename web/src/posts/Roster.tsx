import { useState } from 'react';
import { v7 as uuid } from 'uuid';
import type { PostRow, Posts } from '../../../core/contract/api/posts.ts';
import { call } from '../api/call.ts';
import { serverNow } from '../api/serverClock.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { toast } from '../parts/Toast.tsx';
import { PersonSelect, TimesFields } from './fields.tsx';
import { instantOf, localOf, stretch } from './postTimes.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const SHIFT_HOURS = 12;

type Shift = PostRow['shifts'][number];

interface RosterProps {
  readonly post: PostRow;
  readonly names: Posts['names'];
  readonly now: number;
  readonly onChanged: () => Promise<void>;
}

/** The shifts of the next seven days, day by day. */
export function Roster({ post, names, now, onChanged }: RosterProps) {
  const { t } = useWords();
  const city = useCity();
  const [dropping, setDropping] = useState<Shift | null>(null);
  const days = new Map<string, Shift[]>();
  for (const one of post.shifts) {
    const day = city.time.isoDate(Math.max(one.from, now));
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  const drop = async () => {
    if (!dropping) return;
    await call('takeOffDuty', { post: post.code, id: dropping.id });
    await onChanged();
    toast({ text: t('posts.dropped') });
    setDropping(null);
  };
  const when = (one: Shift) => stretch(city, one.from, one.to, now);
  return (
    <>
      <h3>{t('posts.roster')}</h3>
      {post.shifts.length === 0 && <p className="q">{t('posts.noRoster')}</p>}
      <ol className="roster">
        {[...days].map(([day, shifts]) => (
          <li key={day}>
            <span className="q">{city.time.day(Math.max(shifts[0]?.from ?? now, now))}</span>
            {shifts.map((one) => (
              <span key={one.id} className={one.from <= now ? 'shift on' : 'shift'}>
                {city.time.time(one.from)}–{city.time.time(one.to)} <b>{names[one.user]}</b>
                {post.mayHead && (
                  <button
                    type="button"
                    className="link"
                    aria-label={t('posts.drop', { who: names[one.user], when: when(one) })}
                    onClick={() => setDropping(one)}
                  >
                    ×
                  </button>
                )}
              </span>
            ))}
          </li>
        ))}
      </ol>
      {dropping && (
        <Dialog
          title={t('posts.dropShort')}
          act={t('posts.dropShort')}
          onAct={drop}
          onClose={() => setDropping(null)}
        >
          <p>
            <b>{names[dropping.user]}</b> {when(dropping)}
          </p>
          <p>{t('posts.dropAsk')}</p>
        </Dialog>
      )}
    </>
  );
}

interface RosterDialogProps {
  readonly post: PostRow;
  readonly all: Posts;
  readonly onClose: () => void;
  readonly onChanged: () => Promise<void>;
}

/** Puts somebody on the roster; it begins where the roster ends, or at the first gap. */
export function RosterDialog({ post, all, onClose, onChanged }: RosterDialogProps) {
  const { t, lang } = useWords();
  const city = useCity();
  const [id] = useState(() => uuid());
  const [first] = useState(() => nextHour(post.gaps[0]?.from ?? post.shifts.at(-1)?.to ?? serverNow()));
  const [user, setUser] = useState(post.first);
  const [from, setFrom] = useState(localOf(city, first));
  const [to, setTo] = useState(localOf(city, Math.min(first + SHIFT_HOURS * HOUR, endOfGap(post, first))));
  const body = { id, post: post.code, user, from: instantOf(city, from), to: instantOf(city, to) };
  const send = async () => {
    await call('putOnDuty', body, { key: id });
    await onChanged();
    toast({ text: t('posts.added') });
    onClose();
  };
  return (
    <Dialog
      title={t('posts.putTitle', { post: post[lang] })}
      act={t('posts.put')}
      ready={body.from > 0 && body.to > body.from}
      onAct={send}
      onClose={onClose}
    >
      <PersonSelect label={t('posts.who')} people={all.people} value={user} onChange={setUser} />
      <TimesFields from={from} to={to} onFrom={setFrom} onTo={setTo} />
    </Dialog>
  );
}

function nextHour(at: number): number {
  return Math.ceil(at / HOUR) * HOUR;
}

function endOfGap({ gaps }: PostRow, from: number): number {
  const gap = gaps.find((one) => one.from <= from && from < one.to);
  return gap && gap.to - from < DAY ? gap.to : Number.MAX_SAFE_INTEGER;
}
