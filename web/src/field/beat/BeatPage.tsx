import type { Map as MapLibre } from 'maplibre-gl';
import { useEffect, useMemo, useState } from 'react';
import type { BaseMap } from '../../../../core/contract/api/answers.ts';
import { useAnswer } from '../../api/answers.ts';
import { CityMap } from '../../map/CityMap.tsx';
import { lightOfCard } from '../../parts/cardLight.ts';
import { useWords } from '../../parts/i18n.ts';
import { Light } from '../../parts/Light.tsx';
import { useCity } from '../../parts/names.tsx';
import { EmptyState, ErrorState, Loading } from '../../parts/States.tsx';
import { DutySwitch } from '../duty/DutySwitch.tsx';
import { useDuty } from '../duty/duty.ts';
import { boundsOf } from '../place/geometry.ts';
import { usePosition } from '../place/position.ts';
import { Top } from '../Top.tsx';
import { drawBeat } from './drawBeat.ts';
import { saveTiles, useSavedTiles } from './savedTiles.ts';
import { useWalked } from './walked.ts';

/** The person's own ground: cells walked today, open cases, where one stands. */
export function BeatPage() {
  const { t, lang } = useWords();
  const answer = useAnswer('beat', {});
  const beat = answer.data;
  const duty = useDuty();
  const { fix } = usePosition(duty.on);
  const walked = useWalked();
  const { me } = useCity();
  const [map, setMap] = useState<MapLibre | null>(null);
  const [picked, setPicked] = useState<string | null>(null);
  const bounds = useMemo(() => boundsOf((beat?.cells ?? []).flatMap(({ rings }) => rings)), [beat]);
  const saved = useSavedTiles();
  useEffect(() => {
    if (bounds) void saveTiles(bounds, me.map, lang).catch(() => undefined);
  }, [bounds, me.map, lang]);
  useEffect(() => {
    if (!map || !beat) return;
    return drawBeat(map, beat.cells, walked.cells, fix);
  }, [map, beat, walked.cells, fix]);
  useEffect(() => {
    if (map && bounds) map.fitBounds(bounds, { padding: 24, animate: false });
  }, [map, bounds]);
  const shown = beat?.cases.find((one) => one.id === picked) ?? null;
  return (
    <main className="page">
      <Top title={t('field.beat.title')} beside={beat?.[lang]}>
        <DutySwitch />
      </Top>
      {answer.isPending && <Loading />}
      {answer.isError && !beat && <ErrorState error={answer.error} onRetry={answer.refetch} />}
      {beat && beat.code === null && (
        <EmptyState title={t('field.beat.none')} hint={t('field.beat.noneHint')} />
      )}
      {beat && beat.code !== null && (
        <>
          <div className="beatmap">
            <CityMap
              cases={beat.cases}
              picked={picked}
              onPick={setPicked}
              onMap={setMap}
              components
              label={t('field.beat.title')}
            />
          </div>
          <div className="beatfoot">
            <p>
              <b>{t('field.beat.walked', { n: walked.cells.size, all: beat.cells.length })}</b>
              <span className="q"> · {t('field.beat.open', { n: beat.cases.length })}</span>
            </p>
            <progress
              className="pb"
              max={Math.max(1, beat.cells.length)}
              value={walked.cells.size}
              aria-label={t('field.mine.coverage')}
            />
            {shown ? (
              <Picked id={shown.id} card={shown} />
            ) : (
              <p className="qq">{answer.isError ? t('field.beat.offline') : savedWords(saved, me.map, t)}</p>
            )}
          </div>
        </>
      )}
    </main>
  );
}

function Picked({ card }: { id: string; card: Parameters<typeof lightOfCard>[0] }) {
  const { t } = useWords();
  const city = useCity();
  return (
    <p className="picked">
      <Light of={lightOfCard(card, city)} />
      <span className="cut">
        <b>{city.category(card.categoryKey, true)}</b>{' '}
        {t('field.beat.case', { number: card.number.slice(-6), status: t(`status.${card.status}`) })}
      </span>
    </p>
  );
}

function savedWords(
  saved: { done: number; all: number },
  map: BaseMap,
  t: ReturnType<typeof useWords>['t'],
): string {
  if (map.kind !== 'city' && !map.keep) return t('field.beat.notKept', { of: map.attribution });
  if (saved.all === 0) return '';
  return saved.done < saved.all ? t('field.beat.saving', saved) : t('field.beat.saved');
}
