import { useAnswer } from '../../api/answers.ts';
import { useWords } from '../../parts/i18n.ts';
import type { Draft } from './draft.ts';

/** Open cases of the same category near by (spec 02, Duplicates); the person may drop the report or send it all the same. */
export function Duplicates({ draft, onDrop }: { draft: Draft; onDrop: () => void }) {
  const { t } = useWords();
  const { categoryKey, place, component } = draft;
  const { data } = useAnswer(
    'duplicates',
    {
      categoryKey: categoryKey ?? '',
      lon: Math.round((place?.lon ?? 0) * 1e5) / 1e5,
      lat: Math.round((place?.lat ?? 0) * 1e5) / 1e5,
      ...(component && { component }),
    },
    { enabled: categoryKey !== null && place !== null },
  );
  if (!data || data.cases.length === 0) return null;
  return (
    <section className="sec dup" role="status">
      <h2>{t('field.duplicate.title')}</h2>
      {data.cases.slice(0, 2).map((one) => (
        <p key={one.id}>
          {t('field.duplicate.line', {
            m: Math.round(one.distanceM),
            number: one.number.slice(-6),
            status: t(`status.${one.status}`),
          })}
        </p>
      ))}
      <button type="button" className="btn wide" onClick={onDrop}>
        {t('field.duplicate.drop')}
      </button>
    </section>
  );
}
