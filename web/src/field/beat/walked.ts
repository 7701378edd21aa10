import { useEffect, useMemo, useState } from 'react';
import { useAnswer } from '../../api/answers.ts';
import { useCity } from '../../parts/names.tsx';
import { useDuty } from '../duty/duty.ts';
import { isInside } from '../place/geometry.ts';
import { usePosition } from '../place/position.ts';
import { keep, readKept } from '../store/db.ts';

interface Walked {
  readonly day: string;
  readonly cells: readonly string[];
}
const KEY = 'walked';

/** Cells walked today: what the server knows and what this phone has noted without a network. */
export function useWalked(): { readonly cells: ReadonlySet<string> } {
  const city = useCity();
  const day = city.time.isoDate(Date.now());
  const known = useAnswer('myDay', {}).data;
  const beat = useAnswer('beat', {}).data;
  const duty = useDuty();
  const { fix } = usePosition(duty.on);
  const [own, setOwn] = useState<Walked>({ day, cells: [] });
  useEffect(
    () => void readKept<Walked>(KEY).then((kept) => kept?.value.day === day && setOwn(kept.value)),
    [day],
  );
  useEffect(() => {
    if (!fix || !duty.on) return;
    const cell = beat?.cells.find(({ rings }) => rings.some((ring) => isInside(fix, ring)))?.code;
    if (!cell) return;
    setOwn((before) => {
      const cells = before.day === day ? before.cells : [];
      if (cells.includes(cell)) return before;
      const after = { day, cells: [...cells, cell] };
      void keep(KEY, after);
      return after;
    });
  }, [fix, duty.on, beat, day]);
  const ofServer = known && city.time.isoDate(known.serverTime) === day ? known.walked : [];
  const list = [...new Set([...ofServer, ...(own.day === day ? own.cells : [])])].sort().join(' ');
  const cells = useMemo(() => new Set(list === '' ? [] : list.split(' ')), [list]);
  return { cells };
}
