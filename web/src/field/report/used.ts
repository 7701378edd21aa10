/** What a person has chosen before on this phone. */
export type Used = Readonly<Record<string, { readonly times: number; readonly lastAt: number }>>;

export const usedKey = (userId: string) => `used:${userId}`;

/** The record with one choice more. */
export function usedAgain(used: Used, key: string, now: number): Used {
  const before = Object.hasOwn(used, key) ? used[key] : undefined;
  return { ...used, [key]: { times: (before?.times ?? 0) + 1, lastAt: now } };
}
