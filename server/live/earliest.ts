export interface HasRed {
  readonly id: string;
  readonly redAt: number | null;
  readonly parkedAt: number | null;
}

const KEPT = 60;

/**
 * The first few of many by red instant, kept without sorting them all: a window of the smallest, filled
 * anew from `all` only when it has run low. Parked clocks are left out.
 */
export function openEarliest(all: () => Iterable<HasRed>, wanted: number) {
  let window: { id: string; redAt: number }[] = [];
  let complete = true;

  const add = (id: string, redAt: number) => {
    let i = window.length;
    while (
      i > 0 &&
      (window[i - 1]!.redAt > redAt || (window[i - 1]!.redAt === redAt && window[i - 1]!.id > id))
    )
      i--;
    if (i >= KEPT || (i === window.length && !complete)) {
      complete = false;
      return;
    }
    window.splice(i, 0, { id, redAt });
    if (window.length > KEPT) {
      window.pop();
      complete = false;
    }
  };
  const remove = (id: string) => {
    const i = window.findIndex((one) => one.id === id);
    if (i >= 0) window.splice(i, 1);
  };
  const fill = () => {
    window = [];
    complete = true;
    for (const one of all()) if (one.redAt !== null && one.parkedAt === null) add(one.id, one.redAt);
  };

  return {
    put({ id, redAt, parkedAt }: HasRed): void {
      remove(id);
      if (redAt !== null && parkedAt === null) add(id, redAt);
    },
    remove,
    fill,
    /** Ids of the first ones, the earliest first. */
    first(): string[] {
      if (window.length < wanted && !complete) fill();
      return window.slice(0, wanted).map((one) => one.id);
    },
  };
}
