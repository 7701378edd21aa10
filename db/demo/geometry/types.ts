/**
 * The shapes of the generated demo city. Coordinates are WGS-84 lon/lat in degrees (7 decimals), lengths
 * are metres, areas square metres. Names are given in both languages of the product.
 */
export type Position = [lon: number, lat: number];

export interface PointShape {
  type: 'Point';
  coordinates: Position;
}
export interface LineShape {
  type: 'LineString';
  coordinates: Position[];
}
export interface PolygonShape {
  type: 'Polygon';
  /** Outer ring counter-clockwise, holes clockwise, each closed (first position = last). */
  coordinates: Position[][];
}

export interface Name {
  zh: string;
  en: string;
}

export type CityScale = 'small' | 'full';

/** Everything in the city that has a place; `places`, `components` and `cameras` are points. */
export interface City {
  seed: string;
  scale: CityScale;
  district: District;
  subdistricts: Subdistrict[];
  communities: Community[];
  cells: Cell[];
  beats: Beat[];
  streets: Street[];
  water: Water[];
  greens: Green[];
  hills: Hill[];
  rails: Rail[];
  blocks: Block[];
  buildings: Building[];
  places: Place[];
  components: CityComponent[];
  cameras: Camera[];
  neighbours: Neighbour[];
}

export interface District {
  /** Six digits, the adcode. */
  code: string;
  name: Name;
  city: Name;
  centre: Position;
  geometry: PolygonShape;
  areaM2: number;
  /** [west, south, east, north] of the district. */
  bounds: [number, number, number, number];
  /** The same for all that is drawn, which reaches a little over the border. */
  mapBounds: [number, number, number, number];
}

export interface Subdistrict {
  /** Nine digits: adcode + 3. */
  code: string;
  /** Code of the unit that governs it (units list), e.g. `xizhan-street`. */
  unitCode: string;
  name: Name;
  /** Without 街道 / Subdistrict, for labels. */
  shortName: Name;
  districtCode: string;
  label: Position;
  geometry: PolygonShape;
  areaM2: number;
}

export interface Community {
  /** Twelve digits: subdistrict + 3. */
  code: string;
  name: Name;
  subdistrictCode: string;
  label: Position;
  geometry: PolygonShape;
  areaM2: number;
}

export type CellKind = 'urban' | 'riverside' | 'river' | 'hill' | 'rail' | 'park';

/** A unit grid (单元网格). */
export interface Cell {
  /** Fifteen digits: community + 3. */
  code: string;
  kind: CellKind;
  communityCode: string;
  subdistrictCode: string;
  beatCode: string;
  centre: Position;
  geometry: PolygonShape;
  areaM2: number;
}

/** A patrol grid (责任网格): the cells that one collector walks; within one community. */
export interface Beat {
  /** Community code + `B` + one or two digits. */
  code: string;
  name: Name;
  subdistrictCode: string;
  communityCode: string;
  cellCodes: string[];
  label: Position;
  geometry: PolygonShape;
}

export type StreetClass = 'expressway' | 'main' | 'secondary' | 'lane' | 'path';

/**
 * One street from end to end. House numbers grow along the line: odd on the left, even on the right of its
 * direction, two for each `numberSpacingM`. Streets and pieces of streets outside the district are only
 * drawn (`inDistrict` false) and carry no addresses.
 */
export interface Street {
  id: string;
  name: Name | null;
  class: StreetClass;
  /** Carriageway from kerb to kerb. */
  widthM: number;
  sidewalkM: number;
  bridge: boolean;
  tunnel: boolean;
  oneWay: boolean;
  inDistrict: boolean;
  lengthM: number;
  geometry: LineShape;
  /** Number of the first house is `numberFrom` (odd side) and `numberFrom + 1` (even side); null: no numbers. */
  numberFrom: number | null;
  numberSpacingM: number;
  /** In custody of its builder until this date (YYYY-MM-DD), with all that its builder built; else null. */
  custodyUntil: string | null;
}

export interface Water {
  id: string;
  kind: 'river' | 'stream' | 'lake';
  name: Name | null;
  geometry: PolygonShape;
}

export interface Green {
  id: string;
  kind: 'park' | 'riverside' | 'square' | 'verge' | 'hillside' | 'campus' | 'island';
  name: Name | null;
  geometry: PolygonShape;
}

/** `slope`: ground above the given height over the river; `contour`: a line of that height. */
export interface Hill {
  id: string;
  kind: 'slope' | 'contour';
  /** Metres over the river. */
  heightM: number;
  geometry: PolygonShape | LineShape;
}

export interface Rail {
  id: string;
  kind: 'main' | 'siding' | 'metro';
  name: Name | null;
  /** Underground lines are drawn dashed. */
  underground: boolean;
  geometry: LineShape;
}

export type LandUse =
  | 'residential'
  | 'old-town'
  | 'commercial'
  | 'office'
  | 'industrial'
  | 'school'
  | 'hospital'
  | 'station'
  | 'park'
  | 'square'
  | 'riverside'
  | 'rail'
  | 'hill'
  | 'village'
  | 'river';

/** Land between streets (a face of the street network), border at the street's middle line. */
export interface Block {
  id: string;
  use: LandUse;
  inDistrict: boolean;
  communityCode: string | null;
  geometry: PolygonShape;
  areaM2: number;
}

export type HeightClass = 'low' | 'mid' | 'high' | 'tower';

export interface Building {
  id: string;
  use: LandUse;
  floors: number;
  heightM: number;
  /** low: up to 3 floors, mid: up to 9, high: up to 20, tower: above. */
  heightClass: HeightClass;
  name: Name | null;
  geometry: PolygonShape;
}

export type PlaceKind =
  | 'station'
  | 'metro'
  | 'bus-station'
  | 'market'
  | 'mall'
  | 'school'
  | 'university'
  | 'hospital'
  | 'park'
  | 'square'
  | 'government'
  | 'bridge'
  | 'temple'
  | 'museum'
  | 'stadium'
  | 'hotel'
  | 'works'
  | 'village';

export interface Place {
  id: string;
  kind: PlaceKind;
  name: Name;
  position: Position;
  address: Name | null;
  cellCode: string;
  /** 1: shown from the district view on, 2: neighbourhood, 3: street corner. */
  rank: 1 | 2 | 3;
}

export type ComponentStatus = 'intact' | 'damaged' | 'missing' | 'abandoned' | 'removed';

export interface CityComponent {
  /** Seventeen digits: adcode + category code (5) + sequence (6). */
  code: string;
  /** E.g. `gbt2026/component/01002`. */
  categoryKey: string;
  position: Position;
  cellCode: string;
  streetId: string | null;
  address: Name | null;
  /** Unit codes; null: not known. */
  owner: string | null;
  maintainer: string | null;
  custodian: string | null;
  /** YYYY-MM-DD, only with a custodian. */
  custodyUntil: string | null;
  status: ComponentStatus;
  /** YYYY-MM. */
  installed: string;
  spec: Name | null;
}

export interface Camera {
  code: string;
  name: Name;
  position: Position;
  cellCode: string;
  /** Degrees clockwise from north. */
  bearing: number;
  kind: 'fixed' | 'dome';
}

/** Names of what lies beyond the border, for map labels. */
export interface Neighbour {
  name: Name;
  kind: 'district' | 'hills' | 'river';
  position: Position;
}
