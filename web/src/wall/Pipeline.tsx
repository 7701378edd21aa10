import { SEVEN_STAGES, type SevenStage } from '../../../core/contract/stages.ts';
import type { LightCounts } from '../../../core/rules/wall/tally.ts';
import { useWords } from '../parts/i18n.ts';
import { LightSymbol } from '../parts/Light.tsx';
import { useCity } from '../parts/names.tsx';
import { useTick } from '../parts/ticker.ts';
import { useShort } from './short.ts';
import { useWall } from './useWall.ts';

/** The day as a line of seven stations: what each holds, what is about to be late in it, what is late. */
export function Pipeline() {
  const { t } = useWords();
  const stages = useWall((view) => view.stages);
  const today = useWall((view) => view.today);
  const open = useWall((view) => view.totals.open);
  const scored = useWall((view) => view.scored);
  return (
    <section className="pipe rule">
      <h2>
        <span>{t('wall.flow')}</span>
        <b>{t('wall.open', { n: open ?? '–' })}</b>
      </h2>
      <div className="sum">
        <Sum word={t('wall.in')} n={today?.collected} name="in" />
        <Sum word={t('wall.filed')} n={today?.filed} name="filed" />
        <Sum word={t('wall.closed')} n={today?.checking} name="closed" />
        <Usual />
      </div>
      <div className="ph" aria-hidden="true">
        <i />
        <span className="first">{t('wall.stage')}</span>
        <span>{t('wall.handled')}</span>
        <span>
          <LightSymbol light="yellow" />
        </span>
        <span>
          <LightSymbol light="red" />
        </span>
      </div>
      {SEVEN_STAGES.map((stage, i) =>
        stage === 'scored' ? (
          <Scored key={stage} n={scored} />
        ) : (
          <Station key={stage} stage={stage} counts={stages?.[i]} today={today?.[stage]} />
        ),
      )}
    </section>
  );
}

function Sum({ word, n, name }: { word: string; n: number | undefined; name: string }) {
  const short = useShort();
  return (
    <span data-sum={name}>
      {word}
      <b>{short(n)}</b>
    </span>
  );
}

/** How many reports a day like this one has brought by this hour. */
function Usual() {
  const { t } = useWords();
  const { time } = useCity();
  const usual = useWall((view) => view.trend.usual);
  const part = useTick((now) => Math.floor(((now - time.startOfDay(now)) / 3_600_000) * 12) / 12);
  if (!usual?.at(-1)) return null;
  const hour = Math.min(23, Math.floor(part));
  const before = usual[hour - 1] ?? 0;
  const n = Math.round(before + ((usual[hour] ?? before) - before) * (part - hour));
  return <span className="usual">{t('wall.usual', { n })}</span>;
}

interface StationProps {
  readonly stage: SevenStage;
  readonly counts: LightCounts | undefined;
  readonly today: number | undefined;
}

function Station({ stage, counts, today }: StationProps) {
  const { t } = useWords();
  const short = useShort();
  return (
    <div className={stage === 'collected' ? 'st first' : 'st'} data-stage={stage}>
      <i className="dot" aria-hidden="true" />
      <span className="n">
        <b>{t(`wall.stages.${stage}`)}</b>
        <small>{t('wall.today', { n: today ?? '–' })}</small>
      </span>
      <span className="tot">{short(counts?.open)}</span>
      <span className={counts?.yellow ? 'y' : 'z'}>{counts?.yellow ? short(counts.yellow) : '–'}</span>
      {counts?.red ? (
        <span className={counts.red > 999 ? 'r longer' : counts.red > 99 ? 'r long' : 'r'}>
          <LightSymbol light="red" />
          {short(counts.red)}
        </span>
      ) : (
        <span className="z">–</span>
      )}
    </div>
  );
}

function Scored({ n }: { n: number | null }) {
  const { t } = useWords();
  return (
    <div className="st last" data-stage="scored">
      <i className="dot" aria-hidden="true" />
      <span className="n">
        <b>{t('wall.stages.scored')}</b>
        <small>{t('wall.scoredSum')}</small>
      </span>
      <span className="tot wide">{n?.toLocaleString('en') ?? '–'}</span>
    </div>
  );
}
