import type { CaseCommandParsed } from '../core/contract/api/caseCommands.ts';
import { HouseError } from '../core/contract/errors.ts';
import type { Command } from '../core/rules/case/commands.ts';
import type { CaseState } from '../core/rules/case/state.ts';
import { OPEN_STATUSES } from '../core/rules/case/status.ts';
import { lockCase, readCase } from '../db/queries/cases.ts';
import { anyoneOnDuty, isCollector, nearestCollector } from '../db/queries/duty.ts';
import { isBlurOf, missingSince, reusedPhotos } from '../db/queries/photos.ts';
import { knownComponent, placeOr, standardFor, unitOr404 } from './facts.ts';
import { routeOf } from './routing.ts';
import type { DeedContext } from './run.ts';

/** The facts that the commands of a case need beside what the person sent; one function a command. */
export async function verify(
  ctx: DeedContext,
  input: CaseCommandParsed<'request-verification'>,
  state: CaseState,
): Promise<Command> {
  return { type: 'request-verification', collector: await namedOrNearest(ctx, state, input.collector) };
}

export async function file(
  ctx: DeedContext,
  input: CaseCommandParsed<'file'>,
  state: CaseState,
): Promise<Command> {
  const { place, areas } = await placeOr(ctx, state, input.place);
  return {
    type: 'file',
    text: input.text,
    place,
    areas,
    standard: await standardFor(ctx, input.conditionKey, areas),
    component: input.component === undefined ? state.component : await knownComponent(ctx, input.component),
    ownLimit: input.ownLimit,
  };
}

export async function amend(
  ctx: DeedContext,
  input: CaseCommandParsed<'amend'>,
  state: CaseState,
): Promise<Command> {
  const { place, areas } = await placeOr(ctx, state, input.place);
  const conditionKey = input.conditionKey === undefined ? state.conditionKey : input.conditionKey;
  const standard = conditionKey ? await standardFor(ctx, conditionKey, areas) : null;
  return {
    type: 'amend',
    text: input.text,
    place,
    areas,
    standard,
    conditionKey,
    categoryKey: standard?.categoryKey ?? state.categoryKey,
    kind: standard?.kind ?? state.kind,
    component: input.component === undefined ? state.component : await knownComponent(ctx, input.component),
  };
}

/** A person's dispatch; the router is asked too, so that an override is known and counted by rule. */
export async function dispatchByPerson(
  ctx: DeedContext,
  input: CaseCommandParsed<'dispatch'>,
  state: CaseState,
): Promise<Command> {
  const unit = await unitOr404(ctx, input.unit);
  const answer = await routeOf(ctx, state);
  const overrode = answer.ok && answer.unit !== unit.code ? answer.unit : null;
  for (const code of input.assisting) await unitOr404(ctx, code);
  return {
    type: 'dispatch',
    unit,
    assisting: input.assisting,
    explanation: answer.explanation,
    overrode,
    reason: input.reason,
    text: input.text,
  };
}

export async function coordinate(
  ctx: DeedContext,
  input: CaseCommandParsed<'coordinate'>,
  state: CaseState,
): Promise<Command> {
  const answer = await routeOf(ctx, state);
  const candidates = answer.ok ? [{ unit: answer.unit, why: 'router' }] : answer.candidates;
  return {
    type: 'coordinate',
    candidates,
    explanation: answer.explanation,
    reason: input.reason,
    text: input.text,
  };
}

/** Feedback: photos used before and photos taken far away are flagged, not refused (the checker sees it). */
export async function feedback(
  ctx: DeedContext,
  input: CaseCommandParsed<'feedback'>,
  state: CaseState,
): Promise<Command> {
  const { reused, farM } = await reusedPhotos(ctx.tx, input.photos, state.place);
  return { type: 'feedback', text: input.text, photos: input.photos, reused, farM };
}

export async function issueCheck(
  ctx: DeedContext,
  input: CaseCommandParsed<'issue-check'>,
  state: CaseState,
): Promise<Command> {
  return { type: 'issue-check', collector: await namedOrNearest(ctx, state, input.collector) };
}

export async function reassignCollector(
  ctx: DeedContext,
  input: CaseCommandParsed<'reassign-collector'>,
): Promise<Command> {
  return { ...input, type: 'reassign-collector', collector: await knownCollector(ctx, input.collector) };
}

/** Pass and fail: how it was checked follows from who checks; off site only when nobody is on duty. */
export function withDutyFacts<C extends 'pass' | 'fail'>(type: C) {
  return async (ctx: DeedContext, input: CaseCommandParsed<C>, state: CaseState): Promise<Command> => {
    const how = ({ 'supervision-officer': 'video', 'shift-lead': 'shift-lead', import: 'import' } as const)[
      ctx.actor.role as 'import'
    ];
    const onDuty = await anyoneOnDuty(ctx.tx, state.areas.beat, state.areas.subdistrict);
    return { ...input, type, how: how ?? 'on-site', anyoneOnDuty: onDuty } as unknown as Command;
  };
}

export async function substitute(ctx: DeedContext, input: CaseCommandParsed<'substitute'>): Promise<Command> {
  return {
    type: 'substitute',
    unit: await unitOr404(ctx, input.unit),
    reason: input.reason,
    text: input.text,
  };
}

/** A paying unit has to be one of the city's. */
export async function recordCost(
  ctx: DeedContext,
  input: CaseCommandParsed<'record-cost'>,
): Promise<Command> {
  if (input.payerUnit !== null) await unitOr404(ctx, input.payerUnit);
  return { ...input, type: 'record-cost' };
}

/**
 * The master is locked too: of two cases that are merged into each other at once, the second sees the first
 * as voided (or is the victim of a deadlock and tries again), so that one of them stays open.
 */
export async function merge(
  ctx: DeedContext,
  input: CaseCommandParsed<'merge'>,
  state: CaseState,
): Promise<Command> {
  const master = input.into === state.id ? null : (await lockCase(ctx.tx, input.into))?.state;
  if (!master)
    throw new HouseError('refused', 'A case is merged into another case that exists. Nothing was changed.', {
      clause: '02.merge.master',
    });
  return { type: 'merge', into: master.id, intoStatusOpen: OPEN_STATUSES.includes(master.status) };
}

export async function link(ctx: DeedContext, input: CaseCommandParsed<'link'>): Promise<Command> {
  if (!(await readCase(ctx.tx, input.other)))
    throw new HouseError('refused', 'There is no such case to link to. Nothing was changed.', {
      clause: '02.link.other',
    });
  return { ...input, type: 'link' };
}

async function namedOrNearest(ctx: DeedContext, state: CaseState, named: string | null) {
  return named === null ? collectorFor(ctx, state) : knownCollector(ctx, named);
}

/** A task in anybody else's hands would be in nobody's: no page of theirs shows it. */
async function knownCollector(ctx: DeedContext, id: string): Promise<string> {
  if (!(await isCollector(ctx.tx, id)))
    throw new HouseError('refused', 'This is no collector who can be given a task. Nothing was changed.', {
      clause: '02.collector.unknown',
    });
  return id;
}

/** Photos of the result that nobody can look at yet: those that this dispatch's feedback and check named. */
export async function close(
  ctx: DeedContext,
  input: CaseCommandParsed<'close'>,
  state: CaseState,
): Promise<Command> {
  const missing = await missingSince(ctx.tx, state.id, state.assignment?.dispatchSeq ?? 0);
  return { ...input, type: 'close', missingPhotos: missing };
}

/** The collector of a task on this case; null when nobody is on duty there. */
export async function collectorFor(ctx: DeedContext, state: CaseState): Promise<string | null> {
  return nearestCollector(ctx.tx, {
    lon: state.place.lon,
    lat: state.place.lat,
    beat: state.areas.beat,
    subdistrict: state.areas.subdistrict,
    except: state.reportedBy.id,
  });
}

/** Only what the blur tool made of this photo goes out (spec 06, Residents). */
export async function releasePhoto(
  ctx: DeedContext,
  { photo, blurred, text }: CaseCommandParsed<'release-photo'>,
  state: CaseState,
): Promise<Command> {
  if (state.photos.includes(photo) && blurred !== photo && !(await isBlurOf(ctx.tx, blurred, photo)))
    throw new HouseError(
      'refused',
      'This copy was not made with the blur tool from this photo. Nothing was released.',
      { clause: '02.release-photo.tool' },
    );
  return { type: 'release-photo', photo, blurred, text };
}
