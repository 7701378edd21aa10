import type { EndpointInput } from '../../../../core/contract/api/endpoints.ts';

export interface DraftPlace {
  readonly lon: number;
  readonly lat: number;
  readonly accuracyM: number | null;
  /** `gps`, the photo's own, or set on the map by hand. */
  readonly from: 'gps' | 'photo' | 'hand';
}

/** A report that is being entered; kept at every change, so that nothing typed is lost. */
export interface Draft {
  readonly userId: string;
  /** The report's id from the first moment on. */
  readonly id: string;
  /** Device time of the first photo, epoch ms. */
  readonly deviceAt: number;
  readonly photos: readonly string[];
  /** Size of each photo, for the bar of the outbox. */
  readonly photoBytes: Readonly<Record<string, number>>;
  readonly place: DraftPlace | null;
  readonly address: string | null;
  readonly component: string | null;
  /** The person said that it is no component, or looked for the category. */
  readonly noComponent: boolean;
  readonly categoryKey: string | null;
  readonly conditionKey: string | null;
  readonly text: string;
  /** A voice note; drafts of an older version of the page have none. */
  readonly voice?: DraftVoice | null;
}

export interface DraftVoice {
  readonly hash: string;
  readonly bytes: number;
  readonly ms: number;
}

/** Hashes of all bytes that a draft needs. */
export function heldBy({ photos, voice }: Draft): string[] {
  return voice ? [...photos, voice.hash] : [...photos];
}

/** What is missing before it can be sent. */
export function missingOf(draft: Draft): 'photo' | 'place' | 'category' | 'condition' | null {
  if (draft.photos.length === 0) return 'photo';
  if (!draft.place) return 'place';
  if (!draft.categoryKey) return 'category';
  return draft.conditionKey ? null : 'condition';
}

/** The body of the report that a whole draft stands for. */
export function bodyOf(draft: Draft): Omit<EndpointInput<'report'>, 'id' | 'photos' | 'observedAt'> {
  if (!draft.place) throw new Error('a draft without a place is not sent');
  const { lon, lat, accuracyM } = draft.place;
  return {
    categoryKey: draft.categoryKey,
    conditionKey: draft.conditionKey,
    place: { lon, lat, accuracyM, address: null },
    component: draft.component,
    ...(draft.text.trim() !== '' && { text: draft.text.trim() }),
  };
}
