import { Pairs } from '../../parts/Pairs.tsx';
import '../../case/sides.css';
import type { ComponentProposalRow } from '../../../../core/contract/api/records.ts';
import { photoUrl } from '../../api/call.ts';
import { CityMap } from '../../map/CityMap.tsx';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { useMinute } from '../../parts/ticker.ts';
import { useProposalWords } from './proposal.ts';

interface ProposalDetailProps {
  readonly one: ComponentProposalRow;
  /** Null: this person only looks. */
  readonly onDecide: ((accept: boolean) => unknown) | null;
}

const STREET_ZOOM = 17;
const NEAR_M = 8;

/** One proposal: the photos, what the register says, where, and the two keys. */
export function ProposalDetail({ one, onDecide }: ProposalDetailProps) {
  const { t } = useWords();
  const city = useCity();
  const now = useMinute();
  const what = useProposalWords();
  const facts: [string, string | null][] = [
    [t('register.component'), one.component ?? t('register.newOne')],
    [t('register.category'), city.category(one.categoryKey)],
    [t('register.proposed'), city.time.past(one.proposedAt, now)],
    [t('register.said'), one.text],
    [t('register.survey'), one.survey && t('register.inSurvey')],
    [t(`register.state.${one.state}`), one.state === 'open' ? null : (one.reason ?? '–')],
  ];
  return (
    <section className="proposal" aria-label={what(one)}>
      <h2>
        {t(`register.kind.${one.kind}`)}：{what(one)}
      </h2>
      <div className="shots">
        {one.photos.map((hash) => (
          <a key={hash} href={photoUrl(hash)} target="_blank" rel="noreferrer">
            <img src={photoUrl(hash, 'thumb')} alt={what(one)} />
          </a>
        ))}
      </div>
      <Pairs rows={facts} />
      <Where one={one} />
      {one.state === 'open' &&
        (onDecide ? (
          <p className="acts">
            <button type="button" className="btn pri" onClick={() => onDecide(true)}>
              {t('register.accept')}
              <kbd>A</kbd>
            </button>
            <button type="button" className="btn" onClick={() => onDecide(false)}>
              {t('register.refuse')}
              <kbd>X</kbd>
            </button>
          </p>
        ) : (
          <p className="q">{t('register.onlyOfficers')}</p>
        ))}
    </section>
  );
}

function Where({ one }: { one: ComponentProposalRow }) {
  const { t } = useWords();
  const { lon, lat, recordedLon, recordedLat } = one;
  const recorded =
    recordedLon !== null && recordedLat !== null ? ([recordedLon, recordedLat] as const) : null;
  const proposed = lon !== null && lat !== null ? ([lon, lat] as const) : null;
  const word = proposed ? (recorded ? 'recorded' : 'proposed') : 'here';
  if (!recorded && !proposed) return null;
  return (
    <figure>
      <div className="mapbox">
        <CityMap
          centre={recorded ?? proposed}
          zoom={STREET_ZOOM}
          around={recorded ? NEAR_M : null}
          place={proposed ?? recorded}
          components
        />
      </div>
      <figcaption className="qq">{t(`register.place.${word}`)}</figcaption>
    </figure>
  );
}
