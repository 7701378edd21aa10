import { useCallback, useMemo, useState } from 'react';
import type { CaseCard } from '../../../../core/contract/api/answers.ts';

/** Cases chosen for an act on many. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** The chosen ones that stand in the list now, in its order. */
  readonly cards: readonly CaseCard[];
  readonly toggle: (id: string) => void;
  /** From the one chosen last to this one, as Shift and a click mean it. */
  readonly extendTo: (id: string) => void;
  readonly all: () => void;
  readonly drop: (ids: readonly string[]) => void;
  readonly clear: () => void;
}

interface Chosen {
  readonly of: string;
  readonly ids: ReadonlySet<string>;
  readonly last: string | null;
}

/** Another list (`of`) begins with nothing chosen. */
export function useSelection(of: string, cases: readonly CaseCard[]): Selection {
  const [kept, setChosen] = useState<Chosen>({ of, ids: new Set(), last: null });
  const chosen = kept.of === of ? kept : { of, ids: new Set<string>(), last: null };
  const put = useCallback(
    (ids: ReadonlySet<string>, last: string | null) => setChosen({ of, ids, last }),
    [of],
  );
  const cards = useMemo(() => cases.filter(({ id }) => chosen.ids.has(id)), [cases, chosen.ids]);
  return {
    ids: chosen.ids,
    cards,
    toggle: (id) => {
      const ids = new Set(chosen.ids);
      if (!ids.delete(id)) ids.add(id);
      put(ids, id);
    },
    extendTo: (id) => {
      const to = cases.findIndex((one) => one.id === id);
      const last = cases.findIndex((one) => one.id === chosen.last);
      const from = last < 0 ? to : last;
      const between = cases.slice(Math.min(from, to), Math.max(from, to) + 1);
      put(new Set([...chosen.ids, ...between.map((one) => one.id)]), id);
    },
    all: () => put(new Set(cases.map((one) => one.id)), chosen.last),
    drop: (ids) => put(new Set([...chosen.ids].filter((id) => !ids.includes(id))), chosen.last),
    clear: () => put(new Set(), null),
  };
}
