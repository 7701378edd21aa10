import { useId, useState } from 'react';
import type { WallScene } from '../../../core/contract/api/wall.ts';
import { useAnswer } from '../api/answers.ts';
import { call } from '../api/call.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { useWords } from '../parts/i18n.ts';
import { Loading } from '../parts/States.tsx';
import { toast } from '../parts/Toast.tsx';

/** Roles that may hold a scene on the walls. */
export const MAY_PIN = new Set([
  'acceptance-officer',
  'dispatcher',
  'supervision-officer',
  'shift-lead',
  'leader',
  'leading-office',
]);

/** What the walls show: their rotation, or one scene until it is let go. */
export function WallScenes({ onClose }: { onClose: () => void }) {
  const { t, lang } = useWords();
  const name = useId();
  const wall = useAnswer('wall', {}, { staleTime: 0 });
  const ground = useAnswer('wallGround', {});
  const [chosen, setChosen] = useState<WallScene | null>();
  const now = chosen === undefined ? (wall.data?.scene ?? null) : chosen;
  const scenes: readonly (readonly [WallScene | null, string])[] = [
    [null, t('desk.walls.rotate')],
    ['city', t('desk.walls.city')],
    ...(ground.data?.areas ?? []).map((area) => [`area:${area.code}`, area[lang]] as const),
    ['ranking', t('desk.walls.ranking')],
  ];
  const send = async () => {
    await call('pinScene', { scene: now });
    toast({ text: t('desk.walls.done', { scene: scenes.find(([id]) => id === now)?.[1] ?? '' }) });
    onClose();
  };
  // What the walls showed when this was open before may be long past.
  const ready = wall.isFetchedAfterMount && wall.data !== undefined && ground.data !== undefined;
  return (
    <Dialog
      title={t('desk.walls.title')}
      act={t('desk.walls.act')}
      ready={ready}
      onAct={send}
      onClose={onClose}
    >
      <p className="q">{t('desk.walls.hint')}</p>
      {!ready && <Loading />}
      {ready && (
        <fieldset className="choices">
          <legend className="vh">{t('desk.walls.title')}</legend>
          {scenes.map(([id, label]) => (
            <label key={String(id)} className="choice">
              <input type="radio" name={name} checked={id === now} onChange={() => setChosen(id)} />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
      )}
    </Dialog>
  );
}
