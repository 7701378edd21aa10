import type { ReactNode } from 'react';

/** A list of names and values; what has no value is left out. */
export function Pairs({
  rows,
  said = false,
}: {
  rows: readonly (readonly [string, ReactNode])[];
  /** Texts that somebody wrote: their lines stay. */
  said?: boolean;
}) {
  return (
    <dl className={said ? 'pairs said' : 'pairs'}>
      {rows.map(([name, value]) =>
        value ? (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
