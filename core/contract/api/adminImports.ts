import { z } from 'zod';
import type { Rehearsal } from './admin.ts';
import { code, text } from './shapes.ts';

export const IMPORTS = ['units', 'categories', 'rules', 'users', 'cells', 'areas', 'components'] as const;
export type ImportName = (typeof IMPORTS)[number];
export const AREA_KINDS = ['district', 'subdistrict', 'community', 'cell', 'beat', 'custom'] as const;
export const SYSTEMS = ['wgs84', 'cgcs2000', 'gcj02', 'bd09'] as const;
export type CoordinateSystem = (typeof SYSTEMS)[number];
export const ENCODINGS = ['utf-8', 'gb18030'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Files are streamed; the bound keeps one of them from filling the disk. */
export const MAX_IMPORT_BYTES = 500 * 1024 * 1024;
export const IMPORT_PART_BYTES = 2 * 1024 * 1024;

/** How a file is to be read; columns (field to property) only where the guess by name is not right. */
export const importWish = z.object({
  system: z.enum(SYSTEMS).default('wgs84'),
  encoding: z.enum(ENCODINGS).default('utf-8'),
  /** Areas: which kind; components: which category, when the file has no column for it. */
  target: code.nullable().default(null),
  columns: z
    .record(z.string().max(40), text(200))
    .refine((columns) => Object.keys(columns).length <= 40, 'has too many columns')
    .default({}),
  /** Adds a unit for each owner of a component that is none yet. */
  addUnits: z.boolean().default(false),
});
export type ImportOptions = z.output<typeof importWish>;

/** What is wrong with a row; rows count from 1, in CSV by line. Field: as the city calls it, null: the file itself. */
export interface ImportFault {
  readonly row: number;
  readonly code: string | null;
  readonly field: string | null;
  readonly why: string;
}

export type ImportChange = 'new' | 'changed' | 'same';

/** What a file holds and what it changes; the same for a preview and for what was done. */
export interface ImportReport {
  readonly rows: number;
  /** Above 0 nothing is taken. */
  readonly refused: number;
  /** The first faults, by row. */
  readonly faults: readonly ImportFault[];
  readonly added: number;
  /** Known ones that say something else than before. */
  readonly changed: number;
  readonly same: number;
  readonly target: string | null;
  /** Which property each field was read from; null: none. */
  readonly mapping: Readonly<Record<string, string | null>>;
  /** The properties that the file has. */
  readonly columns: readonly string[];
  /** Owners of components that are no unit of the city, with their number: they stay text. */
  readonly owners: readonly { readonly owner: string; readonly n: number }[];
  /** Some of what changes, new and changed ones first. */
  readonly sample: readonly {
    readonly row: number;
    readonly code: string;
    readonly name: string | null;
    readonly change: ImportChange;
    /** GeoJSON geometry as text, simplified. */
    readonly shape: string | null;
  }[];
  /** The newest open cases routed on trial, as the city is and as it would be; null: not tried. */
  readonly routing: Rehearsal | null;
}

export const IMPORT_STATES = [
  'receiving',
  'check-owed',
  'checking',
  'checked',
  'refused',
  'import-owed',
  'importing',
  'done',
  'failed',
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

export interface ImportJob {
  readonly id: string;
  readonly what: ImportName;
  readonly file: string;
  readonly bytes: number;
  readonly received: number;
  readonly state: ImportState;
  readonly rowsRead: number;
  readonly by: string;
  readonly at: number;
  readonly finishedAt: number | null;
  readonly wish: ImportOptions;
  /** Null until the file was checked. */
  readonly report: ImportReport | null;
}

/** A list without what each one holds. */
export type ImportLine = Omit<ImportJob, 'report' | 'wish'> & {
  readonly counts: Pick<ImportReport, 'rows' | 'refused' | 'added' | 'changed' | 'same'> | null;
};
