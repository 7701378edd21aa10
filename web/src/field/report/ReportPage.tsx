import { useState } from 'react';
import { useWords } from '../../parts/i18n.ts';
import { Loading } from '../../parts/States.tsx';
import { toast } from '../../parts/Toast.tsx';
import { newItem } from '../outbox/item.ts';
import { enqueue } from '../outbox/queue.ts';
import { sendNow } from '../outbox/sender.ts';
import { useUser } from '../session.ts';
import { askToPersist, isFull, keep, readKept } from '../store/db.ts';
import { bodyOf, type Draft } from './draft.ts';
import { dropDraft } from './draftStore.ts';
import { ReportForm } from './ReportForm.tsx';
import { ReportStart } from './ReportStart.tsx';
import { useAutoPlace } from './useAutoPlace.ts';
import { useDraft } from './useDraft.ts';
import { type Used, usedAgain, usedKey } from './used.ts';

/** Camera first; with the first photo the report begins and is kept at every step. */
export function ReportPage() {
  const { t } = useWords();
  const user = useUser();
  const handle = useDraft(user.id);
  const position = useAutoPlace(handle.draft ?? null, handle.update);
  const [sentId, setSentId] = useState<string | null>(null);
  const { draft } = handle;
  if (draft === undefined) return <Loading />;
  if (draft === null)
    return <ReportStart lastId={sentId} located={position.watching} onPhoto={handle.begin} />;
  const send = async (address: string | null) => {
    try {
      await enqueue(itemOf(draft, user, address), user.id);
    } catch (error) {
      toast({ text: t(isFull(error) ? 'field.send.full' : 'field.send.failed'), urgent: true });
      return;
    }
    setSentId(draft.id);
    handle.clear();
    void remember(user.id, draft.categoryKey);
    void sendNow();
  };
  const drop = async () => {
    await dropDraft(draft);
    handle.clear();
  };
  return <ReportForm draft={draft} position={position} update={handle.update} onSend={send} onDrop={drop} />;
}

function itemOf(draft: Draft, user: { id: string; name: string }, address: string | null) {
  return newItem({
    id: draft.id,
    userId: user.id,
    userName: user.name,
    deviceAt: draft.deviceAt,
    deed: { kind: 'report', body: bodyOf(draft) },
    label: { categoryKey: draft.categoryKey, conditionKey: draft.conditionKey, address, number: null },
    photos: [
      ...draft.photos.map((hash) => ({ hash, bytes: draft.photoBytes[hash] ?? 0 })),
      ...(draft.voice ? [{ hash: draft.voice.hash, bytes: draft.voice.bytes, voiceMs: draft.voice.ms }] : []),
    ],
  });
}

/** For the next time: what was chosen, and that the browser should not throw our work away. */
async function remember(userId: string, categoryKey: string | null): Promise<void> {
  void askToPersist();
  if (!categoryKey) return;
  const used = (await readKept<Used>(usedKey(userId)))?.value ?? {};
  await keep(usedKey(userId), usedAgain(used, categoryKey, Date.now()));
}
