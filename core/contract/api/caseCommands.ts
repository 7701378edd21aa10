import { z } from 'zod';
import type { CommandName } from '../../rules/case/commands.ts';
import { code, componentCode, instantMs, longText, photoHash, photos, place, version } from './shapes.ts';

/**
 * What a client sends with each command of a case: POST /api/cases/{id}/{command}. The facts that the
 * rule needs beside it (standards, areas, units) are looked up by the action. `version` is the one the
 * person saw: a case that has moved on answers with a conflict. It may be left out by who saw none (a holder
 * of a tracking code, a phone's outbox, another system): then status, task and the row's lock alone decide, so
 * that nothing is overwritten all the same. Machine commands have no door.
 */
const base = { version: version.optional(), text: longText.optional() };
const reason = code;
const reasoned = z.object({ ...base, reason });
const bare = z.object(base);
const observed = z.object({ ...base, photos, observedAt: instantMs.optional() });

export const CASE_COMMAND_INPUT = {
  'request-verification': z.object({ ...base, collector: z.uuid().nullable().default(null) }),
  confirm: observed,
  deny: observed,
  'cannot-verify': reasoned,
  file: z.object({
    ...base,
    conditionKey: code,
    place: place.optional(),
    component: componentCode.nullable().optional(),
    ownLimit: z
      .object({
        minutes: z.number().int().min(1).max(100_000),
        clock: z.enum(['working', 'continuous']),
        reason,
      })
      .optional(),
  }),
  /** The reason in words is obligatory: the reporter is told it. */
  reject: reasoned.extend({ text: longText.min(1) }),
  'reverse-rejection': reasoned,
  amend: z.object({
    ...base,
    conditionKey: code.nullable().optional(),
    place: place.optional(),
    component: componentCode.nullable().optional(),
  }),
  dispatch: z.object({
    ...base,
    unit: code,
    assisting: z.array(code).max(10).default([]),
    reason: reason.optional(),
  }),
  coordinate: reasoned,
  escalate: reasoned,
  acknowledge: bare,
  'pass-on': z.object({ ...base, crew: code }),
  return: reasoned,
  'request-return': reasoned,
  'approve-return': bare,
  'refuse-return': reasoned,
  'request-extension': z.object({ ...base, reason, minutes: z.number().int().min(1).max(100_000) }),
  'approve-extension': z.object({ ...base, minutes: z.number().int().min(1).max(100_000) }),
  'refuse-extension': reasoned,
  'request-deferral': z.object({ ...base, reason, until: instantMs }),
  'approve-deferral': z.object({ ...base, until: instantMs }),
  'refuse-deferral': reasoned,
  resume: bare,
  feedback: z.object({ ...base, photos }),
  'issue-check': z.object({ ...base, collector: z.uuid().nullable().default(null) }),
  pass: observed,
  fail: observed.extend({ reason: z.enum(['not-done', 'not-to-standard', 'wrong-place', 'recurred']) }),
  'cannot-check': reasoned,
  'send-back': reasoned,
  close: bare,
  'close-unresolved': z.object({
    ...base,
    reason: z.enum(['season', 'legal-procedure', 'no-responsible-subject', 'notified-only']),
  }),
  supervise: bare,
  'answer-supervision': bare,
  substitute: z.object({ ...base, unit: code, reason }),
  'record-cost': z.object({
    ...base,
    costId: z.uuid(),
    amountCents: z.number().int().min(0).max(10_000_000_000),
    payer: z.enum(['unit', 'city-fund']),
    payerUnit: code.nullable().default(null),
    position: z.enum(['owed', 'recovered', 'written-off']),
  }),
  merge: z.object({ ...base, into: z.uuid() }),
  link: z.object({
    ...base,
    other: z.uuid(),
    why: z.enum(['recurrence', 'not-solved', 'split', 'duplicate']),
  }),
  void: reasoned,
  note: z.object({ ...base, text: longText.min(1) }),
  attach: z.object({ ...base, photos: z.array(photoHash).min(1).max(12) }),
  rate: z.object({
    ...base,
    stars: z.number().int().min(1).max(5),
    solved: z.boolean().nullable().default(null),
  }),
  'release-photo': z.object({ ...base, photo: photoHash, blurred: photoHash }),
  'acknowledge-emergency': bare,
  'reassign-collector': z.object({ ...base, collector: z.uuid() }),
} as const satisfies Partial<Record<CommandName, z.ZodType>>;

export type CaseCommandName = keyof typeof CASE_COMMAND_INPUT;
export type CaseCommandInput<C extends CaseCommandName> = z.input<(typeof CASE_COMMAND_INPUT)[C]>;
export type CaseCommandParsed<C extends CaseCommandName> = z.output<(typeof CASE_COMMAND_INPUT)[C]>;

export const CASE_COMMANDS = Object.keys(CASE_COMMAND_INPUT) as CaseCommandName[];
