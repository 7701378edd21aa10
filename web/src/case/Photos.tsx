import './photos.css';
import { useState } from 'react';
import type { CaseDetail } from '../../../core/contract/api/answers.ts';
import { photoUrl } from '../api/call.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { hasWord, useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { useMinute } from '../parts/ticker.ts';

type Photo = CaseDetail['photos'][number];

/** Photos side by side, before and after, each with what it is of; one opens in full. */
export function Photos({ photos }: { photos: readonly Photo[] }) {
  const { t } = useWords();
  const [open, setOpen] = useState<Photo | null>(null);
  if (photos.length === 0) return <p className="qq">{t('case.noPhotos')}</p>;
  return (
    <div className="photos">
      {photos.map((photo) => (
        <PhotoFigure
          key={`${photo.role} ${photo.at} ${photo.hash}`}
          photo={photo}
          onOpen={() => setOpen(photo)}
        />
      ))}
      {open && (
        <Dialog title={roleWord(open.role, t)} wide onClose={() => setOpen(null)}>
          <div className="compare">
            {besides(photos, open).map((photo) => (
              <figure key={photo.hash}>
                <img src={photoUrl(photo.hash)} alt={roleWord(photo.role, t)} />
                <figcaption>{roleWord(photo.role, t)}</figcaption>
              </figure>
            ))}
          </div>
        </Dialog>
      )}
    </div>
  );
}

function PhotoFigure({ photo, onOpen }: { photo: Photo; onOpen: () => void }) {
  const { t, lang } = useWords();
  const { time } = useCity();
  const now = useMinute();
  const what = roleWord(photo.role, t);
  // Of a frame the camera's own time counts.
  const at = time.dayTime(photo.camera?.at ?? photo.at, now);
  return (
    <figure>
      {photo.arrived ? (
        <button type="button" onClick={onOpen} aria-label={t('case.photoOf', { what, at })}>
          <img src={photoUrl(photo.hash, 'thumb')} alt="" loading="lazy" />
        </button>
      ) : (
        <span className="missing">{t('case.photoMissing')}</span>
      )}
      <figcaption>
        <span className="cut">{photo.camera ? photo.camera[lang] : what}</span>
        <span>{at}</span>
      </figcaption>
    </figure>
  );
}

/** A photo of the result stands beside the first one of the report, so that both can be compared. */
function besides(photos: readonly Photo[], open: Photo): Photo[] {
  const before = photos.find((photo) => photo.role === 'reported' && photo.arrived);
  return before && before.hash !== open.hash ? [before, open] : [open];
}

/** The role of a photo is the event that brought it. */
function roleWord(role: string, t: ReturnType<typeof useWords>['t']): string {
  return hasWord(`event.${role}`) ? t(`event.${role}`) : role;
}
