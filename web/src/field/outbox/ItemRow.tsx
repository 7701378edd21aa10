import { useState } from 'react';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { Thumb } from '../photo/Picture.tsx';
import { useUser } from '../session.ts';
import { goTo } from '../tabs.ts';
import { backToDraft } from './backToDraft.ts';
import { type OutboxItem, progressOf } from './item.ts';
import { type ItemMark, useItemWords } from './itemWords.ts';
import { change, discard } from './queue.ts';
import { sendNow } from './sender.ts';

/** One item of the outbox with its state in words, the bar of its photos and what a person can do. */
export function ItemRow({ item }: { item: OutboxItem }) {
  const { t } = useWords();
  const city = useCity();
  const { mark, words } = useItemWords(item);
  const { received, bytes } = progressOf(item);
  const { deed, label } = item;
  const category = city.category(label.categoryKey, true);
  const act = deed.kind === 'task' ? deed.command : deed.kind;
  const title = deed.kind === 'report' ? category : `${t(`field.do.${act}`)} · ${category}`;
  return (
    <li className="it">
      <Thumb data={item.thumb} />
      <div>
        <p className="it-head">
          <b className="cut">{title}</b>
          <time>{city.time.time(item.deviceAt)}</time>
        </p>
        <p className="s">
          <Mark of={mark} />
          <span>{words}</span>
        </p>
        {item.stage === 'photos' && bytes > 0 && (
          <progress className="pb" max={bytes} value={received} aria-label={words} />
        )}
      </div>
      {item.refused && <Decide item={item} />}
    </li>
  );
}

/** A refused item waits for a person: put it right, look, or delete it. */
function Decide({ item }: { item: OutboxItem }) {
  const { t } = useWords();
  const user = useUser();
  const [asking, setAsking] = useState(false);
  if (item.userId !== user.id) return null;
  const { deed } = item;
  const again = async () => {
    await change(item.id, (one) => ({ ...one, refused: null, tries: 0, nextAt: 0 }));
    await sendNow();
  };
  return (
    <div className="do">
      {deed.kind === 'report' && item.stage === 'text' ? (
        <button
          type="button"
          className="btn"
          onClick={() => void backToDraft(item).then(() => goTo('report'))}
        >
          {t(item.refused?.clause?.startsWith('02.place') ? 'field.outbox.place' : 'field.outbox.category')}
        </button>
      ) : deed.kind === 'task' ? (
        <button type="button" className="btn" onClick={() => goTo('mine', deed.caseId)}>
          {t('field.outbox.look')}
        </button>
      ) : (
        <button type="button" className="btn" onClick={() => void again()}>
          {t('field.outbox.again')}
        </button>
      )}
      <button type="button" className="btn" onClick={() => setAsking(true)}>
        {t('field.outbox.drop')}
      </button>
      {asking && (
        <Dialog
          title={t('field.outbox.dropTitle')}
          act={t('field.outbox.drop')}
          onAct={() => discard(item.id)}
          onClose={() => setAsking(false)}
        >
          <p>{t('field.outbox.dropBody')}</p>
        </Dialog>
      )}
    </div>
  );
}

const MARKS = {
  ask: 'M5 6a3 3 0 1 1 4 2.8c-.9.4-1 .9-1 1.7M8 13v.6',
  up: 'M8 14V3M3.5 7.5L8 3l4.5 4.5',
  wait: 'M8 4v4l3 2',
  done: 'M2 8.5l4 4 8-9',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
} as const satisfies Record<ItemMark, string>;

function Mark({ of }: { of: ItemMark }) {
  return (
    <svg className="ic" viewBox="0 0 16 16" aria-hidden="true">
      {of === 'wait' && <circle cx="8" cy="8" r="6.5" />}
      <path d={MARKS[of]} />
    </svg>
  );
}
