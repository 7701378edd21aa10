import { useEffect, useRef, useState } from 'react';
import { LONGEST_VOICE_MS } from '../../../../core/contract/api/voice.ts';
import { addWords, useWords } from '../../parts/i18n.ts';
import { useOwnPhoto } from '../photo/pictures.ts';
import type { Draft } from '../report/draft.ts';
import {
  forgetVoice,
  type Recording,
  startRecording,
  troubleOf,
  VOICE_BITS_PER_SECOND,
  type VoiceTrouble,
} from './recorder.ts';
import { voiceEn, voiceZh } from './words.ts';

addWords('zh', { field: { voice: voiceZh } });
addWords('en', { field: { voice: voiceEn } });

interface VoiceNoteProps {
  readonly draft: Draft;
  readonly update: (change: Partial<Draft>) => void;
  /** Told while it records: nothing is sent before it has ended. */
  readonly onBusy: (busy: boolean) => void;
}

type State =
  | { readonly at: 'asking' }
  | { readonly at: 'recording'; readonly recording: Recording }
  | { readonly at: 'ended'; readonly trouble: VoiceTrouble | null };

/** What is quicker said than typed: up to a minute, kept in the draft while it is spoken. */
export function VoiceNote({ draft, update, onBusy }: VoiceNoteProps) {
  const { t } = useWords();
  const { state, begin } = useRecording({ draft, update, onBusy });
  const { voice } = draft;
  const drop = () => {
    update({ voice: null });
    if (voice) void forgetVoice(voice.hash);
  };
  if (state.at === 'asking')
    return (
      <p className="voice q" role="status">
        {t('field.voice.asking')}
      </p>
    );
  if (state.at === 'recording') return <Running recording={state.recording} />;
  return (
    <section className="voice" aria-label={t('field.voice.label')}>
      {state.trouble && <p role="alert">{t(`field.voice.${state.trouble}`)}</p>}
      {voice && <Said hash={voice.hash} ms={voice.ms} />}
      <div className="voice-acts">
        <button type="button" className="btn" onClick={() => void begin()}>
          {t(voice ? 'field.voice.again' : 'field.voice.label')}
        </button>
        {voice && (
          <button type="button" className="btn" onClick={drop}>
            {t('field.voice.drop')}
          </button>
        )}
      </div>
    </section>
  );
}

function useRecording({ draft, update, onBusy }: VoiceNoteProps) {
  const fresh = !draft.voice;
  const [state, setState] = useState<State>(fresh ? { at: 'asking' } : { at: 'ended', trouble: null });
  const stop = useRef<(() => void) | null>(null);
  const gone = useRef(false);
  const begin = async () => {
    const before = draft.voice?.hash;
    setState({ at: 'asking' });
    onBusy(true);
    const end = (trouble: VoiceTrouble | null) => {
      stop.current = null;
      onBusy(false);
      setState({ at: 'ended', trouble });
    };
    try {
      const recording = await startRecording({
        userId: draft.userId,
        onKept: (voice) => {
          update({ voice });
          if (before && before !== voice.hash) void forgetVoice(before);
        },
        onEnd: end,
      });
      if (gone.current) return recording.stop();
      stop.current = recording.stop;
      setState({ at: 'recording', recording });
    } catch (error) {
      end(troubleOf(error));
    }
  };
  // The tap that brought this here was the wish to speak.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it comes
  useEffect(() => {
    gone.current = false;
    if (fresh) void begin();
    return () => {
      gone.current = true;
      stop.current?.();
    };
  }, []);
  return { state, begin };
}

/** The seconds while it runs, how long it may be, and the end of it. */
function Running({ recording }: { recording: Recording }) {
  const { t } = useWords();
  const [ms, setMs] = useState(recording.ms());
  useEffect(() => {
    const timer = setInterval(() => setMs(recording.ms()), 250);
    return () => clearInterval(timer);
  }, [recording]);
  const kb = Math.round((LONGEST_VOICE_MS / 1000) * (VOICE_BITS_PER_SECOND / 8 / 1024));
  return (
    <section className="voice on" aria-label={t('field.voice.label')}>
      <p>
        <b role="timer">{t('field.voice.recording', { at: clock(ms) })}</b>
        <span className="q">{t('field.voice.most', { most: clock(LONGEST_VOICE_MS), kb })}</span>
      </p>
      <button type="button" className="btn pri" onClick={recording.stop}>
        {t('field.voice.stop')}
      </button>
    </section>
  );
}

function Said({ hash, ms }: { hash: string; ms: number }) {
  const { t } = useWords();
  const url = useOwnPhoto(hash);
  return (
    <>
      <p>{t('field.voice.said', { at: clock(ms) })}</p>
      {url && (
        // biome-ignore lint/a11y/useMediaCaption: what a person says has no caption
        <audio controls preload="metadata" src={url} aria-label={t('field.voice.play')} />
      )}
    </>
  );
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
