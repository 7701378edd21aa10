import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { v7 as uuid } from 'uuid';
import type { CaseDetail } from '../../../core/contract/api/answers.ts';
import type { CameraRow } from '../../../core/contract/api/desk.ts';
import type { Channel } from '../../../core/rules/case/people.ts';
import { useAnswer } from '../api/answers.ts';
import { call } from '../api/call.ts';
import { patchLists } from '../api/caseList.ts';
import { CategoryFields } from '../case/forms/FileForm.tsx';
import { TextField } from '../case/forms/fields.tsx';
import { textOf } from '../case/forms/form.ts';
import { PhotoField } from '../case/forms/PhotoField.tsx';
import { Nearby } from '../case/Nearby.tsx';
import { CityMap } from '../map/CityMap.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { useWords } from '../parts/i18n.ts';
import { type CategoryEntry, type ConditionEntry, useCity } from '../parts/names.tsx';
import { toast } from '../parts/Toast.tsx';
import { FindPlace } from './FindPlace.tsx';
import { photosOfVideo, type VideoEvidence, VideoField } from './VideoField.tsx';

const CHANNELS_OF: Readonly<Record<string, readonly Channel[]>> = {
  'acceptance-officer': ['hotline', 'video'],
  leader: ['instruction'],
  'unit-dispatcher': ['unit'],
};

interface IntakeFormProps {
  /** A closed case that is not solved: the new one begins with what it was, and is linked to it. */
  readonly again?: CaseDetail;
  readonly onClose: () => void;
  readonly onDone: (id: string) => void;
}

/** Records what somebody else reports: a call, an instruction, a video. The place is set on the map. */
export function IntakeForm({ again, onClose, onDone }: IntakeFormProps) {
  const { t, lang } = useWords();
  const city = useCity();
  const { me } = city;
  const client = useQueryClient();
  const channels = CHANNELS_OF[me.user?.role ?? ''] ?? ['hotline'];
  const [id] = useState(() => uuid());
  const key = useRef({ body: '', key: '' });
  const [channel, setChannel] = useState<Channel>(channels[0] ?? 'hotline');
  const [category, setCategory] = useState<CategoryEntry | null>(
    city.categoryEntry(again?.card.categoryKey ?? null),
  );
  const [condition, setCondition] = useState<ConditionEntry | null>(
    city.conditionEntry(again?.card.conditionKey ?? null),
  );
  const [point, setPoint] = useState<readonly [number, number] | null>(
    again ? [again.card.lon, again.card.lat] : null,
  );
  const [address, setAddress] = useState(again?.card.address ?? '');
  const [component, setComponent] = useState<string | null>(again?.card.component ?? null);
  const [caller, setCaller] = useState({ name: '', phone: '' });
  const [text, setText] = useState('');
  const [photos, setPhotos] = useState<readonly string[]>([]);
  const [lon, lat] = point ?? [0, 0];
  const [camera, setCamera] = useState<CameraRow | null>(null);
  const [video, setVideo] = useState<VideoEvidence | null>(null);
  const watching = channel === 'video';
  const cameras = useAnswer('cameras', {}, { enabled: watching }).data?.cameras;
  const onCamera = useCallback((one: CameraRow) => {
    setCamera(one);
    setVideo(null);
    setPoint([one.lon, one.lat]);
    setComponent(null);
  }, []);
  const found = useAnswer('place', { lon, lat }, { enabled: point !== null, keep: true }).data;
  const known = found?.address?.[lang] ?? '';
  const send = async () => {
    if (!point) return;
    const frames = watching && video ? await photosOfVideo(video) : [];
    const body = {
      id,
      channel,
      categoryKey: category?.key ?? null,
      conditionKey: condition?.key ?? null,
      place: { lon, lat, accuracyM: null, address: textOf(address) ?? (known || null) },
      component,
      photos: [...frames, ...photos],
      text: textOf(text),
      ...(again && { again: again.card.id }),
      ...(channel === 'hotline' && { reporter: { name: textOf(caller.name), phone: textOf(caller.phone) } }),
    };
    if (key.current.body !== JSON.stringify(body)) key.current = { body: JSON.stringify(body), key: uuid() };
    const receipt = await call('report', body, { key: key.current.key });
    toast({ text: t('desk.intakeDone', { number: receipt.number }) });
    void patchLists(client, [receipt.id]);
    void client.invalidateQueries({ queryKey: ['counts'] });
    onClose();
    onDone(receipt.id);
  };
  return (
    <Dialog
      title={t(again ? 'desk.again' : 'desk.intake')}
      act={t('word.send')}
      ready={
        point !== null && (text.trim() !== '' || category !== null) && !(watching && video && !video.box)
      }
      onAct={send}
      onClose={onClose}
      wide
    >
      <div className="intake">
        <div className="fields">
          {channels.length > 1 && (
            <label className="field">
              <span>{t('ask.channel')}</span>
              <select value={channel} onChange={(event) => setChannel(event.target.value as Channel)}>
                {channels.map((one) => (
                  <option key={one} value={one}>
                    {t(`channel.${one}`)}
                  </option>
                ))}
              </select>
            </label>
          )}
          {watching && (
            <VideoField
              camera={camera?.code ?? null}
              onCamera={onCamera}
              evidence={video}
              onEvidence={setVideo}
            />
          )}
          {channel === 'hotline' && (
            <div className="two">
              <label className="field">
                <span>{t('ask.caller')}</span>
                <input
                  value={caller.name}
                  maxLength={80}
                  onChange={(event) => setCaller({ ...caller, name: event.target.value })}
                />
              </label>
              <label className="field">
                <span>{t('ask.phone')}</span>
                <input
                  value={caller.phone}
                  maxLength={40}
                  inputMode="tel"
                  onChange={(event) => setCaller({ ...caller, phone: event.target.value })}
                />
              </label>
            </div>
          )}
          <TextField value={text} onChange={setText} label={t('case.description')} first />
          <label className="field">
            <span>{t('ask.address')}</span>
            <input
              value={address}
              maxLength={200}
              placeholder={known}
              onChange={(event) => setAddress(event.target.value)}
            />
          </label>
          <PhotoField photos={photos} onChange={setPhotos} />
        </div>
        <div className="where">
          <FindPlace
            onFound={(found) => {
              setPoint([found.lon, found.lat]);
              setComponent(found.component);
              if (found.kind === 'address') setAddress(lang === 'zh' ? found.zh : found.en);
              const entry = city.categoryEntry(found.categoryKey);
              if (entry && !category) {
                setCategory(entry);
                setCondition(entry.conditions[0] ?? null);
              }
            }}
          />
          <p className="qq">{t('desk.unitPlace')}</p>
          <div className="mapbox">
            <CityMap
              place={point}
              cameras={watching ? cameras : undefined}
              camera={camera?.code ?? null}
              onCamera={onCamera}
              centre={point}
              onPlace={(x, y) => {
                setPoint([x, y]);
                setComponent(null);
              }}
              components
            />
          </div>
        </div>
      </div>
      <CategoryFields
        category={category}
        condition={condition}
        onCategory={setCategory}
        onCondition={setCondition}
      />
      {category && point && <Nearby card={{ id, categoryKey: category.key, lon, lat, component }} />}
    </Dialog>
  );
}
