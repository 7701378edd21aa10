/**
 * Where components of each category stand along streets. Categories are those of the 2026 national scheme;
 * spacings are of the order that street design uses (lamps every 30–40 m, grates every 30–45 m …).
 */
import type { StreetClass } from './types.ts';

/**
 * Across the street: `kerb` in the gutter, `walk` just behind the kerb, `tree` in the tree pits, `back` at the
 * houses; a number is a share of half the carriageway, negative on the right.
 */
type Lateral = 'kerb' | 'walk' | 'tree' | 'back' | number;

export interface RowRule {
  category: string;
  lateral: Lateral;
  side: 'both' | 'alternate' | 'left' | 'right' | 'middle';
  /** Metres between two on one side, by class of street. */
  every: Partial<Record<StreetClass, number>>;
  /** Share of the spacing by which a position may differ. */
  jitter: number;
}

function row(
  category: string,
  lateral: Lateral,
  side: RowRule['side'],
  every: [expressway: number, main: number, secondary: number, lane: number],
  jitter = 0.15,
): RowRule {
  const [expressway, main, secondary, lane] = every.map((m) => (m === 0 ? undefined : m));
  return { category, lateral, side, every: { expressway, main, secondary, lane }, jitter };
}

export const TREE = '04002';

export const ROWS: RowRule[] = [
  row('01037', 'walk', 'both', [36, 34, 36, 0], 0.04),
  row('01037', 'walk', 'alternate', [0, 0, 0, 33], 0.06),
  row('01006', 'walk', 'left', [150, 140, 150, 0]),
  row('01002', 0.3, 'middle', [0, 42, 42, 38], 0.08),
  row('01003', -0.35, 'middle', [60, 45, 46, 0], 0.08),
  row('01004', 'kerb', 'both', [42, 32, 33, 0], 0.06),
  row('01004', 'kerb', 'alternate', [0, 0, 0, 42], 0.1),
  row('01001', 0.7, 'middle', [0, 85, 85, 90]),
  row('01005', 'walk', 'left', [0, 66, 75, 0]),
  row('01007', 'back', 'right', [0, 60, 65, 140]),
  row('01009', 'back', 'right', [0, 130, 160, 0]),
  row('01008', 'back', 'left', [0, 150, 190, 0]),
  row('01010', -0.7, 'middle', [0, 90, 100, 220]),
  row('01011', 0.5, 'middle', [0, 95, 110, 160]),
  row('01017', 'walk', 'right', [0, 240, 0, 0]),
  row('01018', 'back', 'alternate', [0, 0, 0, 300]),
  row('01023', -0.1, 'middle', [0, 0, 700, 600], 0.4),
  row('01026', 'kerb', 'right', [300, 0, 500, 0], 0.3),
  row('01013', 'walk', 'alternate', [0, 150, 160, 0], 0.3),
  row('01027', 'back', 'alternate', [0, 300, 260, 500], 0.3),
  row('01028', 'back', 'alternate', [0, 400, 520, 0], 0.3),
  row('01029', 'back', 'right', [0, 900, 900, 0], 0.3),
  row('01030', 'kerb', 'left', [0, 0, 0, 62], 0.15),
  row('01031', 'walk', 'right', [0, 0, 300, 125], 0.2),
  row('01040', 'walk', 'both', [0, 1500, 0, 0], 0.4),
  row('01041', 'walk', 'right', [0, 1000, 0, 0], 0.4),
  row('01042', 'walk', 'left', [0, 950, 1100, 0], 0.4),
  row('01043', 'walk', 'right', [0, 1900, 0, 0], 0.4),
  row('01045', 'back', 'left', [0, 900, 1200, 0], 0.4),
  row('01048', 'back', 'alternate', [0, 0, 380, 420], 0.3),
  row('01049', 'back', 'alternate', [0, 0, 0, 520], 0.3),
  row('01050', 'walk', 'alternate', [600, 350, 600, 0], 0.3),
  row('01054', 'back', 'alternate', [0, 0, 900, 1300], 0.4),
  row('01059', 'back', 'alternate', [0, 0, 0, 900], 0.4),
  row('01060', 'back', 'left', [700, 600, 650, 0], 0.2),
  row('01075', 'back', 'alternate', [0, 0, 0, 520], 0.4),
  row('01077', 'walk', 'alternate', [0, 420, 0, 0], 0.2),
  row('02004', 'walk', 'both', [0, 430, 520, 0], 0.2),
  row('02005', 'walk', 'right', [0, 1500, 0, 0], 0.3),
  row('02010', 'walk', 'both', [160, 120, 150, 0], 0.3),
  row('02013', 'walk', 'right', [0, 0, 900, 0], 0.3),
  row('02017', 0.05, 'middle', [50, 60, 0, 0], 0.05),
  row('02025', 'back', 'both', [0, 300, 360, 0], 0.3),
  row('02043', 0.02, 'middle', [0, 0, 0, 420], 0.3),
  row('03001', 'back', 'alternate', [0, 900, 1000, 2600], 0.4),
  row('03004', 'back', 'alternate', [0, 0, 0, 700], 0.3),
  row('03005', 'walk', 'both', [0, 78, 92, 0], 0.2),
  row('03005', 'back', 'alternate', [0, 0, 0, 130], 0.3),
  row('03006', 'back', 'alternate', [700, 420, 0, 0], 0.4),
  row('03008', 'back', 'alternate', [0, 0, 500, 380], 0.4),
  row('04004', 'tree', 'both', [0, 420, 0, 0], 0.3),
  row('04005', 'walk', 'both', [0, 260, 0, 0], 0.3),
  row('04007', 'back', 'both', [0, 220, 280, 0], 0.3),
  row('04008', 'back', 'right', [300, 260, 0, 0], 0.3),
];

/** Spacing of street trees relative to each other; how dense they are follows from the number asked for. */
export const TREE_SPACING: Partial<Record<StreetClass, number>> = {
  expressway: 2.2,
  main: 1,
  secondary: 1.1,
  lane: 3.4,
};
