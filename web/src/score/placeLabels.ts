export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Spot {
  readonly x: number;
  readonly y: number;
  /** The end of a climb: its words stand best above. */
  readonly end: boolean;
  readonly words: string;
}

const SIZE = 12;

/** Left ends and baselines of the words beside some marks; null where every place is taken. */
export function placeLabels(
  spots: readonly Spot[],
  plot: { left: number; width: number; top: number; bottom: number },
  taken: readonly Box[],
): ({ x: number; y: number } | null)[] {
  const boxes: Box[] = [
    ...taken,
    ...spots.map(({ x, y }) => ({ x: x - 5, y: y - 5, width: 10, height: 10 })),
  ];
  return spots.map(({ x, y, end, words }) => {
    const width = widthOf(words);
    const places = [
      { x: x - width - 9, y: y - 7 },
      { x: x + 9, y: y + 15 },
      { x: x + 9, y: y - 7 },
      { x: x - width - 9, y: y + 15 },
      { x: x - width / 2, y: y - 22 },
      { x: x - width / 2, y: y + 29 },
    ];
    const order = end ? [0, 2, 4, 1, 3, 5] : [1, 3, 5, 2, 0, 4];
    for (const i of order) {
      const at = places[i]!;
      const box = { x: at.x, y: at.y - SIZE, width, height: SIZE + 3 };
      const inside =
        box.x >= plot.left &&
        box.x + width <= plot.left + plot.width &&
        box.y >= plot.top &&
        at.y <= plot.bottom - 2;
      if (!inside || boxes.some((other) => meet(box, other))) continue;
      boxes.push(box);
      return at;
    }
    return null;
  });
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function widthOf(words: string): number {
  let width = 0;
  for (const sign of words) width += sign > '\u2000' ? SIZE : SIZE * 0.57;
  return width;
}
