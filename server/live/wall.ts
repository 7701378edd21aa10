import type { WallDelta, WallFact, WallPoint, WallSnapshot } from '../../core/contract/api/answers.ts';
import { SEVEN_STAGES, type SevenStage, sevenStage } from '../../core/contract/stages.ts';
import type { TailRow } from '../../db/queries/tail.ts';

const FEED = 40;
/** Facts that the wall's feed tells; the rest only moves points and counts. */
const TOLD = new Set(['reported', 'filed', 'dispatched', 'returned', 'feedback', 'checkPassed', 'checkFailed', 'closed', 'closedUnresolved', 'turnedRed', 'emergencyRaised', 'supervised']);

export interface WallSource {
  readonly open: readonly TailRow[];
  readonly today: { readonly reported: number; readonly filed: number; readonly closed: number };
  readonly scoredInPeriod: number;
  readonly units: WallSnapshot['units'];
  readonly city: WallSnapshot['city'];
  readonly beatsOnDuty: number;
}

export type WallPicture = ReturnType<typeof openWallPicture>;

/**
 * The wall's picture in memory: painted once from the database, then kept up by each event of the tail.
 * It holds no persons. `take` gives the delta to send; versions count from the painting.
 */
export function openWallPicture(now: () => number) {
  const points = new Map<string, WallPoint>();
  const emergencies = new Map<string, WallFact>();
  let feed: WallFact[] = [];
  let rest: Omit<WallSource, 'open'> | null = null;
  let version = 0;
  const today = { reported: 0, filed: 0, closed: 0 };

  return {
    paint(source: WallSource): void {
      points.clear();
      emergencies.clear();
      for (const row of source.open) {
        points.set(row.caseId, pointOf(row));
        if (row.emergencyOpen) emergencies.set(row.caseId, factOf(row, 'emergencyRaised', now()));
      }
      rest = source;
      Object.assign(today, source.today);
      version++;
    },
    /** Numbers that no case event carries: scores, beats on duty, the day's end. */
    refresh(numbers: Partial<Omit<WallSource, 'open'>>): void {
      if (!rest) return;
      rest = { ...rest, ...numbers };
      if (numbers.today) Object.assign(today, numbers.today);
    },
    take(rows: readonly TailRow[]): WallDelta {
      const facts = rows.map((row) => {
        if (row.isOpen) points.set(row.caseId, pointOf(row));
        else points.delete(row.caseId);
        const fact = factOf(row, row.type, row.at);
        if (row.emergencyOpen) emergencies.set(row.caseId, fact);
        else emergencies.delete(row.caseId);
        if (row.type === 'reported') today.reported++;
        if (row.type === 'filed') today.filed++;
        if (row.type === 'closed' || row.type === 'closedUnresolved') today.closed++;
        if (TOLD.has(row.type)) feed = [fact, ...feed].slice(0, FEED);
        return { ...fact, point: points.get(row.caseId) ?? null };
      });
      version++;
      return { version, serverTime: now(), facts };
    },
    snapshot(): WallSnapshot | null {
      if (!rest) return null;
      return {
        version, serverTime: now(), stages: stagesOf(points.values(), now(), { ...today }, rest.scoredInPeriod), today: { ...today },
        open: points.size, points: [...points.values()], units: rest.units, city: rest.city, feed, emergencies: [...emergencies.values()],
        beatsOnDuty: rest.beatsOnDuty,
      };
    },
  };
}

function pointOf(row: TailRow): WallPoint {
  return {
    id: row.caseId, lon: row.lon, lat: row.lat, status: row.status, routingOwed: row.routingOwed, unit: row.unit, categoryKey: row.categoryKey,
    address: row.address, yellowFrom: row.yellowFrom, redFrom: row.redFrom, parkedAt: row.parkedAt,
  };
}

function factOf(row: TailRow, type: string, at: number): WallFact {
  return { id: row.caseId, number: row.number, type, at, categoryKey: row.categoryKey, unit: row.unit, address: row.address };
}

function stagesOf(points: Iterable<WallPoint>, now: number, today: { reported: number; filed: number; closed: number }, scored: number): WallSnapshot['stages'] {
  const stages = Object.fromEntries(SEVEN_STAGES.map((stage) => [stage, { open: 0, yellow: 0, red: 0, today: 0 }])) as Record<SevenStage, { open: number; yellow: number; red: number; today: number }>;
  for (const point of points) {
    const stage = sevenStage({ ...point, closedToday: false });
    if (!stage) continue;
    const at = point.parkedAt ?? now;
    stages[stage].open++;
    if (point.redFrom !== null && at > point.redFrom) stages[stage].red++;
    else if (point.yellowFrom !== null && at >= point.yellowFrom) stages[stage].yellow++;
  }
  stages.collected.today = today.reported;
  stages.filed.today = today.filed;
  stages.checking.today = today.closed;
  stages.scored.open = scored;
  return stages;
}
