import type { ScorePolicyData } from '../../../core/rules/scoring/policy.ts';
import type { ScoreCase, ScoreEvent } from '../../../core/rules/scoring/scoreCase.ts';
import type { SlowClock } from '../clock/slowClock.ts';

/** An item in one line, and the sums of a unit's period, as `slowScore` gives them. */
export interface SlowScore {
  readonly items: string[];
  readonly sums: string[];
}

interface Setting {
  readonly clock: SlowClock;
  readonly duty: ReadonlySet<string>;
  readonly policy: ScorePolicyData;
  readonly workdayMs: number;
  readonly periods: readonly { readonly name: string; readonly from: number; readonly to: number }[];
}

type Kind = 'deferral' | 'extension' | 'repeat';
const KINDS: readonly Kind[] = ['deferral', 'extension', 'repeat'];
const LINE = (one: Pick<Work, 'id' | 'no'>) => `${one.id}/${one.no}`;

/** One assignment as a cutoff sees it; times in ms. */
interface Work {
  readonly id: string;
  readonly no: number;
  readonly unit: string;
  readonly appears: number;
  readonly due: number;
  readonly granted: number;
  readonly limit: number;
  readonly extension: number;
  readonly used: number;
  readonly deferred: number;
  readonly first: Record<Kind, number | null>;
  readonly repeats: number;
  readonly refused: number;
  readonly resolved: boolean;
  readonly waits: boolean;
  readonly runs: boolean;
  readonly nobodys: boolean;
}

/**
 * Spec 05 once more, word by word and without any haste: every period reads every log anew. Shares nothing
 * with the rules but the shape of an event.
 */
export function slowScore(cases: readonly ScoreCase[], it: Setting): SlowScore {
  const strict = it.policy.timelyRule === 'strict';
  const settle = (to: number) => it.clock.add(to, it.policy.settleWorkdays * it.workdayMs);
  const items: string[] = [];
  const sums: string[] = [];
  const placed = new Set<string>();
  let moving = new Map<string, Set<Kind>>();
  for (const period of it.periods) {
    const cutoff = settle(period.to);
    const works = cases.flatMap(({ id, events }) =>
      worksOf(
        id,
        events.filter((event) => event.at <= cutoff && event.receivedAt <= cutoff),
        it,
      ),
    );
    const chainCutoff = settle(it.periods[0]!.from);
    const next = new Map<string, Set<Kind>>();
    for (const unit of [...new Set(works.map((work) => work.unit))].sort()) {
      const mine = works.filter((work) => work.unit === unit && !work.nobodys).sort(byCase);
      const carried = mine.filter((work) => moving.has(LINE(work)));
      const own = mine.filter(
        (work) =>
          !placed.has(LINE(work)) &&
          work.due < period.to &&
          (work.due >= it.periods[0]!.from || work.appears > chainCutoff),
      );
      const recognised = new Map([
        ...own.map((work) => [LINE(work), new Set<Kind>()] as const),
        ...carried.map((work) => [LINE(work), moving.get(LINE(work))!] as const),
      ]);
      for (const kind of KINDS) {
        let left = strict
          ? 0
          : Math.floor((Math.round(Number(it.policy.allowance[kind]) * 1000) * own.length) / 1000);
        const flagged = own
          .filter((work) => work.first[kind] !== null)
          .sort((a, b) => a.first[kind]! - b.first[kind]! || byCase(a, b));
        for (const work of flagged) {
          const cost = kind === 'repeat' ? work.repeats : 1;
          if (cost > left) continue;
          left -= cost;
          recognised.get(LINE(work))!.add(kind);
        }
      }
      let [n, r, t, moved] = [0, 0, 0, 0];
      for (const work of [...own, ...carried].sort(byCase)) {
        const line = LINE(work);
        placed.add(line);
        const has = recognised.get(line)!;
        const grants = (['deferral', 'extension'] as const).filter((kind) => work.first[kind] !== null);
        const granted =
          !strict &&
          work.runs &&
          grants.length > 0 &&
          grants.every((kind) => has.has(kind)) &&
          work.granted >= period.to;
        if (work.waits || granted) {
          next.set(line, has);
          moved += 1;
          items.push(`${period.name} ${unit} ${line} ${work.waits ? 'waiting' : 'granted'}`);
          continue;
        }
        const clauses = clausesOf(work, has, strict);
        n += 1;
        if (work.resolved) r += 1;
        if (clauses.length === 0) t += 1;
        items.push(`${period.name} ${unit} ${line} ${work.resolved} ${clauses.join(',')}`);
      }
      if (n + moved > 0)
        sums.push(`${period.name} ${unit} ${n} ${r} ${t} ${moved} ${carried.length} ${score(n, r, t)}`);
    }
    moving = next;
  }
  return { items, sums };
}

/** 80 % and 20 % in hundredths of a point, half up, in whole numbers. */
function score(n: number, r: number, t: number): string {
  if (n === 0) return 'null';
  const hundredths = Math.floor((2 * (8_000 * t + 2_000 * r) + n) / (2 * n));
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
}

function clausesOf(work: Work, has: ReadonlySet<Kind>, strict: boolean): string[] {
  const used = work.used - (has.has('deferral') ? work.deferred : 0);
  const over = work.resolved && used > work.limit + (has.has('extension') ? work.extension : 0);
  const clauses: string[] = [];
  for (const kind of ['deferral', 'extension'] as const)
    if (work.first[kind] !== null && !has.has(kind) && (strict || over)) clauses.push(`${kind}-unrecognised`);
  if (over) clauses.push('overtime');
  if (work.repeats > 0 && !has.has('repeat')) clauses.push('repeat-unrecognised');
  if (work.refused > 0) clauses.push('returned');
  if (!work.resolved) clauses.push('unresolved');
  return clauses.sort();
}

function byCase(a: Pick<Work, 'id' | 'no'>, b: Pick<Work, 'id' | 'no'>): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : a.no - b.no;
}

/** The assignments of one log: its dispatches cut into runs to one unit. */
function worksOf(id: string, events: readonly ScoreEvent[], it: Setting): Work[] {
  const starts: number[] = [];
  let holder: string | null = null;
  events.forEach((event, i) => {
    if (event.type === 'substituted') {
      starts.push(i);
      holder = null;
    } else if (event.type === 'dispatched' && event.unit !== holder) {
      starts.push(i);
      holder = event.unit;
    }
  });
  const end = events.find((event) => event.type === 'closed' || event.type === 'closedUnresolved');
  const gone = events.some((event) => event.type === 'voided' || event.type === 'merged');
  const lastFeedback = events.findLastIndex((event) => event.type === 'feedback');
  return starts.flatMap((from, no) => {
    const head = events[from]!;
    if (head.type !== 'dispatched') return [];
    const to = starts[no + 1] ?? events.length;
    return [workOf({ id, no, events, from, to, end, gone, lastFeedback }, it)];
  });
}

interface Cut {
  readonly id: string;
  readonly no: number;
  readonly events: readonly ScoreEvent[];
  readonly from: number;
  readonly to: number;
  readonly end: ScoreEvent | undefined;
  readonly gone: boolean;
  readonly lastFeedback: number;
}

function workOf({ id, no, events, from, to, end, gone, lastFeedback }: Cut, it: Setting): Work {
  const head = events[from] as Extract<ScoreEvent, { type: 'dispatched' }>;
  const inside = events.slice(from, to);
  const after = events[to];
  const lives: { from: number; to: number | null; by: string }[] = [];
  const first: Record<Kind, number | null> = { deferral: null, extension: null, repeat: null };
  let [clock, limit] = [head.clock, head.limitMs];
  let later: [typeof clock, number] | null = null;
  let [extension, repeats, refused, fails] = [0, 0, 0, 0];
  let since: string | null = null;
  const windows: [number, number][] = [];
  inside.forEach((event, i) => {
    const open = lives.at(-1)?.to === null;
    if (event.type === 'dispatched') {
      if (open) Object.assign(lives.at(-1)!, { to: event.at, by: 'dispatched' });
      lives.push({ from: event.at, to: null, by: '' });
      if (since === 'checkFailed') {
        repeats += 1;
        first.repeat ??= event.at;
      }
      if (since === 'returned') refused += 1;
      since = null;
      if (later) [clock, limit] = later;
      later = null;
    }
    if (['feedback', 'returned', 'checkFailed'].includes(event.type)) {
      if (open) Object.assign(lives.at(-1)!, { to: event.at, by: event.type });
      if (event.type !== 'feedback') since = event.type;
      if (event.type === 'checkFailed') fails += 1;
    }
    if (event.type === 'amended' && event.clock !== null && event.limitMs !== null) {
      if (open) [clock, limit] = [event.clock, event.limitMs];
      else later = [event.clock, event.limitMs];
    }
    if (event.type === 'extensionApproved') {
      extension += event.extensionMs;
      first.extension ??= event.at;
    }
    if (event.type === 'deferralApproved') {
      first.deferral ??= event.at;
      const resumed = events.slice(from + i + 1).find((one) => one.type === 'resumed');
      const ends = Math.min(event.until, resumed?.at ?? event.until);
      if (ends > event.at) windows.push([event.at, ends]);
    }
  });
  const last = lives.at(-1)!;
  const lastBy = last.to === null ? null : last.by;
  if (last.to === null && (after || end)) last.to = (after ?? end)!.at;
  const duty = it.duty.has(head.unit);
  const came = events
    .slice(0, from)
    .findLast((event) => ['filed', 'returned', 'checkFailed'].includes(event.type));
  const start = duty && came ? came.at : head.at;
  lives[0]!.from = start;
  const allowed = limit + (duty ? it.policy.stageMinutes.dispatch * 60_000 : 0);
  const on = (a: number, b: number) => (clock === 'working' ? it.clock.elapsed(a, b) : Math.max(0, b - a));
  const closed = lives.filter((life) => life.to !== null) as { from: number; to: number }[];
  const counted =
    repeats >= 2 && closed.length === lives.length
      ? [{ from: start, to: last.to! }]
      : repeats >= 2
        ? []
        : closed;
  const used = counted.reduce((sum, { from: a, to: b }) => sum + on(a, b), 0);
  const deferred = counted.reduce((sum, { from: a, to: b }) => sum + inWindows(a, b, windows, on), 0);
  const advance = (a: number, n: number) => (clock === 'working' ? it.clock.add(a, n) : a + n);
  const bySelf = lastBy === 'feedback' || lastBy === 'returned';
  return {
    id,
    no,
    unit: head.unit,
    appears: Math.max(head.at, head.receivedAt),
    due: advance(start, allowed),
    granted: grantedDue(start, allowed + extension, windows, on, advance),
    limit: allowed,
    extension,
    used,
    deferred,
    first,
    repeats,
    refused,
    resolved:
      end?.type === 'closed' && lastFeedback >= from && lastFeedback < to && after?.type !== 'substituted',
    waits: !after && !end && bySelf,
    runs: !after && !end && !bySelf,
    nobodys:
      gone ||
      (after !== undefined && lastBy === 'returned' && fails === 0 && used - deferred <= allowed + extension),
  };
}

type On = (a: number, b: number) => number;

/** The part of [a, b) that lies in the windows, each instant once. */
function inWindows(a: number, b: number, windows: readonly [number, number][], on: On): number {
  const cuts = [...new Set([a, b, ...windows.flat().filter((at) => at > a && at < b)])].sort((x, y) => x - y);
  return cuts.slice(1).reduce((sum, to, i) => {
    const from = cuts[i]!;
    return windows.some(([w0, w1]) => w0 <= from && to <= w1) ? sum + on(from, to) : sum;
  }, 0);
}

/** The clock stands in the windows: the due moves on by what lay in them, until it moves no more. */
function grantedDue(
  start: number,
  n: number,
  windows: readonly [number, number][],
  on: On,
  advance: (a: number, n: number) => number,
): number {
  let due = advance(start, n);
  for (;;) {
    const stood = inWindows(start, due, windows, on);
    const moved = advance(start, n + stood);
    if (moved === due) return due;
    due = moved;
  }
}
