import './alarm.css';
import { useEffect, useSyncExternalStore } from 'react';
import type { EmergencyRow } from '../../../../core/contract/api/desk.ts';
import { useAnswer } from '../../api/answers.ts';
import { useGive } from '../../case/deed.ts';
import { useErrorWords } from '../../parts/errorWords.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { toast } from '../../parts/Toast.tsx';
import { useNow } from '../../parts/ticker.ts';
import { onSound, soundState, startAlarm, stopAlarm } from './sound.ts';

/** It climbs with time alone: asked for again without a fact. */
const ASK_MS = 10_000;
const SHOWN = 3;
const LEVELS = ['officers', 'lead', 'leader'] as const;
const HEAR = new Set(['acceptance-officer', 'dispatcher', 'supervision-officer', 'shift-lead', 'leader']);

/** Emergencies that sound at this desk now, the oldest first. */
export function useSounding(): readonly EmergencyRow[] {
  const role = useCity().me.user?.role ?? '';
  const asked = useAnswer(
    'emergencies',
    {},
    { enabled: HEAR.has(role), refetchInterval: ASK_MS, staleTime: 0 },
  );
  return (asked.data?.emergencies ?? []).filter(({ sounds }) => sounds);
}

/** A strip that sounds until somebody acknowledges each emergency by name. Always drawn; empty while all is quiet. */
export function Alarm({ rows, onPick }: { rows: readonly EmergencyRow[]; onPick: (id: string) => void }) {
  const { t } = useWords();
  const sound = useSyncExternalStore(onSound, soundState);
  const rings = rows.length > 0;
  useEffect(() => {
    if (rings) startAlarm();
    else stopAlarm();
    return stopAlarm;
  }, [rings]);
  return (
    <div className="alarm" data-sound={sound} role={rings ? 'alert' : undefined}>
      {rows.slice(0, SHOWN).map((row) => (
        <AlarmRow key={row.card.id} row={row} onPick={onPick} />
      ))}
      {rows.length > SHOWN && <p>{t('desk.alarm.more', { n: rows.length - SHOWN })}</p>}
      {rings && sound === 'blocked' && (
        <p>
          <button type="button" className="btn">
            {t('desk.alarm.unblock')}
          </button>{' '}
          {t('desk.alarm.blocked')}
        </p>
      )}
    </div>
  );
}

function AlarmRow({
  row: { card, raisedAt, level },
  onPick,
}: {
  row: EmergencyRow;
  onPick: (id: string) => void;
}) {
  const { t } = useWords();
  const city = useCity();
  const now = useNow();
  const acknowledge = useAcknowledge();
  const since = Math.max(0, Math.floor((now - raisedAt) / 1_000));
  const clock = `${Math.floor(since / 60)}:${String(since % 60).padStart(2, '0')}`;
  return (
    <div className="one">
      <strong>{t('word.urgent')}</strong>
      <button type="button" className="link cut" onClick={() => onPick(card.id)}>
        {[city.category(card.categoryKey, true), card.address].filter(Boolean).join(' · ')}
      </button>
      <span>{t(`desk.alarm.with.${LEVELS[Math.min(level, 2)] ?? 'officers'}`)}</span>
      <span className="num">{clock}</span>
      <button type="button" className="btn pri" onClick={() => void acknowledge(card.id)}>
        <kbd>Q</kbd>
        {t('desk.alarm.acknowledge', { name: city.me.user?.name ?? '' })}
      </button>
    </div>
  );
}

/** Acknowledges in the name of who is signed in. */
export function useAcknowledge(): (id: string) => Promise<void> {
  const give = useGive();
  const say = useErrorWords();
  const { t } = useWords();
  return async (id) => {
    try {
      await give(id, 'acknowledge-emergency', {});
      toast({ text: t('desk.alarm.done') });
    } catch (error) {
      toast({ text: say(error), urgent: true });
    }
  };
}
