import type { LineRole } from './ground.ts';
import type { Name, StreetClass } from './types.ts';

/** A line of the street network, drawn or generated. */
export interface NetLine {
  id: number;
  role: LineRole;
  class: StreetClass | null;
  name: Name | null;
  /** Vertices from end to end. */
  path: number[];
}
