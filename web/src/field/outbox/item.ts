import type { CaseCommandInput } from '../../../../core/contract/api/caseCommands.ts';
import type { EndpointInput } from '../../../../core/contract/api/endpoints.ts';
import type { ErrorCode } from '../../../../core/contract/errors.ts';

/** The commands that a collector gives from the street. */
export type TaskCommand = 'confirm' | 'deny' | 'cannot-verify' | 'pass' | 'fail' | 'cannot-check';

/** What is sent; immutable once it is queued. The instant of the act is added when it is first tried. */
export type Deed =
  | { readonly kind: 'report'; readonly body: Omit<EndpointInput<'report'>, 'id' | 'photos' | 'observedAt'> }
  | {
      readonly kind: 'task';
      readonly caseId: string;
      readonly command: TaskCommand;
      readonly body: Omit<CaseCommandInput<'fail'>, 'photos' | 'observedAt' | 'reason'> & {
        readonly reason?: string;
      };
    }
  | {
      readonly kind: 'proposal';
      readonly body: Omit<EndpointInput<'proposeComponent'>, 'id' | 'photos'>;
    }
  | { readonly kind: 'survey'; readonly body: EndpointInput<'surveyCell'> };

/** A photo or a voice note: bytes under their hash, sent in parts. */
export interface ItemPhoto {
  readonly hash: string;
  readonly bytes: number;
  /** Bytes that the server has said it holds. */
  readonly received: number;
  /** The server has stored it whole. */
  readonly stored: boolean;
  /** It is no photo but a voice note of this length, ms. */
  readonly voiceMs?: number;
}

/** The words under which a person finds the item again, without any look-up. */
export interface ItemLabel {
  readonly categoryKey: string | null;
  readonly conditionKey: string | null;
  readonly address: string | null;
  readonly number: string | null;
}

export interface Trouble {
  readonly code: ErrorCode;
  readonly message: string;
  readonly clause: string | null;
  /** Device time, epoch ms. */
  readonly at: number;
}

/** One thing to be sent, with the truth about it. */
export interface OutboxItem {
  /** UUID made on the device before the first try: the report's own id and the key of the request. */
  readonly id: string;
  /** Locked to this person until it is sent. */
  readonly userId: string;
  readonly userName: string;
  /** Device time of the act, epoch ms. */
  readonly deviceAt: number;
  /** The same by the server's clock; set once, before the first try, so that a second try is the same body. */
  readonly observedAt: number | null;
  readonly deed: Deed;
  readonly label: ItemLabel;
  readonly photos: readonly ItemPhoto[];
  /** A tiny JPEG of the first photo, to find the item again after the bytes have gone. */
  readonly thumb: ArrayBuffer | null;
  /** `text`: not acknowledged yet; `photos`: the text is; `receipt`: all is there, the receipt is owed; `sent`. */
  readonly stage: 'text' | 'photos' | 'receipt' | 'sent';
  /** A rule refused it: nothing was written, a person has to decide. */
  readonly refused: Trouble | null;
  /** Why the last try did not get through; it will be tried again. */
  readonly trouble: Trouble | null;
  readonly tries: number;
  /** Not tried again before this, device time, epoch ms. */
  readonly nextAt: number;
  readonly caseNumber: string | null;
  readonly sentAt: number | null;
}

/** A new item, ready to be sent at once. */
export function newItem(
  given: Pick<OutboxItem, 'id' | 'userId' | 'userName' | 'deviceAt' | 'deed' | 'label'> & {
    readonly photos: readonly Pick<ItemPhoto, 'hash' | 'bytes' | 'voiceMs'>[];
  },
): OutboxItem {
  return {
    ...given,
    photos: given.photos.map((one) => ({ ...one, received: 0, stored: false })),
    observedAt: null,
    thumb: null,
    stage: 'text',
    refused: null,
    trouble: null,
    tries: 0,
    nextAt: 0,
    caseNumber: null,
    sentAt: null,
  };
}

/** Still the phone's: neither sent nor given up. */
export function isOwed(item: OutboxItem): boolean {
  return item.stage !== 'sent';
}

/** May be tried now. A refused item waits for a person. */
export function isDue(item: OutboxItem, now: number): boolean {
  return isOwed(item) && item.refused === null && item.nextAt <= now;
}

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 300_000;

/** How long to wait after the n-th failed try (1, 2, …), ms: doubling, capped, ±25 % by `random` in [0, 1). */
export function backOffMs(tries: number, random: number): number {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(20, Math.max(0, tries - 1)));
  return Math.round(wait * (0.75 + random / 2));
}

/** What a failed try means for the item, and for all others. */
export type Meaning = 'refused' | 'later' | 'line-down' | 'signed-out' | 'reload-token';

const REFUSED: ReadonlySet<ErrorCode> = new Set([
  'bad-input',
  'forbidden',
  'not-found',
  'conflict',
  'too-large',
  'not-a-photo',
  'refused',
]);

/** Reads an error: only a rule's own "no" is final; everything else is tried again. */
export function meaningOf(code: ErrorCode, clause: string | null): Meaning {
  if (code === 'not-signed-in') return 'signed-out';
  if (code === 'forbidden' && clause === 'csrf') return 'reload-token';
  // The bytes were changed under way or a part was lost: the phone's own are sound, they go again.
  if (clause === 'photo.hash' || clause === 'photo.part') return 'later';
  if (code === 'unavailable') return 'line-down';
  return REFUSED.has(code) ? 'refused' : 'later';
}

/** The item after a failed try. */
export function failed(
  item: OutboxItem,
  trouble: Trouble,
  random: number,
  retryAfterMs: number | null = null,
): OutboxItem {
  const meaning = meaningOf(trouble.code, trouble.clause);
  if (meaning === 'refused') return { ...item, refused: trouble, trouble: null };
  const tries = item.tries + 1;
  const wait = Math.max(retryAfterMs ?? 0, backOffMs(tries, random));
  return { ...item, trouble, tries, nextAt: trouble.at + wait };
}

/** A surveyed cell counts on the proposals that were made in it: it is told after them. */
export function isTooSoon({ deed, userId }: OutboxItem, all: readonly OutboxItem[]): boolean {
  if (deed.kind !== 'survey') return false;
  const { survey } = deed.body;
  return all.some(
    (one) =>
      one.deed.kind === 'proposal' &&
      one.deed.body.survey === survey &&
      one.userId === userId &&
      one.stage === 'text' &&
      one.refused === null,
  );
}

/** The next thing to do for an item; texts of all items come before photos. */
export function nextStep(
  item: OutboxItem,
): { readonly do: 'text' | 'receipt' | 'nothing' } | { readonly do: 'photo'; readonly photo: ItemPhoto } {
  if (item.refused !== null || item.stage === 'sent') return { do: 'nothing' };
  if (item.stage === 'text') return { do: 'text' };
  const photo = item.photos.find((one) => !one.stored);
  return photo ? { do: 'photo', photo } : { do: 'receipt' };
}

/** The item after the server has acknowledged its text. */
export function textSent(item: OutboxItem, caseNumber: string | null): OutboxItem {
  const stage = item.photos.every((photo) => photo.stored) ? 'receipt' : 'photos';
  return { ...item, stage, caseNumber: caseNumber ?? item.caseNumber, ...CALM };
}

/** The item after the server has said how much of a photo it holds. */
export function photoGot(item: OutboxItem, hash: string, received: number, stored: boolean): OutboxItem {
  const photos = item.photos.map((photo) => (photo.hash === hash ? { ...photo, received, stored } : photo));
  const stage = item.stage === 'text' ? 'text' : photos.every((photo) => photo.stored) ? 'receipt' : 'photos';
  return { ...item, photos, stage, ...CALM };
}

const CALM = { trouble: null, tries: 0, nextAt: 0 } as const;

export interface ReceiptSaid {
  readonly key: string;
  readonly known: boolean;
  readonly photos: readonly string[];
}

/**
 * The item after a receipt: sent only when it names the id and every photo. What it does not name is
 * offered again, so a server set back to last night's backup loses nothing that the phone still holds.
 */
export function receiptRead(item: OutboxItem, receipt: ReceiptSaid, now: number): OutboxItem {
  if (receipt.key !== item.id || !receipt.known) {
    const tries = item.tries + 1;
    return { ...item, stage: 'text', trouble: null, tries, nextAt: now + backOffMs(tries, 0.5) };
  }
  const photos = item.photos.map((photo) =>
    receipt.photos.includes(photo.hash)
      ? { ...photo, received: photo.bytes, stored: true }
      : { ...photo, received: 0, stored: false },
  );
  if (photos.some((photo) => !photo.stored)) return { ...item, photos, stage: 'photos', ...CALM };
  return { ...item, photos, stage: 'sent', sentAt: now, ...CALM };
}

/** Hashes of what can be seen. */
export function picturesOf(item: OutboxItem): string[] {
  return item.photos.filter((one) => one.voiceMs === undefined).map((one) => one.hash);
}

/** The voice note of an item. */
export function voiceOf(item: OutboxItem): ItemPhoto | null {
  return item.photos.find((one) => one.voiceMs !== undefined) ?? null;
}

/** Bytes of photos that the server holds and of all, for the bar. */
export function progressOf(item: OutboxItem): { readonly received: number; readonly bytes: number } {
  const sum = (read: (photo: ItemPhoto) => number) => item.photos.reduce((all, one) => all + read(one), 0);
  return { received: sum((one) => (one.stored ? one.bytes : one.received)), bytes: sum((one) => one.bytes) };
}
