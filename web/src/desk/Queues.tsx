import type { Hand } from '../../../core/rules/case/status.ts';
import { useAnswer } from '../api/answers.ts';
import { useWords } from '../parts/i18n.ts';
import { LightSymbol } from '../parts/Light.tsx';

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
  return { of, all };
}

interface QueuesProps {
  readonly hand: Hand | null;
  readonly searching: boolean;
  readonly onPick: (hand: Hand | null) => void;
}

/** Stages with how many are red, yellow and open; the clock stands in the lower ones. */
export function Queues({ hand, searching, onPick }: QueuesProps) {
  const { t } = useWords();
  const { of, all } = useQueueCounts();
  const row = (key: Hand | null, count: QueueCount, name: string) => (
    <li key={key ?? 'all'}>
      <button
        type="button"
        className={key === null ? 'sum' : undefined}
        aria-current={!searching && key === hand ? 'true' : undefined}
        onClick={() => onPick(key)}
      >
        <span className="cut">{name}</span>
        <Count n={count.red} className="r" name={t('light.red')} />
        <Count n={count.yellow} className="y" name={t('light.yellow')} />
        <span>{count.open}</span>
      </button>
    </li>
  );
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
          row(one, of(one), t(`desk.hand.${one}`)),
        )}
        {row(null, all, t('desk.all'))}
      </ul>
      <hr />
      <h2>{t('desk.stands')}</h2>
      <ul>{STANDING.map((one) => row(one, of(one), t(`desk.hand.${one}`)))}</ul>
    </nav>
  );
}

function Count({ n, className, name }: { n: number; className: string; name: string }) {
  return (
    <span className={n > 0 ? className : 'z'}>
      {n > 0 ? n : '–'}
      {n > 0 && <span className="vh"> {name}</span>}
    </span>
  );
}
