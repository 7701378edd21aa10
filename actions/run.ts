import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Right } from '../core/contract/api/endpointRow.ts';
import { HouseError } from '../core/contract/errors.ts';
import { allowed } from '../core/contract/right.ts';
import type { Actor } from '../core/rules/case/people.ts';
import { canonicalJson } from '../db/eventHash.ts';
import type { Tx } from '../db/pool.ts';
import { claimKey, keepAnswer } from '../db/queries/idempotency.ts';
import { inTransaction, isLostRace } from '../db/tx.ts';
import type { House, Settings } from './house.ts';

/** What a deed works with; `now` comes in with the context. */
export interface DeedContext {
  readonly tx: Tx;
  readonly house: House;
  readonly settings: Settings;
  readonly actor: Actor;
  readonly now: number;
}

/** One verb: who may, what it takes, what it does. */
export interface Deed<I extends z.ZodType = z.ZodType, A = unknown> {
  readonly name: string;
  readonly right: Right | 'machine';
  readonly input: I;
  readonly run: (ctx: DeedContext, input: z.output<I>) => Promise<A>;
}

interface Call {
  readonly actor: Actor | null;
  /** The idempotency key; without one a repeated deed is done again. */
  readonly key?: string | null;
  readonly now?: number;
}

const TRIES = 4;

/**
 * The hallway: the only way to a deed. Right, shape, idempotency key, transaction, action.
 * The same key with the same body gives the first answer again; with another body it is a conflict.
 * @throws HouseError
 */
export async function run<I extends z.ZodType, A>(
  house: House,
  deed: Deed<I, A>,
  raw: unknown,
  call: Call,
): Promise<A> {
  const { actor } = call;
  if (actor === null && deed.right !== 'public')
    throw new HouseError('not-signed-in', 'Please sign in first.');
  if (!actor || (deed.right === 'machine' ? actor.role !== 'machine' : !allowed(deed.right, actor)))
    throw new HouseError('forbidden', `Your role may not do this (${deed.name}).`, {
      clause: `06.right.${deed.name}`,
    });
  const input = parse(deed.input, raw);
  const settings = await house.settings();
  for (let left = TRIES; ; left--) {
    try {
      return await inTransaction(house.pool, async (tx, nowMs) => {
        const ctx = { tx, house, settings, actor, now: call.now ?? house.deedNow?.() ?? nowMs };
        if (!call.key) return deed.run(ctx, input);
        return onceByKey(ctx, deed.name, call.key, raw, () => deed.run(ctx, input));
      });
    } catch (error) {
      if (left > 1 && isLostRace(error)) continue;
      throw error;
    }
  }
}

async function onceByKey<A>(
  ctx: DeedContext,
  name: string,
  key: string,
  raw: unknown,
  act: () => Promise<A>,
): Promise<A> {
  const bodyHash = createHash('sha256').update(name).update(canonicalJson(raw)).digest();
  const first = await claimKey(ctx.tx, ctx.actor.id, key, bodyHash);
  if (first) {
    if (!first.bodyHash.equals(bodyHash))
      throw new HouseError('conflict', 'This key was used for something else before. Nothing was changed.', {
        clause: '02.idempotency',
      });
    return { ...(first.answer as A & object), repeated: true } as A;
  }
  const answer = await act();
  await keepAnswer(ctx.tx, ctx.actor.id, key, answer);
  return answer;
}

/** Parses with zod; bad input names each field with what is wrong. */
export function parse<I extends z.ZodType>(shape: I, raw: unknown): z.output<I> {
  const result = shape.safeParse(raw);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    message: inWords(issue),
  }));
  const named = fields.map((field) => `${field.path || 'body'}: ${field.message}`).join('; ');
  throw new HouseError('bad-input', `Nothing was changed. Please correct ${named}.`, { fields });
}

/** For the person who has to correct it, not for who wrote the shape. */
function inWords({ code, message }: z.core.$ZodIssue): string {
  if (code === 'invalid_type' && message.endsWith('received undefined')) return 'is missing';
  return message.replace(/^Invalid input: /, '');
}
