import type { Rehearsal } from '../../../core/contract/api/admin.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';

/** Who would be routed otherwise: how many, from whom to whom, some by number. */
export function RehearsalView({ rehearsal }: { rehearsal: Rehearsal }) {
  const { t } = useWords();
  const city = useCity();
  const unit = (code: string | null) => (code === null ? t('admin.nobody') : city.unit(code, true));
  return (
    <section className="rehearsal" data-changed={rehearsal.changed}>
      <p>
        {t(rehearsal.changed === 0 ? 'admin.sameRouting' : 'admin.otherRouting', {
          n: rehearsal.changed,
          total: rehearsal.total,
        })}
      </p>
      {rehearsal.moves.length > 0 && (
        <table className="effects">
          <tbody>
            {rehearsal.moves.map(({ from, to, cases }) => (
              <tr key={`${from} ${to}`}>
                <td className="q">{unit(from)}</td>
                <td>→ {unit(to)}</td>
                <td className="num">{t('admin.cases', { n: cases })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rehearsal.examples.length > 0 && (
        <p className="qq">{rehearsal.examples.map(({ number }) => number).join(' · ')}</p>
      )}
    </section>
  );
}
