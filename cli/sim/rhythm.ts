const DAY_S = 86_400;
/** Share of a day's reports by hour of the city's day; the night is never quite still. */
const BY_HOUR = [1, 0.6, 0.5, 0.5, 0.6, 1, 2, 5, 9, 11, 11, 8, 5, 6, 9, 10, 9, 7, 5, 3, 2, 1.6, 1.3, 1];
const SUM = BY_HOUR.reduce((sum, share) => sum + share, 0);

/** Reports a second at an instant, for so many a day, at a speed. */
export function reportsPerSecond(atMs: number, timezone: string, casesPerDay: number, speed: number): number {
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', hourCycle: 'h23' }).format(atMs),
  );
  return ((casesPerDay / DAY_S) * 24 * BY_HOUR[hour]! * speed) / SUM;
}

/** The time until the next of events that come at a rate, ms. */
export function untilNext(perSecond: number): number {
  return (-Math.log(1 - Math.random()) / perSecond) * 1_000;
}
