import type { Logger } from 'pino';
import type { Config } from '../../actions/config.ts';
import type { House } from '../../actions/house.ts';
import type { QueueDesk } from '../health/queueDesk.ts';
import type { WallPicture } from '../live/wall.ts';
import type { OpenBaseMap } from './baseMap.ts';

/** What the doors of the server share. */
export interface Doors {
  readonly house: House;
  readonly config: Config;
  readonly log: Logger;
  readonly wall: WallPicture;
  readonly baseMap: OpenBaseMap;
  readonly queues: QueueDesk;
}
