/** The generated geometry of the demo city: pure, seeded, without database. */
export { type Address, addressFinder } from './addresses.ts';
export { ADCODE, makeCity } from './city.ts';
export type * from './types.ts';
