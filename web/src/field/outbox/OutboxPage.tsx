import { useEffect, useState } from 'react';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { useNow } from '../../parts/ticker.ts';
import { hoursMinutes } from '../../parts/time.ts';
import { useUser } from '../session.ts';
import { type Room, roomLeft } from '../store/db.ts';
import { Top } from '../Top.tsx';
import { goTo } from '../tabs.ts';
import { useUpdate } from '../update.ts';
import { ItemRow } from './ItemRow.tsx';
import { isOwed, type OutboxItem, progressOf } from './item.ts';
import { useLineState } from './line.ts';
import { useOutbox } from './queue.ts';
import { retryNow } from './sender.ts';

const ENOUGH_BYTES = 200 * 1024 * 1024;
const FULL_BYTES = 40 * 1024 * 1024;
/** A phone's clock this far off is said. */
const CLOCK_OFF_MS = 120_000;

/** The truth about every item: where it is, and who has to do what. */
export function OutboxPage() {
  const { t, lang } = useWords();
  const { items } = useOutbox();
  const room = useRoom(items);
  const update = useUpdate();
  const owed = items.filter((item) => isOwed(item));
  const mb = (owed.reduce((all, item) => all + progressOf(item).bytes, 0) / 1_048_576).toFixed(1);
  const { clockOffMs } = useLineState();
  // What a person has to decide comes first, then what waits, then what has arrived.
  const rank = (item: OutboxItem) => (item.refused ? 0 : isOwed(item) ? 1 : 2);
  const sorted = [...items].sort((a, b) => rank(a) - rank(b) || b.deviceAt - a.deviceAt);
  return (
    <main className="page">
      <Top
        title={t('field.outbox.title')}
        beside={t('field.outbox.room', { mb, free: t(`field.outbox.${room}`) })}
      />
      <div className="page-body">
        <Summary owed={owed} />
        {clockOffMs !== null && Math.abs(clockOffMs) > CLOCK_OFF_MS && (
          <p className="strip" role="status">
            {t('field.outbox.clock', { time: hoursMinutes(Math.abs(clockOffMs), lang) })}
          </p>
        )}
        {room === 'roomFull' && owed.length > 0 && <p className="strip">{t('field.outbox.full')}</p>}
        {update === 'refused' && <p className="strip">{t('field.offline.cannot')}</p>}
        <ul>
          {sorted.map((item) => (
            <ItemRow key={item.id} item={item} />
          ))}
        </ul>
      </div>
    </main>
  );
}

function Summary({ owed }: { owed: readonly OutboxItem[] }) {
  const { t } = useWords();
  const city = useCity();
  const line = useLineState();
  const now = useNow();
  const user = useUser();
  const mine = owed.filter((item) => item.userId === user.id);
  const refused = mine.filter((item) => item.refused).length;
  const n = mine.length - refused;
  const last = line.lastOnlineAt;
  const first = Math.min(...mine.filter((item) => !item.refused).map((item) => item.nextAt));
  const next = Math.max(line.nextAt, first);
  const words = (): readonly [string, string] => {
    if (n === 0 && refused > 0)
      return [t('field.outbox.decide', { n: refused }), t('field.outbox.clearBody')];
    if (n === 0) return [t('field.outbox.clear'), t('field.outbox.clearBody')];
    if (line.state === 'signed-out')
      return [t('field.outbox.signedOut'), t('field.outbox.signedOutBody', { n })];
    if (line.state === 'sending') return [t('field.outbox.sending'), t('field.outbox.sendingBody', { n })];
    if (line.state === 'line-down' || !navigator.onLine)
      return [
        t('field.outbox.offline'),
        last === null
          ? t('field.outbox.offlineNever', { n })
          : t('field.outbox.offlineBody', { n, at: city.time.time(last) }),
      ];
    return [
      t('field.outbox.waiting'),
      t('field.outbox.waitingBody', { n, at: city.time.seconds(Math.max(now, next)) }),
    ];
  };
  const [title, body] = words();
  return (
    <section className="net" role="status">
      <b>{title}</b>
      <span>{body}</span>
      {n > 0 && line.state !== 'sending' && line.state !== 'signed-out' && (
        <button type="button" className="btn" onClick={() => void retryNow()}>
          {t('field.outbox.now')}
        </button>
      )}
      {line.state === 'signed-out' && n > 0 && (
        <button type="button" className="btn pri" onClick={() => goTo('outbox', 'login')}>
          {t('field.login.go')}
        </button>
      )}
    </section>
  );
}

function useRoom(items: readonly OutboxItem[]): 'roomEnough' | 'roomLow' | 'roomFull' {
  const [room, setRoom] = useState<Room | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again whenever the outbox changes
  useEffect(() => void roomLeft().then(setRoom), [items]);
  const free = room?.freeBytes ?? Number.POSITIVE_INFINITY;
  return free < FULL_BYTES ? 'roomFull' : free < ENOUGH_BYTES ? 'roomLow' : 'roomEnough';
}
