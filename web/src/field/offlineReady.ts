import { useEffect } from 'react';
import { answerOptions, queryClient, useAnswer } from '../api/answers.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { useDuty } from './duty/duty.ts';
import { boundsOf } from './place/geometry.ts';
import { useUser } from './session.ts';

/** Everything that a shift without a network needs is asked for when the page opens: ground, tasks, own day. */
export function useOfflineReady(): void {
  const { role } = useUser();
  const isCollector = role === 'collector';
  useEffect(() => {
    const wanted = [
      answerOptions('beat', {}),
      answerOptions('myReports', {}),
      ...(isCollector
        ? [answerOptions('tasks', {}), answerOptions('surveys', {}), answerOptions('myDay', {})]
        : []),
    ];
    // Each answer is kept on the phone as it comes; a failure leaves what was kept before.
    for (const one of wanted) void queryClient.prefetchQuery(one as ReturnType<typeof answerOptions>);
  }, [isCollector]);
  const { on } = useDuty();
  const { me } = useCity();
  const { lang } = useWords();
  const beat = useAnswer('beat', {}, { enabled: isCollector }).data;
  useEffect(() => {
    if (!on || !beat) return;
    const bounds = boundsOf(beat.cells.flatMap(({ rings }) => rings));
    if (bounds)
      void import('./beat/savedTiles.ts')
        .then(({ saveTiles }) => saveTiles(bounds, me.map, lang))
        .catch(() => undefined);
  }, [on, beat, me.map, lang]);
}
