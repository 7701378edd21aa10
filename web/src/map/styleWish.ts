import type { BaseMap } from '../../../core/contract/api/answers.ts';
import type { Lang } from '../parts/i18n.ts';
import type { Paint } from './paint.ts';

/** What the map's style is made from. */
export interface StyleWish {
  readonly paint: Paint;
  readonly lang: Lang;
  /** 1 on desks and phones; labels and lines of a wall are larger. */
  readonly scale: number;
  readonly font: string;
  /** Components at close zoom; only for people who are signed in. */
  readonly components: boolean;
  /** A dark page. */
  readonly night: boolean;
  readonly map: BaseMap;
  /** Of the city: metres are so many pixels there. */
  readonly latitude: number;
}
