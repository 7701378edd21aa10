import { clauseKeys } from '../../parts/clauseKeys.ts';
import { hasWord, useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { useUser } from '../session.ts';
import { type OutboxItem, progressOf, type Trouble } from './item.ts';
import { useLineState } from './line.ts';

/** A person has to decide, is on its way, waits, has arrived, is locked to another. */
export type ItemMark = 'ask' | 'up' | 'wait' | 'done' | 'lock';

/** The state of an item as a sign and in words: sent, not sent or refused, and why. */
export function useItemWords(item: OutboxItem): { readonly mark: ItemMark; readonly words: string } {
  const { t } = useWords();
  const city = useCity();
  const user = useUser();
  const line = useLineState();
  const say = (mark: ItemMark, key: string, values: Record<string, unknown> = {}) => ({
    mark,
    words: t(`field.outbox.state.${key}`, values),
  });
  const number = item.caseNumber?.slice(-6) ?? '';
  const isReport = item.deed.kind === 'report';
  if (item.stage === 'sent') return isReport ? say('done', 'sent', { number }) : say('done', 'sentTask');
  if (item.refused) {
    const why = whyRefused(item.refused, t);
    return item.stage === 'text'
      ? say('ask', 'refused', { why })
      : say('ask', 'refusedPhoto', { why, number });
  }
  if (item.userId !== user.id) return say('lock', 'locked', { name: item.userName });
  const { received, bytes } = progressOf(item);
  if (item.stage === 'photos' && received > 0)
    return say('up', 'part', { percent: Math.floor((100 * received) / Math.max(1, bytes)) });
  const down = line.state === 'line-down' || !navigator.onLine;
  if (item.stage === 'receipt') return say('wait', 'receipt');
  if (item.stage === 'photos')
    return isReport ? say('wait', 'photos', { number }) : say('wait', 'photosTask');
  if (item.trouble && !down)
    return say('wait', 'later', {
      at: city.time.seconds(Math.max(item.nextAt, line.nextAt)),
      why: whyLater(item.trouble, t),
    });
  return say('wait', down ? 'waiting' : 'queued');
}

type T = ReturnType<typeof useWords>['t'];

function whyRefused({ code, clause, message }: Trouble, t: T): string {
  const said =
    clause === null
      ? undefined
      : clauseKeys(clause)
          .map((key) => `clause.${key}`)
          .find(hasWord);
  if (clause === '02.place.outside' || clause === '02.report.outside-city')
    return t('field.outbox.why.outside');
  if (clause === 'field.bytes') return t('field.outbox.why.bytes');
  if (code === 'conflict' || code === 'not-found' || code === 'forbidden')
    return t(`field.outbox.why.${code}`);
  return said === undefined ? message : t(said);
}

function whyLater({ code }: Trouble, t: T): string {
  if (code === 'unavailable') return t('field.outbox.why.line');
  return t(code === 'too-many' ? 'field.outbox.why.busy' : 'field.outbox.why.failed');
}
