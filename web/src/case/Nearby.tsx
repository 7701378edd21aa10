import './sides.css';
import type { CaseCard } from '../../../core/contract/api/answers.ts';
import { useAnswer } from '../api/answers.ts';
import { lightOfCard } from '../parts/cardLight.ts';
import { useWords } from '../parts/i18n.ts';
import { Light } from '../parts/Light.tsx';
import { useCity } from '../parts/names.tsx';
import { splitNumber } from './title.ts';

/** Roles that the server lets look for duplicates. */
const MAY_LOOK = new Set(['acceptance-officer', 'shift-lead', 'dispatcher', 'leader', 'unit-dispatcher']);

/** Open cases of the same minor category near a case, nearest first. */
export function useNearby(card: Pick<CaseCard, 'id' | 'categoryKey' | 'lon' | 'lat' | 'component'>) {
  const { me } = useCity();
  const enabled = card.categoryKey !== null && MAY_LOOK.has(me.user?.role ?? '');
  const input = {
    categoryKey: card.categoryKey ?? '',
    lon: card.lon,
    lat: card.lat,
    except: card.id,
    ...(card.component && { component: card.component }),
  };
  return useAnswer('duplicates', input, { enabled, keep: true }).data?.cases ?? (enabled ? undefined : []);
}

interface NearbyProps {
  readonly card: Pick<CaseCard, 'id' | 'categoryKey' | 'lon' | 'lat' | 'component'>;
  readonly onOpen?: (id: string) => void;
}

/** Possible duplicates, each with its distance, kind and light. */
export function Nearby({ card, onOpen }: NearbyProps) {
  const { t } = useWords();
  const city = useCity();
  const cases = useNearby(card);
  if (!cases) return null;
  return (
    <div className="nearby">
      <h3>
        {t('case.nearby')} {cases.length > 0 && <b>{cases.length}</b>}
      </h3>
      {cases.length === 0 && <p className="qq">{t('case.nearbyNone')}</p>}
      <ul>
        {cases.map((one) => (
          <li key={one.id}>
            {onOpen ? (
              <button type="button" className="link" onClick={() => onOpen(one.id)}>
                {splitNumber(one.number).tail}
              </button>
            ) : (
              <span>{splitNumber(one.number).tail}</span>
            )}
            <span className="cut">
              {[
                t('case.metres', { n: Math.round(one.distanceM) }),
                city.category(one.categoryKey, true),
                t(`status.${one.status}`),
              ].join(' · ')}
            </span>
            <Light of={lightOfCard(one, city)} />
          </li>
        ))}
      </ul>
    </div>
  );
}
