import type { Tx } from '../../db/pool.ts';
import {
  type Border,
  cellCount,
  cutBySquares,
  cutByStreets,
  cutLarge,
  dropCells,
  type Piece,
  prepareFrame,
  readPieces,
  writeCells,
} from '../../db/queries/cellDrawing.ts';
import { type StagedRow, stageRows } from '../../db/queries/importing.ts';
import { type Reading, readFeatures } from './readFeatures.ts';

export interface CellWish {
  /** A file of street lines; `city`: the streets of the city's own map; null: squares. */
  readonly streets: { readonly file: string; readonly reading: Reading } | 'city' | null;
  /** Metres: the side of a square, and what a natural block is measured by. */
  readonly sideM: number;
  /** Takes cells that are there already away first. */
  readonly replace: boolean;
}

export interface CellsMade {
  readonly cells: number;
  /** The kind of areas that they were cut from. */
  readonly from: string;
}

/** Smaller than this share of a square a piece joins its neighbour; larger than the other it is cut again. */
const SMALL = 0.25;
const LARGE = 8;

/**
 * Draws the city's unit grids, along streets or as squares, within its communities (else subdistricts, else the
 * district), in the caller's transaction. @throws Error in words when there is nothing to cut, or cells already
 */
export async function generateCells(tx: Tx, { streets, sideM, replace }: CellWish): Promise<CellsMade> {
  const present = await cellCount(tx);
  if (present && !replace)
    throw new Error(
      `The city has ${present} cells already. --replace draws them anew; beats then need their cells again. Nothing was changed.`,
    );
  if (present) await dropCells(tx);
  const frame = await prepareFrame(tx);
  if (!frame)
    throw new Error(
      'Cells are cut from communities, subdistricts or the district: import one of these first. Nothing was changed.',
    );
  const squareM2 = sideM ** 2;
  if (streets === null) await cutBySquares(tx, sideM);
  else {
    if (streets !== 'city') await stageRows(tx, lines(streets.file, streets.reading));
    await cutByStreets(tx, streets === 'city' ? 'city' : 'staged');
    await cutLarge(tx, squareM2 * LARGE, sideM * 2);
  }
  const { pieces, borders } = await readPieces(tx);
  const { added } = await writeCells(tx, joinSmall(pieces, borders, squareM2 * SMALL));
  if (!added) throw new Error('The lines cut no cell out of the city. Nothing was changed.');
  return { cells: added, from: frame.kind };
}

async function* lines(file: string, reading: Reading): AsyncGenerator<StagedRow> {
  for await (const { row, geometry } of readFeatures(file, reading))
    yield { row, key: null, code: null, shape: geometry, data: null, fault: null, field: null };
}

/**
 * Joins pieces that are too small to the neighbour with the longest common border, the smallest first, until
 * none is left that has a neighbour. Answers each piece's group by the id of its leader.
 */
export function joinSmall(
  pieces: readonly Piece[],
  borders: readonly Border[],
  smallM2: number,
): ReadonlyMap<number, number> {
  const leader = new Map(pieces.map(({ id }) => [id, id]));
  const area = new Map(pieces.map((piece) => [piece.id, piece.area]));
  const around = new Map(pieces.map(({ id }) => [id, new Map<number, number>()]));
  for (const { a, b, metres } of borders) {
    around.get(a)!.set(b, metres);
    around.get(b)!.set(a, metres);
  }
  const waiting = [...pieces].filter((piece) => piece.area < smallM2).map(({ id }) => id);
  while (waiting.length) {
    waiting.sort((a, b) => area.get(b)! - area.get(a)! || b - a);
    const small = waiting.pop()!;
    const [best] = [...around.get(small)!].sort(([a, p], [b, q]) => q - p || a - b);
    if (!best) continue;
    const [into] = best;
    for (const [id, group] of leader) if (group === small) leader.set(id, into);
    area.set(into, area.get(into)! + area.get(small)!);
    for (const [other, metres] of around.get(small)!) {
      around.get(other)!.delete(small);
      if (other === into) continue;
      const sum = metres + (around.get(into)!.get(other) ?? 0);
      around.get(into)!.set(other, sum);
      around.get(other)!.set(into, sum);
    }
    const at = waiting.indexOf(into);
    if (at >= 0 && area.get(into)! >= smallM2) waiting.splice(at, 1);
  }
  return leader;
}
