/** Whether the alarm is heard: `blocked` until the person has clicked or pressed a key, as browsers want it. */
export type SoundState = 'silent' | 'heard' | 'blocked';

const HIGH_HZ = 880;
const LOW_HZ = 660;
const TONE_S = 0.28;
const EVERY_MS = 1_600;
const LOUD = 0.25;

let context: AudioContext | null = null;
let timer: ReturnType<typeof setInterval> | null = null;
let state: SoundState = 'silent';
const listeners = new Set<() => void>();

/** Two tones again and again until `stopAlarm`; both may be called as often as one likes. */
export function startAlarm(): void {
  if (timer !== null) return;
  context ??= new AudioContext();
  context.addEventListener('statechange', settle);
  for (const kind of GESTURES) addEventListener(kind, unblock);
  timer = setInterval(ring, EVERY_MS);
  ring();
  void context.resume();
  settle();
}

export function stopAlarm(): void {
  if (timer === null) return;
  clearInterval(timer);
  timer = null;
  context?.removeEventListener('statechange', settle);
  for (const kind of GESTURES) removeEventListener(kind, unblock);
  void context?.suspend();
  settle();
}

export const soundState = (): SoundState => state;

export function onSound(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const GESTURES = ['pointerdown', 'keydown'] as const;

function unblock(): void {
  if (timer !== null && context?.state !== 'running') void context?.resume().then(ring);
}

function ring(): void {
  if (context?.state !== 'running') return;
  tone(context, HIGH_HZ, context.currentTime);
  tone(context, LOW_HZ, context.currentTime + TONE_S);
}

function tone(on: AudioContext, hz: number, at: number): void {
  const oscillator = on.createOscillator();
  const gain = on.createGain();
  oscillator.frequency.value = hz;
  gain.gain.setValueAtTime(LOUD, at);
  gain.gain.linearRampToValueAtTime(0, at + TONE_S);
  oscillator.connect(gain).connect(on.destination);
  oscillator.start(at);
  oscillator.stop(at + TONE_S);
}

function settle(): void {
  const now = timer === null ? 'silent' : context?.state === 'running' ? 'heard' : 'blocked';
  if (now === state) return;
  state = now;
  for (const listener of listeners) listener();
}
