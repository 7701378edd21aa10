import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CameraRow } from '../../../../core/contract/api/desk.ts';
import { useAnswer } from '../../api/answers.ts';
import { call } from '../../api/call.ts';
import { CityMap } from '../../map/CityMap.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { ErrorState, Loading } from '../../parts/States.tsx';
import { toast } from '../../parts/Toast.tsx';

const NAMES = ['code', 'zh', 'en', 'owner', 'snapshotUrl'] as const;

/** The camera register: place, view, owner, and the address that frames are fetched from. */
export function Cameras() {
  const { t, lang } = useWords();
  const answer = useAnswer('cameras', {});
  const [open, setOpen] = useState<CameraRow | 'new' | null>(null);
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const { cameras } = answer.data;
  return (
    <>
      <header className="head">
        <h2>{t('admin.section.cameras')}</h2>
        <button type="button" className="btn pri" onClick={() => setOpen('new')}>
          {t('admin.camera.add')}
        </button>
      </header>
      {cameras.length === 0 && <p className="q">{t('admin.camera.none')}</p>}
      {cameras.length > 0 && (
        <table className="list">
          <thead>
            <tr>
              <th>{t('admin.camera.code')}</th>
              <th>{t('admin.camera.name')}</th>
              <th>{t('admin.camera.owner')}</th>
              <th className="num">{t('admin.camera.bearing')}</th>
              <th>{t('admin.camera.snapshotUrl')}</th>
            </tr>
          </thead>
          <tbody>
            {cameras.map((one) => (
              <tr key={one.code} className={one.closed ? 'qq' : undefined}>
                <td>
                  <button type="button" className="link" onClick={() => setOpen(one)}>
                    {one.code}
                  </button>
                </td>
                <td>{one[lang]}</td>
                <td>{one.owner}</td>
                <td className="num">{one.bearing === null ? '–' : `${one.bearing}°`}</td>
                <td>{one.snapshotUrl}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {open && <CameraDialog camera={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </>
  );
}

function CameraDialog({ camera, onClose }: { camera: CameraRow | null; onClose: () => void }) {
  const { t } = useWords();
  const city = useCity();
  const client = useQueryClient();
  const [point, setPoint] = useState<readonly [number, number] | null>(
    camera ? [camera.lon, camera.lat] : null,
  );
  const [names, setNames] = useState({
    code: camera?.code ?? '',
    zh: camera?.zh ?? '',
    en: camera?.en ?? '',
    owner: camera?.owner ?? '',
    snapshotUrl: camera?.snapshotUrl ?? '',
  });
  const [bearing, setBearing] = useState(String(camera?.bearing ?? ''));
  const [login, setLogin] = useState({ user: camera?.user ?? '', password: '' });
  const [closed, setClosed] = useState(camera?.closed ?? false);
  const looks = bearing.trim() === '' ? null : Number(bearing);
  const sound = looks === null || (Number.isInteger(looks) && looks >= 0 && looks < 360);
  const save = async () => {
    if (!point) return;
    const [lon, lat] = point;
    const { user, password } = login;
    const secret = user !== '' && password !== '' ? { password } : {};
    await call('keepCamera', { ...names, lon, lat, bearing: looks, closed, user, ...secret });
    toast({ text: t('admin.camera.saved') });
    onClose();
    await client.invalidateQueries({ queryKey: ['cameras'] });
  };
  return (
    <Dialog
      wide
      title={camera ? camera.code : t('admin.camera.add')}
      act={t('admin.save')}
      onAct={save}
      ready={point !== null && sound && NAMES.every((name) => names[name].trim() !== '')}
      onClose={onClose}
    >
      <div className="grid">
        {NAMES.map((name) => (
          <label key={name} className={name === 'snapshotUrl' ? 'field wide' : 'field'}>
            <span>{t(`admin.camera.${name}`)}</span>
            <input
              value={names[name]}
              disabled={name === 'code' && camera !== null}
              placeholder={name === 'snapshotUrl' ? 'http://10.0.0.5/snapshot.jpg' : undefined}
              onChange={(event) => setNames({ ...names, [name]: event.target.value })}
            />
          </label>
        ))}
        <label className="field">
          <span>{t('admin.camera.user')}</span>
          <input
            value={login.user}
            maxLength={80}
            autoComplete="off"
            onChange={(event) => setLogin({ ...login, user: event.target.value })}
          />
        </label>
        <label className="field">
          <span>{t('admin.camera.password')}</span>
          <input
            type="password"
            value={login.password}
            maxLength={200}
            autoComplete="new-password"
            disabled={login.user === ''}
            placeholder={camera?.user ? t('admin.camera.keptPassword') : undefined}
            onChange={(event) => setLogin({ ...login, password: event.target.value })}
          />
        </label>
        <label className="field">
          <span>{t('admin.camera.bearingLong')}</span>
          <input value={bearing} inputMode="numeric" onChange={(event) => setBearing(event.target.value)} />
        </label>
        <label>
          <input type="checkbox" checked={closed} onChange={(event) => setClosed(event.target.checked)} />{' '}
          {t('admin.camera.closed')}
        </label>
      </div>
      <p className="q">{t(point ? 'admin.camera.placed' : 'admin.camera.place')}</p>
      <div className="cameraplace">
        <CityMap
          place={point}
          centre={point ?? city.me.city.centre}
          onPlace={(lon, lat) => setPoint([lon, lat])}
        />
      </div>
    </Dialog>
  );
}
