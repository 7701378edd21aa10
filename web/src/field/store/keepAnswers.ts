import { queryClient } from '../../api/answers.ts';
import { fieldDb, keep } from './db.ts';

/** Answers that the page needs without a network, and how long an old one is still shown. */
const KEEP = new Set(['categories', 'directory', 'tasks', 'surveys', 'beat', 'myDay', 'myReports']);
const prefixOf = (userId: string) => `answer:${userId}:`;

/** Puts what this phone has kept for a person before the first drawing; all of it is asked for again soon. */
export async function restoreAnswers(userId: string): Promise<void> {
  const prefix = prefixOf(userId);
  const kept = await (await fieldDb())
    .getAll('kept', IDBKeyRange.bound(prefix, `${prefix}\uffff`))
    .catch(() => []);
  for (const { key, value, at } of kept) {
    const queryKey = JSON.parse(key.slice(prefix.length)) as unknown[];
    if (queryClient.getQueryData(queryKey) === undefined)
      queryClient.setQueryData(queryKey, value, { updatedAt: at });
  }
  await queryClient.invalidateQueries({
    predicate: (query) => KEEP.has(String(query.queryKey[0])),
    refetchType: 'none',
  });
}

/** Keeps each new answer for a person. Returns how to stop. */
export function keepAnswers(userId: string): () => void {
  return queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success' || event.action.manual) return;
    const { queryKey, state } = event.query;
    if (KEEP.has(String(queryKey[0])))
      void keep(`${prefixOf(userId)}${JSON.stringify(queryKey)}`, state.data, state.dataUpdatedAt);
  });
}

/** Forgets everything kept for anybody but what is still owed to the server. */
export async function forgetKept(): Promise<void> {
  const db = await fieldDb();
  const tx = db.transaction(['kept', 'pictures', 'items'], 'readwrite');
  const kept = tx.objectStore('kept');
  // Who has agreed to what stays known, else everybody would be asked again after each logout.
  for (const key of await kept.getAllKeys()) if (!key.startsWith('consent')) await kept.delete(key);
  await tx.objectStore('pictures').clear();
  const items = tx.objectStore('items');
  for (const item of await items.getAll()) if (item.stage === 'sent') await items.delete(item.id);
  await tx.done;
}
