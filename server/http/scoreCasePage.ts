import type { EndpointParsed } from '../../core/contract/api/endpoints.ts';
import type { ScoreCase } from '../../core/contract/api/score.ts';
import { HouseError } from '../../core/contract/errors.ts';
import { workingSpans } from '../../core/rules/clock/spans.ts';
import type { AssignmentFact } from '../../core/rules/scoring/assignmentFact.ts';
import { assignmentsOfCase } from '../../core/rules/scoring/assignments.ts';
import { type Explanation, explainItem } from '../../core/rules/scoring/explain.ts';
import { scoreCaseOf } from '../../core/rules/scoring/fromLog.ts';
import { itemLoss } from '../../core/rules/scoring/pointsLost.ts';
import { twoDecimals, ZERO } from '../../core/rules/scoring/rational.ts';
import { NOTHING_RECOGNISED } from '../../core/rules/scoring/recognition.ts';
import { caseUpTo, visibleAt } from '../../core/rules/scoring/scoreCase.ts';
import { mayAppeal } from '../../core/rules/scoring/stages.ts';
import { readAppealOf } from '../../db/queries/appeals.ts';
import { readScoreItem, readUnitResult } from '../../db/queries/score.ts';
import { type CaseLog, commandDutyUnits, readLogs } from '../../db/queries/scoring.ts';
import { type Grounds, groundsOf, periodOf, refuseOtherUnit } from './scoreGrounds.ts';
import type { Seen } from './seen.ts';

const HALF_DAY_MS = 43_200_000;
const MARKS = new Set<string>([
  'filed',
  'dispatched',
  'returned',
  'feedback',
  'checkPassed',
  'checkFailed',
  'extensionApproved',
  'deferralApproved',
  'resumed',
  'substituted',
  'amended',
  'closed',
  'closedUnresolved',
]);

/** The case behind an item: segments, time used, limit, and each clause with its figures (spec 05). */
export async function scoreCasePage(
  { doors, visitor }: Seen,
  input: EndpointParsed<'scoreCase'>,
): Promise<ScoreCase> {
  refuseOtherUnit(visitor.actor!, input.unit);
  const { pool, now } = doors.house;
  const grounds = await groundsOf(doors, input.period);
  const [found, result, [log]] = await Promise.all([
    readScoreItem(pool, input),
    readUnitResult(pool, input.period, input.unit),
    readLogs(pool, [input.caseId]),
  ]);
  const fact = log && (await factUpTo(pool, grounds, log, input.no));
  if (!found || !log || !fact)
    throw new HouseError('not-found', 'This case is no item of this unit in this period.');
  const { recognition, ...item } = found;
  const explanation = explainItem(
    fact,
    recognition ?? NOTHING_RECOGNISED,
    grounds.policy.timelyRule,
    grounds.calendar,
    grounds.cutoff,
  );
  const lost = item.excluded
    ? ZERO
    : itemLoss(
        { ...item, recognition: NOTHING_RECOGNISED } as never,
        result?.shouldResolve ?? 0,
        grounds.policy.weights,
      );
  return {
    item,
    unit: input.unit,
    period: periodOf(grounds),
    lost: item.moved === null ? twoDecimals(lost) : null,
    clock: fact.clock,
    startAt: fact.startAt,
    closedAt: fact.closedAt,
    asOf: grounds.cutoff,
    explanation,
    working:
      fact.clock === 'working'
        ? workingSpans(grounds.calendar, fact.startAt - HALF_DAY_MS, endOf(fact, explanation) + HALF_DAY_MS)
        : [],
    ...(await appealOf(pool, grounds, found, now())),
    marks: marksOf(log, grounds.cutoff),
  };
}

/** The appeal against the item, and whether one can be filed now. */
async function appealOf(
  pool: Seen['doors']['house']['pool'],
  { period, cutoff }: Grounds,
  item: Parameters<typeof mayAppeal>[1] & { readonly caseId: string; readonly no: number },
  now: number,
): Promise<Pick<ScoreCase, 'appeal' | 'appealRefused'>> {
  const appeal = await readAppealOf(pool, { period: period.id, caseId: item.caseId, no: item.no });
  const stage = {
    state: period.state,
    settlesAt: period.settled_at ?? cutoff,
    reviewUntil: period.review_until,
    appealsUntil: period.appeals_until,
  };
  const said = mayAppeal(stage, item, appeal !== null, now);
  return { appeal, appealRefused: said.ok ? null : said.clause };
}

/** The assignment as the period's cutoff sees it. */
async function factUpTo(
  pool: Seen['doors']['house']['pool'],
  { calendar, policy, cutoff, versions: { logPosition: upToPosition } }: Grounds,
  log: CaseLog,
  no: number,
): Promise<AssignmentFact | undefined> {
  const settings = {
    calendar,
    commandDutyUnits: await commandDutyUnits(pool),
    dispatchLimitMs: policy.dispatchLimitMs,
  };
  return assignmentsOfCase(
    caseUpTo(scoreCaseOf(log.number, log.events), { cutoff, upToPosition }),
    settings,
  ).find((fact) => fact.no === no);
}

/** The last instant that the time line has to show. */
function endOf(fact: AssignmentFact, { redAfter, originalDueAt }: Explanation): number {
  const ends = fact.segments.map((segment) => segment.to ?? 0);
  return Math.max(fact.closedAt ?? 0, redAfter ?? 0, originalDueAt, ...ends);
}

function marksOf(log: CaseLog, cutoff: number): ScoreCase['marks'] {
  return log.events
    .filter((event) => MARKS.has(event.type) && visibleAt(event) <= cutoff)
    .map(({ at, type, payload }) => ({
      at,
      type,
      reason: 'reason' in payload && typeof payload.reason === 'string' ? payload.reason : null,
    }));
}
