import type { ScoreCase } from '../../../core/contract/api/score.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { hoursMinutes } from '../parts/time.ts';

/** The unit's stretches of work, what each used, and what they came to. */
export function Segments({ of }: { of: ScoreCase }) {
  const { t, lang } = useWords();
  const { time } = useCity();
  const at = (instant: number) => `${time.isoDate(instant).slice(5)} ${time.time(instant)}`;
  return (
    <table className="segments">
      <thead>
        <tr>
          <th>{t('score.segment')}</th>
          <th>{t('score.from')}</th>
          <th>{t('score.to')}</th>
          <th>{t('score.result')}</th>
          <th className="num">{t('score.onClock')}</th>
          <th className="num">{t('score.total')}</th>
        </tr>
      </thead>
      <tbody>
        {of.explanation.segments.map((segment, i) => (
          <tr key={segment.from} data-segment={i}>
            <td>
              {i + 1} {t(`score.cause.${segment.cause}`)}
            </td>
            <td>{at(segment.from)}</td>
            <td>{segment.to === null ? t('score.running') : at(segment.to)}</td>
            <td>{segment.endedBy ? resultOf(segment, of, t) : '–'}</td>
            <td className="num">{hoursMinutes(segment.usedMs, lang)}</td>
            <td className="num">{hoursMinutes(segment.totalMs, lang)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type T = ReturnType<typeof useWords>['t'];

/** How a segment ended, with what the log says came of it. */
function resultOf(segment: ScoreCase['explanation']['segments'][number], of: ScoreCase, t: T): string {
  const ended = t(`score.ended.${segment.endedBy}`);
  const next = of.marks.find(
    (mark) =>
      mark.at >= (segment.to ?? 0) &&
      ['checkPassed', 'checkFailed', 'closed', 'closedUnresolved'].includes(mark.type),
  );
  if (segment.endedBy !== 'feedback' || !next) return ended;
  if (next.type === 'checkFailed') return `${ended} · ${t('score.ended.check-failed')}`;
  return of.closedAt === null ? ended : `${ended} · ${t('score.ended.closing')}`;
}
