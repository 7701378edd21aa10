import type { ComponentProposalRow } from '../../../../core/contract/api/records.ts';
import { useWords } from '../../parts/i18n.ts';

const EARTH_M = 111_320;

/** What a proposal changes, in words. */
export function useProposalWords(): (one: ComponentProposalRow) => string {
  const { t } = useWords();
  return (one) => {
    const status = (of: string | null) => (of ? t(`case.componentStatus.${of}`) : '–');
    if (one.kind === 'status')
      return t('register.what.status', { from: status(one.recorded), to: status(one.status) });
    return t(`register.what.${one.kind}`, { m: metres(one) });
  };
}

/** How far the proposed place is from the recorded one, whole metres; flat, since it is near. */
function metres({ lon, lat, recordedLon, recordedLat }: ComponentProposalRow): number {
  if (lon === null || lat === null || recordedLon === null || recordedLat === null) return 0;
  const x = (lon - recordedLon) * Math.cos((lat * Math.PI) / 180);
  return Math.round(Math.hypot(x, lat - recordedLat) * EARTH_M);
}
