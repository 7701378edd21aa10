import { LONGEST_VOICE_MS } from '../../../../core/contract/api/voice.ts';
import { sha256 } from '../../api/call.ts';
import type { DraftVoice } from '../report/draft.ts';
import { fieldDb, isFull } from '../store/db.ts';

export type VoiceTrouble = 'unable' | 'denied' | 'none' | 'failed' | 'full';

/** Speech needs no more; a minute is about 180 KB. */
export const VOICE_BITS_PER_SECOND = 24_000;
/** Kept on the phone this often while it goes on: a battery that falls out costs these seconds only. */
const KEEP_EACH_MS = 5_000;
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

export interface Recording {
  /** Since the beginning, ms, at most the longest. */
  readonly ms: () => number;
  /** Ends it; what was said until now is kept. */
  readonly stop: () => void;
}

interface Heard {
  readonly userId: string;
  /** Each time more of it is kept; the one before is no longer needed. */
  readonly onKept: (voice: DraftVoice) => void;
  /** It has ended, by itself or by a person, and everything is kept that could be. */
  readonly onEnd: (trouble: VoiceTrouble | null) => void;
}

/** Opens the microphone and records until it is stopped, the minute is over or the page is hidden. */
export async function startRecording(heard: Heard): Promise<Recording> {
  if (!navigator.mediaDevices?.getUserMedia || typeof MediaRecorder === 'undefined') throw troubled('unable');
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } }).catch(refused);
  try {
    return record(stream, heard);
  } catch {
    close(stream);
    throw troubled('failed');
  }
}

export function troubleOf(error: unknown): VoiceTrouble {
  return error instanceof RecordingError ? error.why : isFull(error) ? 'full' : 'failed';
}

/** Takes a recording off the phone that no draft names any more. */
export async function forgetVoice(hash: string): Promise<void> {
  await (await fieldDb()).delete('photos', hash).catch(() => undefined);
}

function record(stream: MediaStream, { userId, onKept, onEnd }: Heard): Recording {
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
  const options = { audioBitsPerSecond: VOICE_BITS_PER_SECOND, ...(mimeType && { mimeType }) };
  const recorder = new MediaRecorder(stream, options);
  const began = performance.now();
  const ms = () => Math.min(LONGEST_VOICE_MS, Math.round(performance.now() - began));
  const stop = () => recorder.state !== 'inactive' && recorder.stop();
  const heard: Blob[] = [];
  let last: string | null = null;
  let trouble: VoiceTrouble | null = null;
  let keeping = Promise.resolve();
  const keepSoFar = async (length: number) => {
    const voice = await keepBytes(new Blob(heard, { type: recorder.mimeType }), userId, length);
    onKept(voice);
    if (last !== null && last !== voice.hash) await forgetVoice(last);
    last = voice.hash;
  };
  recorder.ondataavailable = ({ data }) => {
    if (data.size === 0 || trouble) return;
    heard.push(data);
    const length = ms();
    keeping = keeping
      .then(() => keepSoFar(length))
      .catch((error: unknown) => {
        trouble ??= troubleOf(error);
        stop();
      });
  };
  const hidden = () => document.visibilityState === 'hidden' && stop();
  const timer = setTimeout(stop, LONGEST_VOICE_MS);
  recorder.onstop = () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', hidden);
    close(stream);
    void keeping.then(() => onEnd(trouble));
  };
  document.addEventListener('visibilitychange', hidden);
  recorder.start(KEEP_EACH_MS);
  return { ms, stop };
}

async function keepBytes(blob: Blob, userId: string, ms: number): Promise<DraftVoice> {
  const hash = await sha256(blob);
  const data = await blob.arrayBuffer();
  const nothingSeen = { thumb: null, width: 0, height: 0, takenAt: null, lon: null, lat: null };
  await (await fieldDb()).put('photos', { hash, userId, data, type: blob.type, ...nothingSeen });
  return { hash, bytes: data.byteLength, ms };
}

function close(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

class RecordingError extends Error {
  readonly why: VoiceTrouble;
  constructor(why: VoiceTrouble) {
    super(why);
    this.why = why;
  }
}

function troubled(why: VoiceTrouble): RecordingError {
  return new RecordingError(why);
}

function refused(error: unknown): never {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') throw troubled('denied');
  throw troubled(name === 'NotFoundError' ? 'none' : 'failed');
}
