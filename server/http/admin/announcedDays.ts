import announced from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { OfficialDays } from '../../../core/contract/api/admin.ts';

/** The public holidays and make-up workdays of a year as the State Council announced them; empty before that. */
export function announcedDays(year: number): OfficialDays {
  return {
    year,
    holidays: ofYear(announced.holidays, year),
    makeupWorkdays: ofYear(announced.workdays, year),
  };
}

/** The package's entries are `English,Chinese,days`. */
function ofYear(days: Readonly<Record<string, string>>, year: number): OfficialDays['holidays'] {
  return Object.entries(days)
    .filter(([date]) => date.startsWith(`${year}-`))
    .map(([date, names]) => {
      const [en = '', zh = ''] = names.split(',');
      return { date, zh, en };
    })
    .sort((a, b) => a.date.localeCompare(b.date));
}
