import type { AdminCategory, StandardContent } from '../../../../core/contract/api/adminRouting.ts';
import { serverNow } from '../../api/serverClock.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';

/** All versions of a condition's standard: limit, where, since when, by whom. */
export function Standards({
  condition,
  onBack,
}: {
  condition: AdminCategory['conditions'][number];
  /** Takes up an earlier version again, as a new one. */
  onBack: (standard: StandardContent & { readonly version: number }) => void;
}) {
  const { t, lang } = useWords();
  const city = useCity();
  const now = serverNow();
  const areas = new Set<string | null>();
  return (
    <table className="list">
      <tbody>
        {condition.standards.map((one) => {
          const first = one.validFrom <= now && !areas.has(one.area);
          if (first) areas.add(one.area);
          const state = first ? 'inForce' : one.validFrom > now ? 'coming' : 'past';
          return (
            <tr key={one.version} data-standard={one.version} className={state === 'past' ? 'qq' : undefined}>
              <td>
                v{one.version} {t(`limit.${one.limitUnit}`, { n: one.limitValue })} ·{' '}
                {t(`urgency.${one.urgency}`)}
                {one.area && ` · ${city.area(one.area)}`}
                <p className="q">{lang === 'zh' ? one.closingZh : one.closingEn}</p>
              </td>
              <td>{t(`admin.catalogue.${state}`)}</td>
              <td className="q">
                {city.time.isoDate(one.validFrom)} · {one.by === 'seed' ? t('admin.bySeed') : one.by}
                {one.note && <p>{one.note}</p>}
              </td>
              <td>
                {state === 'past' && (
                  <button type="button" className="link" onClick={() => onBack(one)}>
                    {t('admin.back')}
                  </button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
