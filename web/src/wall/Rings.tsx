import { memo } from 'react';
import { type Ring as RingOf, radiusOf } from './rings.ts';

/** The cases on the map: rings split by light with the total inside and the worst symbol at the upper left. */
export function RingLayer({ rings }: { rings: readonly RingOf[] }) {
  return (
    <g className="rings" data-rings={rings.length}>
      {rings.map((ring) => (
        <Ring key={ring.key} ring={ring} />
      ))}
    </g>
  );
}

const Ring = memo(function Ring({ ring }: { ring: RingOf }) {
  const { x, y, open, yellow, red } = ring;
  const r = radiusOf(open);
  const worst = red > 0 ? 'red' : yellow > 0 ? 'yellow' : 'green';
  if (open === 1) {
    return (
      <g transform={`translate(${x} ${y})`} data-open="1" data-red={red} data-yellow={yellow}>
        <circle className="halo" r={r + 2} />
        <LightMark light={worst} r={r - 1} />
      </g>
    );
  }
  const share = (n: number) => n / open;
  return (
    <g transform={`translate(${x} ${y})`} data-open={open} data-red={red} data-yellow={yellow}>
      <circle className="halo" r={r + 3} />
      <Arc light="green" r={r} width={3.5} from={share(red + yellow)} to={1} />
      <Arc light="yellow" r={r} width={6} from={share(red)} to={share(red + yellow)} />
      <Arc light="red" r={r} width={9} from={0} to={share(red)} />
      <text className={open > 999 ? 'small' : undefined} y={open > 999 ? 8 : 9.5}>
        {open > 9_999 ? `${Math.round(open / 1000)}k` : open}
      </text>
      {worst !== 'green' && (
        <g transform={`translate(${-0.72 * r} ${-0.72 * r})`}>
          <circle className="halo" r="13" />
          <LightMark light={worst} r={11.5} />
        </g>
      )}
    </g>
  );
});

interface ArcProps {
  readonly light: 'red' | 'yellow' | 'green';
  readonly r: number;
  readonly width: number;
  /** Shares of the round, clockwise from the top. */
  readonly from: number;
  readonly to: number;
}

function Arc({ light, r, width, from, to }: ArcProps) {
  const middle = r - width / 2;
  if (to <= from) return null;
  if (to - from >= 1) return <circle className={`arc ${light}`} r={middle} strokeWidth={width} />;
  const at = (share: number) => {
    const angle = 2 * Math.PI * share;
    return `${(middle * Math.sin(angle)).toFixed(1)} ${(-middle * Math.cos(angle)).toFixed(1)}`;
  };
  const large = to - from > 0.5 ? 1 : 0;
  return (
    <path
      className={`arc ${light}`}
      strokeWidth={width}
      d={`M${at(from)}A${middle} ${middle} 0 ${large} 1 ${at(to)}`}
    />
  );
}

function LightMark({ light, r }: { light: 'red' | 'yellow' | 'green'; r: number }) {
  if (light === 'green') return <circle className="arc green" r={r - 2} strokeWidth="4" />;
  if (light === 'yellow') {
    return (
      <>
        <path className="f-yellow" d={`M0 ${-r + 1.5}a${r - 1.5} ${r - 1.5} 0 0 1 0 ${2 * (r - 1.5)}z`} />
        <circle className="arc yellow" r={r - 1.5} strokeWidth="2.5" />
      </>
    );
  }
  const unit = r / 9.5;
  return (
    <>
      <circle className="f-red" r={r} />
      <rect
        className="f-on-red"
        x={-1.3 * unit}
        y={-6 * unit}
        width={2.6 * unit}
        height={7.6 * unit}
        rx="0.6"
      />
      <rect
        className="f-on-red"
        x={-1.3 * unit}
        y={3.2 * unit}
        width={2.6 * unit}
        height={2.7 * unit}
        rx="0.6"
      />
    </>
  );
}
