const NAMES = [
  'm-land',
  'm-out',
  'm-block',
  'm-bldg',
  'm-water',
  'm-water-ink',
  'm-park',
  'm-hill',
  'm-contour',
  'm-road',
  'm-road-case',
  'm-main',
  'm-main-case',
  'm-rail',
  'm-border',
  'm-label',
  'm-label-2',
  'm-halo',
  'm-heat',
  'm-person',
  'ink',
  'ink-2',
  'ink-3',
  'panel',
  'accent',
  'line-strong',
  'red',
  'on-red',
  'yellow',
  'yellow-edge',
  'green',
] as const;
type PaintName = (typeof NAMES)[number];

/** The tokens as plain colours, since the map's style and canvases know no CSS variables. */
export type Paint = Readonly<Record<PaintName, string>>;

/** Reads the tokens in the theme that is on the page now. */
export function readPaint(): Paint {
  const probe = document.createElement('i');
  document.body.append(probe);
  const paint = Object.fromEntries(
    NAMES.map((name) => {
      probe.style.color = `var(--${name})`;
      return [name, getComputedStyle(probe).color];
    }),
  );
  probe.remove();
  return paint as Paint;
}
