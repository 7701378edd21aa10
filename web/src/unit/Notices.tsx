import type { CaseCard } from '../../../core/contract/api/answers.ts';
import { useCaseTitle } from '../case/title.ts';
import { lightOfCard } from '../parts/cardLight.ts';
import { useWords } from '../parts/i18n.ts';
import { lightOf } from '../parts/Light.tsx';
import { type City, useCity } from '../parts/names.tsx';
import { useMinute } from '../parts/ticker.ts';

interface Notice {
  readonly card: CaseCard;
  readonly at: number;
  readonly word: 'unit.noticeRed' | 'unit.noticeYellow';
}

/** What has turned today, from the instants of the open cases; newest first. */
export function noticesOf(cases: readonly CaseCard[], city: City, now: number): Notice[] {
  const today = city.time.startOfDay(now);
  return cases
    .filter((card) => card.status === 'handling')
    .flatMap((card): Notice[] => {
      const light = lightOf(lightOfCard(card, city), now);
      if (light === 'red' && card.redFrom !== null)
        return [{ card, at: card.redFrom, word: 'unit.noticeRed' }];
      if (light === 'yellow' && card.yellowFrom !== null)
        return [{ card, at: card.yellowFrom, word: 'unit.noticeYellow' }];
      return [];
    })
    .filter((notice) => notice.at >= today)
    .sort((a, b) => b.at - a.at);
}

/** The notices of today, each leading to its case. */
export function Notices({ cases, onPick }: { cases: readonly CaseCard[]; onPick: (id: string) => void }) {
  const { t } = useWords();
  const city = useCity();
  const now = useMinute();
  const title = useCaseTitle();
  const notices = noticesOf(cases, city, now);
  return (
    <div className="notices">
      <h2>{t('unit.notices')}</h2>
      {notices.length === 0 && <p className="q">{t('unit.noNotices')}</p>}
      <ul>
        {notices.map(({ card, at, word }) => (
          <li key={card.id}>
            <button type="button" className="link" onClick={() => onPick(card.id)}>
              <span className="qq">{city.time.time(at)}</span> {t(word, { case: title(card) })}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
