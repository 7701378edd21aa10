import type { Light } from '../../../core/rules/clock/lights.ts';
import type { Paint } from './paint.ts';

export interface RingCounts {
  readonly red: number;
  readonly yellow: number;
  readonly green: number;
}

/** A picture for the map and its size in CSS pixels. */
export interface Icon {
  readonly data: ImageData;
  readonly pixelRatio: number;
}

const FULL = 2 * Math.PI;

/**
 * The picture of an image id: `one/red`, `picked/red`, `ring/red/yellow/green`; null for any other.
 * `scale` 1 is a desk; walls draw larger.
 */
export function drawIcon(id: string, paint: Paint, scale: number): Icon | null {
  const [kind, ...rest] = id.split('/');
  if (kind === 'one' || kind === 'picked') return drawOne(rest[0] as Light, paint, scale, kind === 'picked');
  if (kind !== 'ring') return null;
  const [red = 0, yellow = 0, green = 0] = rest.map(Number);
  return drawRing({ red, yellow, green }, paint, scale);
}

/** One case: its light's symbol on a halo; the picked one larger, within a ring of ink. */
function drawOne(light: Light, paint: Paint, scale: number, picked: boolean): Icon {
  const radius = (picked ? 10 : 7) * scale;
  const halo = picked ? 4.5 * scale : 1.5 * scale;
  const { ctx, middle, done } = canvas((radius + halo + 1) * 2);
  disc(ctx, middle, radius + halo, picked ? paint.ink : paint.panel);
  if (picked) disc(ctx, middle, radius + halo - 2 * scale, paint.panel);
  symbol(ctx, middle, middle, radius, light, paint);
  return done();
}

/** A cluster: red arc thick, yellow medium, green thin, the total inside, the worst symbol at the upper left. */
function drawRing(counts: RingCounts, paint: Paint, scale: number): Icon {
  const total = counts.red + counts.yellow + counts.green;
  const radius = (13 + Math.min(10, 2.2 * Math.log2(total))) * scale;
  const badge = 6 * scale;
  const { ctx, middle, done } = canvas((radius + badge + 1) * 2);
  disc(ctx, middle, radius + 2 * scale, paint.panel);
  let from = -FULL / 4;
  for (const [light, width] of [
    ['red', 5],
    ['yellow', 3.5],
    ['green', 2],
  ] as const) {
    const to = from + (FULL * counts[light]) / total;
    ctx.strokeStyle = light === 'yellow' ? paint['yellow-edge'] : paint[light];
    ctx.lineWidth = width * scale;
    ctx.beginPath();
    ctx.arc(middle, middle, radius - (width * scale) / 2, from, to);
    if (to > from) ctx.stroke();
    from = to;
  }
  ctx.fillStyle = paint.ink;
  ctx.font = `700 ${(total > 999 ? 10 : 12) * scale}px ${fontFamily()}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText(total > 9_999 ? `${Math.round(total / 1000)}k` : String(total), middle, middle + scale * 0.5);
  const worst = counts.red > 0 ? 'red' : counts.yellow > 0 ? 'yellow' : null;
  if (worst) badgeAt(ctx, middle - radius * 0.71, badge, worst, paint, scale);
  return done();
}

function badgeAt(
  ctx: CanvasRenderingContext2D,
  at: number,
  radius: number,
  light: Light,
  paint: Paint,
  scale: number,
) {
  ctx.fillStyle = paint.panel;
  ctx.beginPath();
  ctx.arc(at, at, radius + scale, 0, FULL);
  ctx.fill();
  symbol(ctx, at, at, radius, light, paint);
}

/** The light's symbol as in the lists: disc with "!", half disc, ring. */
function symbol(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  r: number,
  light: Light,
  paint: Paint,
): void {
  const unit = r / 10;
  ctx.beginPath();
  if (light === 'red') {
    ctx.fillStyle = paint.red;
    ctx.arc(x, y, r, 0, FULL);
    ctx.fill();
    ctx.fillStyle = paint['on-red'];
    ctx.fillRect(x - 1.3 * unit, y - 6 * unit, 2.6 * unit, 7.6 * unit);
    ctx.fillRect(x - 1.3 * unit, y + 3.2 * unit, 2.6 * unit, 2.7 * unit);
    return;
  }
  ctx.fillStyle = paint.panel;
  ctx.arc(x, y, r, 0, FULL);
  ctx.fill();
  ctx.beginPath();
  if (light === 'yellow') {
    ctx.fillStyle = paint.yellow;
    ctx.arc(x, y, 8.4 * unit, -FULL / 4, FULL / 4);
    ctx.fill();
    ctx.beginPath();
  }
  ctx.strokeStyle = light === 'yellow' ? paint['yellow-edge'] : paint.green;
  ctx.lineWidth = (light === 'yellow' ? 2 : 3.4) * unit;
  ctx.arc(x, y, (light === 'yellow' ? 8.8 : 8) * unit, 0, FULL);
  ctx.stroke();
}

function disc(ctx: CanvasRenderingContext2D, middle: number, radius: number, colour: string): void {
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.arc(middle, middle, radius, 0, FULL);
  ctx.fill();
}

function canvas(size: number) {
  const pixelRatio = Math.max(1, Math.min(3, devicePixelRatio));
  const element = document.createElement('canvas');
  element.width = Math.ceil(size * pixelRatio);
  element.height = element.width;
  const ctx = element.getContext('2d');
  if (!ctx) throw new Error('no 2d canvas');
  ctx.scale(pixelRatio, pixelRatio);
  return {
    ctx,
    middle: element.width / pixelRatio / 2,
    done: (): Icon => ({ data: ctx.getImageData(0, 0, element.width, element.height), pixelRatio }),
  };
}

/** The page's own font, as a list for canvases and map labels. */
export function fontFamily(): string {
  return getComputedStyle(document.body).fontFamily;
}
