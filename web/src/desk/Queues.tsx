import type { QueueCounts } from '../../../core/contract/api/answers.ts';
import type { CaseView } from '../../../core/contract/api/caseFilter.ts';
import type { Hand } from '../../../core/rules/case/status.ts';
import { useAnswer } from '../api/answers.ts';
import type { ListFilter } from '../api/caseList.ts';
import { useWords } from '../parts/i18n.ts';
import { LightSymbol } from '../parts/Light.tsx';
import { BoardLinks } from './BoardLinks.tsx';
import type { Board } from './place.ts';

/** In the order a case walks; `machine` shows only while the machine has cases. */
export const RUNNING: readonly Hand[] = [
  'acceptance',
  'machine',
  'dispatcher',
  'unit',
  'supervision',
  'collector',
  'closing',
];
export const STANDING: readonly Hand[] = ['coordination', 'leading-office', 'parked'];

export interface QueueCount {
  readonly red: number;
  readonly yellow: number;
  readonly open: number;
}
const NONE: QueueCount = { red: 0, yellow: 0, open: 0 };

/** Lights turn without an event, so counts are asked for again this often. */
const COUNTS_MS = 20_000;

export function useQueueCounts() {
  const counts = useAnswer('counts', {}, { refetchInterval: COUNTS_MS }).data;
  const of = (hand: Hand): QueueCount => counts?.hands.find((one) => one.hand === hand) ?? NONE;
  const all = (counts?.hands ?? []).reduce(
    (sum, one) => ({ red: sum.red + one.red, yellow: sum.yellow + one.yellow, open: sum.open + one.open }),
    NONE,
  );
  const lightsOf = (view: CountedView): QueueCount => counts?.views[view] ?? NONE;
  const ofView = (view: CaseView): number | null => {
    const counted = BESIDE.find((one) => one === view);
    return counted && counts ? counts.views[counted].open : null;
  };
  return { of, all, lightsOf, ofView };
}

type CountedView = keyof QueueCounts['views'];
const BESIDE: readonly CountedView[] = ['supervision', 'approvals', 'no-collector'];
/** Lists that look back too; they are not counted all the time. */
const RECORDS: readonly { readonly name: string; readonly to: ListFilter }[] = [
  { name: 'no-subject', to: { view: 'no-subject' } },
  { name: 'unresolved', to: { view: 'unresolved' } },
  { name: 'not-solved', to: { view: 'not-solved' } },
  // A shift lead looks at these while they can be reversed.
  { name: 'rejected', to: { scope: 'ended', status: 'rejected' } },
];

interface QueuesProps {
  readonly filter: ListFilter;
  readonly onPick: (filter: ListFilter) => void;
  readonly board: Board | null;
  readonly onBoard: (board: Board) => void;
}

/** Stages with how many are red, yellow and open; the clock stands in the lower ones. */
export function Queues({ filter, onPick, board, onBoard }: QueuesProps) {
  const { t } = useWords();
  const { of, all, lightsOf } = useQueueCounts();
  const here = board ?? JSON.stringify(filter);
  const line = (to: ListFilter, count: QueueCount, name: string, sum = false) => (
    <li key={JSON.stringify(to)}>
      <button
        type="button"
        className={sum ? 'sum' : undefined}
        aria-current={JSON.stringify(to) === here ? 'true' : undefined}
        onClick={() => onPick(to)}
      >
        <span className="cut">{name}</span>
        <Count n={count.red} className="r" name={t('light.red')} />
        <Count n={count.yellow} className="y" name={t('light.yellow')} />
        <span>{count.open}</span>
      </button>
    </li>
  );
  const row = (hand: Hand) => line({ hand }, of(hand), t(`desk.hand.${hand}`));
  // What waits for somebody on duty is a list of its own, not a check to be issued.
  const toCheck = minus(of('supervision'), lightsOf('no-collector'));
  return (
    <nav className="queues" aria-label={t('desk.queues')}>
      <h2>
        <span>{t('desk.stage')}</span>
        <LightSymbol light="red" />
        <LightSymbol light="yellow" />
        <span>{t('desk.open')}</span>
      </h2>
      <ul>
        {RUNNING.filter((one) => one !== 'machine' || of(one).open > 0).map((one) =>
          one === 'supervision'
            ? line({ hand: one, status: 'awaiting-check' }, toCheck, t('desk.hand.supervision'))
            : row(one),
        )}
        {line({}, all, t('desk.all'), true)}
      </ul>
      <hr />
      <h2>{t('desk.stands')}</h2>
      <ul>{STANDING.map(row)}</ul>
      <hr />
      <BoardLinks board={board} onBoard={onBoard} />
      <hr />
      <h2>{t('desk.lists')}</h2>
      <ul>
        {BESIDE.map((view) => line({ view }, lightsOf(view), t(`desk.view.${view}`)))}
        {RECORDS.map(({ name, to }) => (
          <li key={name}>
            <button
              type="button"
              aria-current={JSON.stringify(to) === here ? 'true' : undefined}
              onClick={() => onPick(to)}
            >
              <span className="cut wide">{t(`desk.view.${name}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function minus(a: QueueCount, b: QueueCount): QueueCount {
  return { red: a.red - b.red, yellow: a.yellow - b.yellow, open: a.open - b.open };
}

function Count({ n, className, name }: { n: number; className: string; name: string }) {
  return (
    <span className={n > 0 ? className : 'z'}>
      {n > 0 ? n : '–'}
      {n > 0 && <span className="vh"> {name}</span>}
    </span>
  );
}
