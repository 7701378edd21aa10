const FROM = 22;
const TO = 6;

/** Whether the wall is dimmed: from 22:00 to 06:00 of the city's time. */
export function isNight(now: number, timezone: string): boolean {
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', hourCycle: 'h23' }).format(now),
  );
  return hour >= FROM || hour < TO;
}
