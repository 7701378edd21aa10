import type { WallFact } from '../../../core/contract/api/wall.ts';
import { hasWord, useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { useNow } from '../parts/ticker.ts';
import { useLine } from './line.ts';
import { useWall } from './useWall.ts';

/** What has just happened, and whether the line is up. */
export function Feed({ rows = 4, state = true }: { rows?: number; state?: boolean }) {
  const { t } = useWords();
  const feed = useWall((view) => view.feed) ?? [];
  return (
    <section className="feed">
      <h2>
        <span>{t('wall.feed')}</span>
        {state && <LineState />}
      </h2>
      {keyed(feed.slice(0, rows)).map(([key, fact]) => (
        <Line key={key} fact={fact} />
      ))}
      {feed.length === 0 && <p className="empty">{t('wall.noFeed')}</p>}
    </section>
  );
}

/** A case can have two facts of a kind at one instant (two clocks turn red together). */
function keyed(facts: readonly WallFact[]): [string, WallFact][] {
  const seen = new Map<string, number>();
  return facts.map((fact) => {
    const name = `${fact.id} ${fact.type} ${fact.at}`;
    seen.set(name, (seen.get(name) ?? 0) + 1);
    return [`${name} ${seen.get(name)}`, fact];
  });
}

function Line({ fact }: { fact: WallFact }) {
  const { t } = useWords();
  const city = useCity();
  const verb = `wall.fact.${fact.type}`;
  return (
    <div className="fr" data-fact={fact.type} data-case={fact.id} data-at={fact.at}>
      <span>{city.time.time(fact.at)}</span>
      <p>
        <b>{hasWord(verb) ? t(verb) : fact.type}</b>
        {[city.category(fact.categoryKey, true), fact.address].filter(Boolean).join(' · ')}
      </p>
    </div>
  );
}

function LineState() {
  const { t } = useWords();
  const line = useLine();
  if (line.state === 'online') return <span data-line="online">{t('wall.online')}</span>;
  if (line.state !== 'lost') return <span data-line={line.state}>{t('wall.connecting')}</span>;
  return (
    <b data-line="lost">
      <Lost word="wall.lost" since={line.heardAt} />
    </b>
  );
}

/** Words with the time since the last word from the server, counting. */
export function Lost({ word, since }: { word: string; since: number }) {
  const { t } = useWords();
  const seconds = Math.max(0, Math.floor((useNow() - since) / 1000));
  const hours = Math.floor(seconds / 3600);
  const rest = `${String(Math.floor((seconds % 3600) / 60)).padStart(hours ? 2 : 1, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  return t(word, { time: hours ? `${hours}:${rest}` : rest });
}
