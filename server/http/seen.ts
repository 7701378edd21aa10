import type { Request, Response } from 'express';
import type { Doors } from './doors.ts';
import type { Visitor } from './session.ts';

/** A request with the visitor found behind it. */
export interface Seen {
  readonly doors: Doors;
  readonly request: Request;
  readonly response: Response;
  readonly visitor: Visitor;
}
