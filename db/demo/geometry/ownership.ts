/** Who owns and keeps each category of component, after the district's regulation (units list). */
import type { Random } from './random.ts';

interface Keepers {
  owner: string | null;
  maintainer: string | null;
  custodian: string | null;
  custodyUntil: string | null;
}

const OWNERS: Record<string, string> = {
  '01001': 'water',
  '01002': 'water',
  '01003': 'planning-construction',
  '01004': 'planning-construction',
  '01005': 'power',
  '01006': 'power',
  '01008': 'broadcast',
  '01012': 'police',
  '01015': 'police',
  '01017': 'power',
  '01028': 'power',
  '01029': 'power',
  '01030': 'power',
  '01037': 'power',
  '01040': 'post',
  '01041': 'telecom',
  '01042': 'post',
  '01043': 'post',
  '01048': 'power',
  '01050': 'police',
  '01051': 'police',
  '01060': 'power',
  '02004': 'transport',
  '02005': 'police',
  '02009': 'planning-construction',
  '02010': 'police',
  '02012': 'civil-affairs',
  '02013': 'civil-affairs',
  '02014': 'police',
  '02015': 'police',
  '02016': 'police',
  '02017': 'police',
  '02043': 'police',
  '03013': 'environment',
  '04001': 'planning-construction',
  '04002': 'planning-construction',
  '04004': 'planning-construction',
  '04005': 'planning-construction',
  '04006': 'planning-construction',
  '04007': 'planning-construction',
  '04008': 'planning-construction',
  '04010': 'planning-construction',
  '04013': 'planning-construction',
};

// Covers, poles and cabinets of telecommunication are split by the component's own record.
const TELECOM = new Set(['01007', '01009', '01027', '01031', '01077']);
const CARRIERS = ['telecom', 'mobile', 'unicom'];
const CARRIER_SHARES = [46, 34, 20];

// What the Public Investment Group keeps while its maintenance period runs.
const CUSTODY = new Set(
  '01002 01003 01004 01026 01039 01069 01070 02006 02009 02021 02034 03001 03005 04002 04004 04005 04006 04007 04008 04010 04013'.split(
    ' ',
  ),
);
// Kept by the subdistrict, owned by nobody in particular.
const LOCAL = new Set('01046 02025 03001 03004 03005 03008 01059 01054 02021'.split(' '));

/** The record of one component; most hydrants have no owner on record, as in real surveys. */
export function keepersOf(
  category: string,
  subdistrictUnit: string,
  custodyUntil: string | null,
  random: Random,
): Keepers {
  const custodian = custodyUntil !== null && CUSTODY.has(category) ? 'public-invest' : null;
  const custody = { custodian, custodyUntil: custodian === null ? null : custodyUntil };
  if (category === '01013') {
    const owner = random.chance(0.14) ? 'water' : null;
    return { owner, maintainer: owner, ...custody };
  }
  if (TELECOM.has(category)) {
    const owner = CARRIERS[random.weighted(CARRIER_SHARES)]!;
    return { owner, maintainer: owner, ...custody };
  }
  const owner = OWNERS[category] ?? null;
  return { owner, maintainer: owner ?? (LOCAL.has(category) ? subdistrictUnit : null), ...custody };
}
