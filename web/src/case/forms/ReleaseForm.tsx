import { useId, useState } from 'react';
import type { PictureBox } from '../../../../core/contract/api/desk.ts';
import { call, photoUrl } from '../../api/call.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { PictureBoxes } from '../../parts/PictureBoxes.tsx';
import { useCaseTitle } from '../title.ts';
import type { FormProps } from './form.ts';

const MOST_BOXES = 60;

/** Hide people and plates in boxes, look at the copy that was made, release it; the original stays here. */
export function ReleaseForm({ detail, submit, onClose }: FormProps) {
  const { t } = useWords();
  const title = useCaseTitle();
  const name = useId();
  const photos = detail.photos.filter(({ arrived, role }) => arrived && role !== 'photoReleased');
  const [photo, setPhoto] = useState(photos[0]?.hash ?? null);
  const [boxes, setBoxes] = useState<readonly PictureBox[]>([]);
  const [nothing, setNothing] = useState(false);
  const [blurred, setBlurred] = useState<string | null>(null);
  const make = async () => {
    if (!photo) return;
    const body = { caseId: detail.card.id, photo, boxes: [...boxes], nothing: boxes.length === 0 && nothing };
    setBlurred((await call('blurPhoto', body)).blurred);
  };
  if (photo && blurred)
    return (
      <Dialog
        key="release"
        title={t('act.release-photo')}
        act={t('act.release-photo')}
        onAct={() => submit('release-photo', { photo, blurred })}
        onClose={onClose}
        wide
      >
        <p>{t('desk.release.look')}</p>
        <div className="compare">
          <img src={photoUrl(blurred)} alt={t('desk.release.copy')} />
        </div>
        <button type="button" className="link" onClick={() => setBlurred(null)}>
          {t('desk.release.again')}
        </button>
      </Dialog>
    );
  return (
    <Dialog
      key="boxes"
      title={t('act.release-photo')}
      act={t('desk.release.make')}
      ready={photo !== null && (boxes.length > 0 || nothing)}
      onAct={make}
      onClose={onClose}
      wide
    >
      <p>{title(detail.card)}</p>
      {photos.length === 0 && <p className="q">{t('case.noPhotos')}</p>}
      {photos.length > 1 && (
        <fieldset className="pickphoto">
          <legend className="vh">{t('case.photos')}</legend>
          {photos.map(({ hash, role }) => (
            <label key={hash}>
              <input
                type="radio"
                name={name}
                checked={hash === photo}
                onChange={() => {
                  setPhoto(hash);
                  setBoxes([]);
                }}
              />
              <img src={photoUrl(hash, 'thumb')} alt={t(`event.${role}`)} />
            </label>
          ))}
        </fieldset>
      )}
      {photo && (
        <PictureBoxes
          key={photo}
          src={photoUrl(photo)}
          alt={t('desk.release.original')}
          boxes={boxes}
          onChange={setBoxes}
          most={MOST_BOXES}
          hiding
        />
      )}
      <p className="q">{t('desk.release.hint')}</p>
      <label>
        <input
          type="checkbox"
          checked={nothing}
          disabled={boxes.length > 0}
          onChange={(event) => setNothing(event.target.checked)}
        />{' '}
        {t('desk.release.nothing')}
      </label>
    </Dialog>
  );
}
