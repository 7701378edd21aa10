import type { CaseDetail } from '../../../core/contract/api/answers.ts';
import { voiceUrl } from '../api/call.ts';
import { useWords } from '../parts/i18n.ts';

/** What the reporter said with the report; nothing is drawn where nothing was said. */
export function Voice({ detail }: { detail: CaseDetail }) {
  const { t } = useWords();
  const { voice, card } = detail;
  if (!voice) return null;
  const at = `${Math.floor(voice.ms / 60_000)}:${String(Math.floor(voice.ms / 1000) % 60).padStart(2, '0')}`;
  return (
    <div className="voice-note">
      <p>{t('case.voice', { at })}</p>
      {voice.arrived ? (
        // biome-ignore lint/a11y/useMediaCaption: what a person said has no caption
        <audio controls preload="none" src={voiceUrl(card.id)} aria-label={t('case.voicePlay')} />
      ) : (
        <p className="qq">{t('case.voiceMissing')}</p>
      )}
    </div>
  );
}
