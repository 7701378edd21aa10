import './caseCard.css';
import type { CaseCard as Card } from '../../../core/contract/api/answers.ts';
import { photoUrl } from '../api/call.ts';
import { lightOfCard } from './cardLight.ts';
import { useWords } from './i18n.ts';
import { Light } from './Light.tsx';
import { useCity } from './names.tsx';
import { useMinute } from './ticker.ts';

/** A case as it looks everywhere: number, light, category, place, age, unit, photo. */
export function CaseCard({ card, onOpen }: { card: Card; onOpen?: (id: string) => void }) {
  const { t } = useWords();
  const city = useCity();
  const age = useAge(card.reportedAt);
  const body = (
    <>
      {card.photo ? (
        <img src={photoUrl(card.photo, 'thumb')} alt="" loading="lazy" width={64} height={48} />
      ) : (
        <span className="nophoto" aria-hidden="true" />
      )}
      <span className="what cut">
        <b>{city.category(card.categoryKey)}</b>{' '}
        <span className="q">{city.condition(card.conditionKey)}</span>
      </span>
      <span className="where q cut">{card.address ?? t('word.unknownPlace')}</span>
      <span className="light">
        <Light of={lightOfCard(card, city)} />
      </span>
      <span className="rest qq cut">
        {[card.number, city.unit(card.unit, true), age].filter(Boolean).join(' · ')}
      </span>
    </>
  );
  if (!onOpen) return <div className="casecard">{body}</div>;
  return (
    <button type="button" className="casecard" onClick={() => onOpen(card.id)}>
      {body}
    </button>
  );
}

/** How long ago, in one unit: "12 min ago", "3 h ago", "5 d ago". */
export function useAge(at: number): string {
  const { t } = useWords();
  const minutes = Math.max(0, Math.floor((useMinute() - at) / 60_000));
  if (minutes < 1) return t('time.now');
  if (minutes < 60) return t('time.ago', { time: t('time.minutes', { n: minutes }) });
  if (minutes < 2_880) return t('time.ago', { time: t('time.hours', { n: Math.floor(minutes / 60) }) });
  return t('time.ago', { time: t('time.days', { n: Math.floor(minutes / 1_440) }) });
}
