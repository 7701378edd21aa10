/** The instant of the last midnight in a zone, epoch ms. */
export function cityMidnight(atMs: number, timezone: string): number {
  const parts = partsIn(atMs, timezone);
  const guess = atMs - ((parts.hour * 60 + parts.minute) * 60 + parts.second) * 1000 - (atMs % 1000);
  // A change of the clock between midnight and now moves the guess; correct it by what it shows.
  const shown = partsIn(guess, timezone);
  const off = shown.hour * 60 + shown.minute;
  return off === 0 ? guess : guess - (off > 720 ? off - 1_440 : off) * 60_000;
}

function partsIn(atMs: number, timezone: string): { hour: number; minute: number; second: number } {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).formatToParts(atMs);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return { hour: of('hour'), minute: of('minute'), second: of('second') };
}
