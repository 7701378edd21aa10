import { lazy, Suspense, useState } from 'react';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { toast } from '../../parts/Toast.tsx';
import { Camera } from '../photo/Camera.tsx';
import { OwnPhoto } from '../photo/Picture.tsx';
import { PlaceRow } from '../place/PlaceRow.tsx';
import { usePlaceFacts } from '../place/placeFacts.ts';
import type { PositionState } from '../place/position.ts';
import { goTo } from '../tabs.ts';
import { ComponentPick } from './ComponentPick.tsx';
import { ConditionPick } from './ConditionPick.tsx';
import { Duplicates } from './Duplicates.tsx';
import { type Draft, missingOf } from './draft.ts';
import { useNearby } from './nearby.ts';

const PlacePicker = lazy(async () => ({ default: (await import('../place/PlacePicker.tsx')).PlacePicker }));
const VoiceNote = lazy(async () => ({ default: (await import('../voice/VoiceNote.tsx')).VoiceNote }));
const CategoryPick = lazy(async () => ({ default: (await import('./CategoryPick.tsx')).CategoryPick }));

interface ReportFormProps {
  readonly draft: Draft;
  readonly position: PositionState;
  readonly update: (change: Partial<Draft>) => void;
  readonly onSend: (address: string | null) => Promise<void>;
  readonly onDrop: () => Promise<void>;
}

type Open = 'place' | 'category' | 'drop' | null;

/** After the photo three taps are enough: what it is, what is wrong, send. */
export function ReportForm({ draft, position, update, onSend, onDrop }: ReportFormProps) {
  const { t } = useWords();
  const [open, setOpen] = useState<Open>(null);
  const [busy, setBusy] = useState(false);
  const nearby = useNearby(draft.place);
  const facts = usePlaceFacts(draft.place);
  const close = () => setOpen(null);
  const [speaking, setSpeaking] = useState(false);
  const missing = speaking ? 'voice' : missingOf(draft);
  const send = async () => {
    setBusy(true);
    await onSend(facts.address).finally(() => setBusy(false));
  };
  const dropQuietly = async () => {
    await onDrop();
    toast({ text: t('field.duplicate.dropped') });
  };
  return (
    <main className="page report">
      <h1 className="vh">{t('field.tab.report')}</h1>
      <div className="page-body">
        <Shots draft={draft} update={update} onDrop={() => setOpen('drop')} />
        <PlaceRow place={draft.place} position={position} onOpen={() => setOpen('place')} />
        <ComponentPick
          draft={draft}
          nearby={nearby}
          onComponent={(one) =>
            update({
              component: one.code,
              categoryKey: one.categoryKey,
              conditionKey: null,
              noComponent: false,
            })
          }
          onSearch={() => setOpen('category')}
        />
        <ConditionPick draft={draft} onChoose={(conditionKey) => update({ conditionKey })} />
        <Duplicates draft={draft} onDrop={() => void dropQuietly()} />
        <Note draft={draft} update={update} onBusy={setSpeaking} />
      </div>
      <div className="go">
        <button
          type="button"
          className="btn pri big"
          disabled={missing !== null || busy}
          onClick={() => void send()}
        >
          {t(missing ? `field.send.miss.${missing}` : 'field.send.go')}
        </button>
      </div>
      <Suspense fallback={null}>
        {open === 'place' && (
          <PlacePicker
            place={draft.place}
            onPlace={(place) => update({ place, component: null })}
            onClose={close}
          />
        )}
        {open === 'category' && (
          <CategoryPick
            onClose={close}
            onPick={(category) => {
              const only = category.conditions.length === 1 ? category.conditions[0] : undefined;
              update({
                categoryKey: category.key,
                conditionKey: only?.key ?? null,
                component: null,
                noComponent: true,
              });
              close();
            }}
          />
        )}
      </Suspense>
      {open === 'drop' && (
        <Dialog title={t('field.drop.title')} act={t('field.drop.act')} onAct={onDrop} onClose={close}>
          <p>{t('field.drop.body', { n: draft.photos.length })}</p>
          <button type="button" className="btn" onClick={() => goTo('tasks')}>
            {t('field.drop.later')}
          </button>
        </Dialog>
      )}
    </main>
  );
}

function Shots({
  draft,
  update,
  onDrop,
}: Pick<ReportFormProps, 'draft' | 'update'> & { onDrop: () => void }) {
  const { t } = useWords();
  const [busy, setBusy] = useState(false);
  const last = draft.photos.at(-1) ?? null;
  const add = (photos: readonly string[]) => (photo: { hash: string; data: ArrayBuffer }) =>
    update({
      photos: [...photos.filter((hash) => hash !== photo.hash), photo.hash],
      photoBytes: { ...draft.photoBytes, [photo.hash]: photo.data.byteLength },
    });
  return (
    <div className="shot">
      <OwnPhoto hash={last} alt={t('field.photo.alt')} />
      <button type="button" className="z" aria-label={t('field.photo.cancel')} onClick={onDrop}>
        ✕
      </button>
      <Camera userId={draft.userId} className="x" onPhoto={add(draft.photos.slice(0, -1))} onBusy={setBusy}>
        {t('field.photo.again')}
      </Camera>
      <Camera
        userId={draft.userId}
        className="m"
        onPhoto={add(draft.photos)}
        onBusy={setBusy}
        disabled={draft.photos.length >= 6}
      >
        {t('field.photo.more')}
      </Camera>
      <span className="n">
        {busy ? t('field.photo.busy') : t('field.photo.one', { n: draft.photos.length })}
      </span>
    </div>
  );
}

/** What cannot be chosen is written or said; both are the person's to leave out. */
function Note({
  draft,
  update,
  onBusy,
}: Pick<ReportFormProps, 'draft' | 'update'> & { onBusy: (busy: boolean) => void }) {
  const { t } = useWords();
  const [writes, setWrites] = useState(draft.text !== '');
  const [speaks, setSpeaks] = useState(!!draft.voice);
  return (
    <>
      {writes && (
        <label className="field sec">
          <span>{t('field.note.label')}</span>
          <textarea
            value={draft.text}
            maxLength={2000}
            onChange={(event) => update({ text: event.target.value })}
          />
        </label>
      )}
      {speaks && (
        <Suspense fallback={null}>
          <VoiceNote draft={draft} update={update} onBusy={onBusy} />
        </Suspense>
      )}
      <div className="links sec-more">
        {!writes && (
          <button type="button" className="link" onClick={() => setWrites(true)}>
            {t('field.note.add')}
          </button>
        )}
        {!speaks && (
          <button type="button" className="link" onClick={() => setSpeaks(true)}>
            {t('field.note.say')}
          </button>
        )}
      </div>
    </>
  );
}
