import type { z } from 'zod';
import { BadInput } from './badInput.ts';

/**
 * Reads interchange JSON against its shape.
 * @throws BadInput with the path of the first bad field; an empty path when it is no JSON at all.
 */
export function readInput<Shape extends z.ZodType>(shape: Shape, text: string): z.output<Shape> {
  const read = shape.safeParse(parseJson(text));
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new BadInput((issue?.path ?? []).map(String).join('.'), issue?.message ?? 'unreadable');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadInput('', `not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
