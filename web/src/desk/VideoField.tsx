import { useState } from 'react';
import type { CameraFrame, CameraRow, PictureBox } from '../../../core/contract/api/desk.ts';
import { useAnswer } from '../api/answers.ts';
import { call, photoUrl } from '../api/call.ts';
import { useErrorWords } from '../parts/errorWords.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { PictureBoxes } from '../parts/PictureBoxes.tsx';

/** A frame of a camera with what the officer drew on it. */
export interface VideoEvidence {
  readonly camera: string;
  readonly frame: CameraFrame;
  readonly box: PictureBox | null;
}

interface VideoFieldProps {
  readonly camera: string | null;
  readonly onCamera: (camera: CameraRow) => void;
  readonly evidence: VideoEvidence | null;
  readonly onEvidence: (evidence: VideoEvidence | null) => void;
}

/** A camera of the register, its picture of now, and a box around what is reported. */
export function VideoField({ camera, onCamera, evidence, onEvidence }: VideoFieldProps) {
  const { t, lang } = useWords();
  const { time } = useCity();
  const say = useErrorWords();
  const cameras = useAnswer('cameras', {}).data?.cameras ?? [];
  const [state, setState] = useState<{ busy: boolean; error: string | null }>({ busy: false, error: null });
  const fetchFrame = async () => {
    if (!camera) return;
    setState({ busy: true, error: null });
    try {
      onEvidence({ camera, frame: await call('fetchFrame', { camera }), box: null });
      setState({ busy: false, error: null });
    } catch (error) {
      setState({ busy: false, error: say(error) });
    }
  };
  const answers = cameras.find(({ code }) => code === camera)?.answers ?? false;
  const at = evidence?.frame.cameraAt ?? null;
  if (cameras.length === 0) return <p className="q">{t('desk.video.none')}</p>;
  return (
    <div className="video">
      <div className="two">
        <label className="field">
          <span>{t('desk.video.camera')}</span>
          <select
            value={camera ?? ''}
            onChange={(event) => {
              const found = cameras.find(({ code }) => code === event.target.value);
              if (found) onCamera(found);
            }}
          >
            <option value="" disabled>
              {t('desk.video.choose')}
            </option>
            {cameras.map((one) => (
              <option key={one.code} value={one.code}>
                {[one[lang], one.owner, one.answers ? '' : t('desk.video.dumb')].filter(Boolean).join(' · ')}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="btn"
          disabled={!answers || state.busy}
          onClick={() => void fetchFrame()}
        >
          {t(evidence ? 'desk.video.again' : 'desk.video.fetch')}
        </button>
      </div>
      {state.busy && <p role="status">{t('desk.video.busy')}</p>}
      {state.error && <p role="alert">{state.error}</p>}
      {evidence && (
        <>
          <p className="q">
            {t('desk.video.times', {
              camera: at === null ? t('word.none') : time.seconds(at),
              server: time.seconds(evidence.frame.fetchedAt),
            })}
          </p>
          <PictureBoxes
            key={evidence.frame.frame}
            src={photoUrl(evidence.frame.hash)}
            alt={t('desk.video.frame')}
            boxes={evidence.box ? [evidence.box] : []}
            onChange={([box]) => onEvidence({ ...evidence, box: box ?? null })}
            most={1}
          />
        </>
      )}
    </div>
  );
}

/** Photos of the report: the copy with the box first, the frame as it came beside it. */
export async function photosOfVideo({ frame, box }: VideoEvidence): Promise<string[]> {
  if (!box) return [frame.hash];
  const { marked } = await call('markFrame', { frame: frame.frame, box });
  return [marked, frame.hash];
}
