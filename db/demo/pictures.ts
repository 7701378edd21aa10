import sharp from 'sharp';
import { type Random, randomStream } from './geometry/random.ts';

export type PictureKind = 'before' | 'after';

const WIDTH = 960;
const HEIGHT = 720;

/**
 * A generated picture of a street corner, labelled as such: a problem, or what became of it. The same seed
 * and label give the same bytes with the same version of the drawing library.
 */
export async function drawPicture(seed: string, kind: PictureKind, label: string): Promise<Buffer> {
  const random = randomStream(seed, `picture/${kind}/${label}`);
  return sharp(Buffer.from(scene(random, kind, label)))
    .jpeg({ quality: 78 })
    .toBuffer();
}

function scene(random: Random, kind: PictureKind, label: string): string {
  const sky = `hsl(${random.int(195, 220)} ${random.int(20, 60)}% ${random.int(68, 86)}%)`;
  const horizon = random.int(300, 380);
  const parts = [
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${sky}"/>`,
    ...houses(random, horizon),
    `<rect y="${horizon}" width="${WIDTH}" height="${HEIGHT}" fill="hsl(35 6% ${random.int(62, 72)}%)"/>`,
    `<path d="M0 ${HEIGHT} L${random.int(300, 420)} ${horizon + 40} L${random.int(560, 700)} ${horizon + 40} L${WIDTH} ${HEIGHT} Z" fill="hsl(220 5% ${random.int(36, 46)}%)"/>`,
    ...paving(random, horizon),
    kind === 'before' ? trouble(random) : tidy(random),
    banner(kind, label),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${parts.join('')}</svg>`;
}

function houses(random: Random, horizon: number): string[] {
  const houses: string[] = [];
  for (let x = -20; x < WIDTH; ) {
    const width = random.int(90, 190);
    const height = random.int(110, 290);
    houses.push(
      `<rect x="${x}" y="${horizon - height}" width="${width}" height="${height}" fill="hsl(${random.int(10, 45)} ${random.int(8, 28)}% ${random.int(52, 78)}%)"/>`,
    );
    for (let y = horizon - height + 18; y < horizon - 40; y += 38)
      for (let w = x + 14; w < x + width - 24; w += 34)
        houses.push(
          `<rect x="${w}" y="${y}" width="18" height="22" fill="hsl(210 25% ${random.int(30, 60)}%)"/>`,
        );
    x += width + random.int(0, 14);
  }
  return houses;
}

function paving(random: Random, horizon: number): string[] {
  return Array.from({ length: 26 }, () => {
    const y = random.int(horizon + 10, HEIGHT - 20);
    const x = random.int(0, WIDTH);
    return `<rect x="${x}" y="${y}" width="${random.int(20, 70)}" height="3" fill="hsl(35 5% ${random.int(50, 60)}%)"/>`;
  });
}

/** Something lies, gapes or leaks there. */
function trouble(random: Random): string {
  const [x, y] = [random.int(300, 620), random.int(500, 590)];
  const form = random.int(0, 2);
  if (form === 0)
    return `<ellipse cx="${x}" cy="${y}" rx="${random.int(60, 110)}" ry="${random.int(22, 42)}" fill="#14110f"/><ellipse cx="${x + 120}" cy="${y + 26}" rx="70" ry="24" fill="#6b6560" stroke="#2c2926" stroke-width="5"/>`;
  if (form === 1)
    return Array.from(
      { length: random.int(9, 18) },
      () =>
        `<rect x="${x + random.int(-130, 130)}" y="${y + random.int(-50, 40)}" width="${random.int(16, 60)}" height="${random.int(12, 40)}" transform="rotate(${random.int(-30, 30)} ${x} ${y})" fill="hsl(${random.int(0, 360)} ${random.int(15, 60)}% ${random.int(28, 66)}%)"/>`,
    ).join('');
  return `<path d="M${x - 150} ${y} q 70 -60 160 -18 q 120 30 110 44 q -90 52 -190 26 q -90 -14 -80 -52 Z" fill="hsl(${random.int(190, 215)} 30% 40%)" opacity="0.8"/>`;
}

function tidy(random: Random): string {
  const [x, y] = [random.int(340, 600), random.int(520, 590)];
  return `<ellipse cx="${x}" cy="${y}" rx="80" ry="30" fill="#77716b" stroke="#3f3a36" stroke-width="5"/><path d="M${x - 40} ${y} h80 M${x} ${y - 18} v36" stroke="#4f4a45" stroke-width="4"/>`;
}

function banner(kind: PictureKind, label: string): string {
  const words = kind === 'before' ? 'DEMO · before · ' : 'DEMO · after · ';
  return `<rect y="${HEIGHT - 54}" width="${WIDTH}" height="54" fill="#000" opacity="0.62"/><text x="22" y="${HEIGHT - 18}" font-family="sans-serif" font-size="30" fill="#fff">${words}${escapeXml(label)} · generated</text>`;
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
