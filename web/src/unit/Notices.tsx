import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseCard } from '../../../core/contract/api/answers.ts';
import { useAnswer } from '../api/answers.ts';
import { call } from '../api/call.ts';
import { useCaseTitle } from '../case/title.ts';
import { lightOfCard } from '../parts/cardLight.ts';
import { useWords } from '../parts/i18n.ts';
import { lightOf } from '../parts/Light.tsx';
import { NoticeSettings } from '../parts/NoticeSettings.tsx';
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
      <ul>
        {notices.map(({ card, at, word }) => (
          <li key={card.id}>
            <button type="button" className="link" onClick={() => onPick(card.id)}>
              <span className="qq">{city.time.time(at)}</span> {t(word, { case: title(card) })}
            </button>
          </li>
        ))}
      </ul>
      <Told onPick={onPick} alone={notices.length === 0} />
    </div>
  );
}

/** Lights stand above, drawn from the cases themselves; here is everything else that the unit was told. */
const DRAWN = new Set(['case-yellow', 'case-red']);
const AGAIN_MS = 20_000;

function Told({ onPick, alone }: { onPick: (id: string) => void; alone: boolean }) {
  const { t } = useWords();
  const city = useCity();
  const client = useQueryClient();
  const now = useMinute();
  const [settings, setSettings] = useState(false);
  const answer = useAnswer('notices', {}, { refetchInterval: AGAIN_MS }).data;
  const told = (answer?.notices ?? []).filter(({ kind }) => !DRAWN.has(kind)).slice(0, 30);
  const read = async () => {
    await call('readNotices', { upTo: answer?.notices[0]?.at ?? 0 });
    await client.invalidateQueries({ queryKey: ['notices'] });
  };
  return (
    <>
      {alone && answer && told.length === 0 && <p className="q">{t('unit.noNotices')}</p>}
      <ul>
        {told.map(({ id, kind, caseId, data, at, read: seen }) => (
          <li key={id} className={seen ? 'q' : undefined}>
            <button
              type="button"
              className="link"
              disabled={!caseId}
              onClick={() => caseId && onPick(caseId)}
            >
              <span className="qq">{city.time.dayTime(at, now)}</span> {t(`notice.kind.${kind}`)}{' '}
              {kind === 'digest'
                ? t('notice.digest', {
                    open: data.open,
                    late: data.late,
                    today: data.dueToday,
                    rate: data.rate ?? '–',
                  })
                : [city.lang === 'zh' ? data.zh : data.en, data.address].filter(Boolean).join(' · ')}
            </button>
          </li>
        ))}
      </ul>
      <p className="keys">
        {(answer?.unread ?? 0) > 0 && (
          <button type="button" className="btn" onClick={() => void read()}>
            {t('notice.read')}
          </button>
        )}
        <button type="button" className="btn" onClick={() => setSettings(true)}>
          {t('notice.settings')}
        </button>
      </p>
      {settings && <NoticeSettings onClose={() => setSettings(false)} />}
    </>
  );
}
