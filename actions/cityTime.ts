/** The instant of the last midnight in a zone, epoch ms. */
export function cityMidnight(atMs: number, timezone: string): number {
  const parts = partsIn(atMs, timezone);
  const guess = atMs - ((parts.hour * 60 + parts.minute) * 60 + parts.second) * 1000 - (atMs % 1000);
  // A change of the clock between midnight and now moves the guess; correct it by what it shows.
  const shown = partsIn(guess, timezone);
  const off = shown.hour * 60 + shown.minute;
  return off === 0 ? guess : guess - (off > 720 ? off - 1_440 : off) * 60_000;
}

/** The local date of an instant in a zone, `2026-11-20`. */
export function cityDate(atMs: number, timezone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(atMs);
}

function partsIn(atMs: number, timezone: string): { hour: number; minute: number; second: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(atMs);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return { hour: of('hour'), minute: of('minute'), second: of('second') };
}

/**
 * Calendar months in a zone as periods, from the one that contains `fromMs` (default: the present one)
 * to the one after the present.
 */
export function monthsAround(
  nowMs: number,
  timezone: string,
  fromMs = nowMs,
): { name: string; from: number; to: number }[] {
  const last = monthOf(nowMs, timezone, 1);
  const months: { name: string; from: number; to: number }[] = [];
  for (let ahead = 0; ; ahead++) {
    const name = monthOf(fromMs, timezone, ahead);
    months.push({
      name,
      from: monthStart(name, timezone),
      to: monthStart(monthOf(fromMs, timezone, ahead + 1), timezone),
    });
    if (name >= last) return months;
  }
}

function monthOf(atMs: number, timezone: string, ahead: number): string {
  const [year, month] = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
  })
    .format(atMs)
    .split('-')
    .map(Number);
  const index = year! * 12 + month! - 1 + ahead;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** The first midnight of a month `YYYY-MM` in a zone: noon of its first day lies within that day anywhere. */
function monthStart(name: string, timezone: string): number {
  return cityMidnight(Date.parse(`${name}-01T12:00:00Z`), timezone);
}
