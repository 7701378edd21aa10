import { z } from 'zod';
import type { ExplanationStep } from '../../rules/case/events.ts';
import type { Role } from '../../rules/case/people.ts';
import type { CaseCard } from './answers.ts';
import { caseId, code, lat, lon, photoHash, text } from './shapes.ts';

/** An emergency that nobody has acknowledged. `sounds`: at the desk of who asks (spec 02: it climbs with time). */
export interface EmergencyRow {
  readonly card: CaseCard;
  /** 0 officers, 1 the shift lead too, 2 the leader too. */
  readonly level: number;
  readonly raisedAt: number;
  readonly sounds: boolean;
}

/** A case of unclear responsibility with all that a decision needs. */
export interface CoordinationRow {
  readonly card: CaseCard;
  /** It is with the leading office. */
  readonly escalated: boolean;
  /** Why it stands here: the router's reason or a person's. */
  readonly reason: string;
  readonly candidates: readonly { readonly unit: string; readonly why: string }[];
  readonly explanation: readonly ExplanationStep[];
  /** What units and officers said of it, oldest first. */
  readonly said: readonly {
    readonly seq: number;
    readonly type: string;
    readonly at: number;
    readonly reason: string | null;
    readonly text: string | null;
    readonly by: { readonly role: Role; readonly name: string | null; readonly unit: string | null };
    /** The unit that it is about: whom it was sent to. */
    readonly about: string | null;
  }[];
  /** Who asks may dispatch it. */
  readonly mayDispatch: boolean;
}

const share = z.number().min(0).max(1);
/** A box on a picture as shares of its width and height, from the upper left corner. */
export const pictureBox = z
  .object({ x: share, y: share, w: share.min(0.005), h: share.min(0.005) })
  .refine(({ x, y, w, h }) => x + w <= 1.000_001 && y + h <= 1.000_001, 'reaches beyond the picture');
export type PictureBox = z.infer<typeof pictureBox>;

/** Without boxes only with `nothing`: the officer has looked and found nothing to hide. */
export const blurInput = z
  .object({
    caseId,
    photo: photoHash,
    boxes: z.array(pictureBox).max(60),
    nothing: z.boolean().default(false),
  })
  .refine(
    ({ boxes, nothing }) => boxes.length > 0 || nothing,
    'needs a box, or the word that nothing is to hide',
  );

export const cameraInput = z.object({
  code,
  zh: text(80).min(1),
  en: text(80).min(1),
  owner: text(80).min(1),
  lon,
  lat,
  bearing: z.number().int().min(0).max(359).nullable(),
  snapshotUrl: z
    .string()
    .max(500)
    .refine(
      (given) => URL.canParse(given) && /^https?:$/.test(new URL(given).protocol),
      'is no http(s) address',
    )
    .refine(
      (given) => !URL.canParse(given) || new URL(given).username === '',
      'must not hold a name or password',
    ),
  closed: z.boolean().default(false),
  /** Where the camera asks who fetches; empty: it does not. */
  user: text(80).default(''),
  /** Kept and never given back; absent: as it was, at the same address only. */
  password: z.string().min(1).max(200).optional(),
});

export interface CameraRow {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly owner: string;
  readonly lon: number;
  readonly lat: number;
  readonly bearing: number | null;
  readonly closed: boolean;
  /** It has an address that frames are fetched from. */
  readonly answers: boolean;
  /** To administrators alone. */
  readonly snapshotUrl: string | null;
  /** The name that frames are fetched with, to administrators alone; null: none. Its password is never told. */
  readonly user: string | null;
}

/** A list as a file that is made, or was. */
export interface ExportJob {
  readonly id: string;
  readonly format: 'xlsx' | 'csv';
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly askedAt: number;
  /** Null until they are counted. */
  readonly rowsAll: number | null;
  readonly rowsDone: number;
  readonly bytes: number | null;
}

export const frameInput = z.object({ camera: code });
export const markInput = z.object({ frame: z.uuid(), box: pictureBox });

/** A frame as it was fetched; `cameraAt` is the camera's own time where it says one. */
export interface CameraFrame {
  readonly frame: string;
  readonly hash: string;
  readonly width: number;
  readonly height: number;
  readonly cameraAt: number | null;
  readonly fetchedAt: number;
}
