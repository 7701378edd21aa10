import type { EndpointParsed } from '../../core/contract/api/endpoints.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { type Calendar, CalendarError, compileCalendar } from '../../core/rules/clock/calendar.ts';
import { assignmentsOfCase } from '../../core/rules/scoring/assignments.ts';
import { scoreCaseOf } from '../../core/rules/scoring/fromLog.ts';
import { caseUpTo, type ScoreCase } from '../../core/rules/scoring/scoreCase.ts';
import type { Pool } from '../../db/pool.ts';
import type { ItemFact, NearFact } from '../../db/queries/score.ts';
import { commandDutyUnits, readLogs } from '../../db/queries/scoring.ts';
import type { Grounds } from './scoreGrounds.ts';

type Asked = Pick<EndpointParsed<'scoreWhatIf'>, 'freeDays' | 'limitPercent' | 'limitCategory'>;

const PAGE = 500;

/**
 * Assignments near a period with other limits and another calendar, from their logs: those that were carried
 * in or came late, and those whose due date lies in the period then. Page by page, so that others get their turn.
 */
export async function factsTried(
  pool: Pool,
  { period, calendar, policy, cutoff, versions }: Grounds,
  near: readonly NearFact[],
  { freeDays, limitPercent, limitCategory }: Asked,
): Promise<Pick<ItemFact, 'unit' | 'carried' | 'recognition' | 'fact'>[]> {
  const settings = {
    calendar: freeDays === undefined ? calendar : withFreeDays(calendar, freeDays.split(',')),
    commandDutyUnits: period.command_duty ? new Set(period.command_duty) : await commandDutyUnits(pool),
    dispatchLimitMs: policy.dispatchLimitMs,
  };
  const byCase = new Map<string, NearFact[]>();
  for (const one of near) byCase.set(one.id, [...(byCase.get(one.id) ?? []), one]);
  const ids = [...byCase.keys()];
  const tried: Awaited<ReturnType<typeof factsTried>> = [];
  for (let i = 0; i < ids.length; i += PAGE)
    for (const log of await readLogs(pool, ids.slice(i, i + PAGE))) {
      const seen = caseUpTo(scoreCaseOf(log.number, log.events), {
        cutoff,
        upToPosition: versions.logPosition,
      });
      const rows = byCase.get(log.id)!;
      const limited = limitCategory === undefined || limitCategory === rows[0]!.category;
      const facts = assignmentsOfCase(limited ? withLimits(seen, limitPercent) : seen, settings);
      for (const { no, unit, item, carried, recognition, dueAt } of rows) {
        const fact = facts.find((one) => one.no === no && one.unit === unit);
        if (!fact) continue;
        const cameLate = item && !carried && dueAt < period.from_at;
        const dueHere = fact.originalDueAt >= period.from_at && fact.originalDueAt < period.to_at;
        if (carried || cameLate || dueHere) tried.push({ unit, carried, recognition, fact });
      }
    }
  return tried;
}

function withLimits(of: ScoreCase, percent: number): ScoreCase {
  const changed = (limitMs: number) => Math.round((limitMs * percent) / 100);
  const events = of.events.map((event) => {
    if (event.type === 'dispatched') return { ...event, limitMs: changed(event.limitMs) };
    if (event.type !== 'amended' || event.limitMs === null) return event;
    return { ...event, limitMs: changed(event.limitMs) };
  });
  return { ...of, events };
}

/** @throws HouseError bad-input for a date that is none. */
function withFreeDays({ data }: Calendar, days: readonly string[]): Calendar {
  const free = new Set(days);
  const dates = Object.entries(data.dates ?? {}).filter(([day]) => !free.has(day));
  try {
    return compileCalendar({
      ...data,
      holidays: [...new Set([...data.holidays, ...days])],
      makeupWorkdays: data.makeupWorkdays.filter((day) => !free.has(day)),
      dates: Object.fromEntries(dates),
    });
  } catch (error) {
    if (error instanceof CalendarError) throw new HouseError('bad-input', error.message);
    throw error;
  }
}
