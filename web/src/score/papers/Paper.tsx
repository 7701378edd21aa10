import { useState } from 'react';
import { REPORTS, type Report, type ReportKind } from '../../../../core/contract/api/reports.ts';
import { queryClient, useAnswer } from '../../api/answers.ts';
import { call } from '../../api/call.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useErrorWords } from '../../parts/errorWords.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { ErrorState, Loading } from '../../parts/States.tsx';
import { toast } from '../../parts/Toast.tsx';
import { useMonthName } from '../month.ts';
import { percent, whole } from '../rates.ts';
import { AwardTable, Ends, GroupTable, HotSpots, RankingTable } from './PaperTables.tsx';

interface PaperProps {
  readonly period: number;
  readonly kind: ReportKind;
}

/** One paper as it will be printed; its blocks of text can be written until it is published. */
export function Paper({ period, kind }: PaperProps) {
  const answer = useAnswer('paper', { period, kind }, { keep: true });
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  return <Written key={answer.data.version} paper={answer.data} period={period} />;
}

function Written({ paper, period }: { paper: Report; period: number }) {
  const { t, lang } = useWords();
  const { me, time } = useCity();
  const month = useMonthName();
  const say = useErrorWords();
  const [texts, setTexts] = useState(paper.texts);
  const [asking, setAsking] = useState(false);
  const { kind, figures, published, version } = paper;
  const writes = me.user?.role === 'evaluator' && !published;
  const changed = JSON.stringify(texts) !== JSON.stringify(paper.texts);
  const again = () => queryClient.invalidateQueries({ queryKey: ['paper'] });
  const save = async () => {
    try {
      const saved = await call('savePaper', { period, kind, base: version, texts: { ...texts } });
      toast({ text: t('score.paper.saved', { version: saved.version }) });
      await again();
    } catch (error) {
      toast({ text: say(error), urgent: true });
    }
  };
  const publish = async () => {
    await call('publishPaper', { period, kind, base: version });
    setAsking(false);
    await again();
  };
  const state = published
    ? t('score.paper.publishedAt', { at: time.date(published.at), by: published.by })
    : version === 0
      ? t('score.paper.blank')
      : t('score.paper.draft', { version });
  return (
    <article className="paper" data-paper={kind} data-published={published !== null}>
      <header>
        <h2>
          {figures.city[lang]} · {month(figures.period.name)} · {t(`score.paper.kinds.${kind}`)}
        </h2>
        <p className="q">
          {state} · {t(figures.period.formal ? 'score.formal' : 'score.trial')} ·{' '}
          {t('score.version', {
            policy: figures.scoredWith.policyVersion,
            calendar: figures.scoredWith.calendarVersion,
          })}
        </p>
        <Tools period={period} kind={kind} />
        {writes && (
          <p className="tools">
            <button
              type="button"
              className="btn"
              data-act="save"
              disabled={!changed}
              onClick={() => void save()}
            >
              {t('score.paper.save')}
            </button>
            <button
              type="button"
              className="btn pri"
              data-act="publish"
              disabled={changed}
              onClick={() => setAsking(true)}
            >
              {t('score.paper.publish')}
            </button>
          </p>
        )}
      </header>
      <Sums paper={paper} />
      {REPORTS[kind].blocks.map((block) => (
        <Block
          key={block}
          name={block}
          text={texts[block] ?? ''}
          onText={writes ? (text) => setTexts({ ...texts, [block]: text }) : null}
        />
      ))}
      <Body paper={paper} period={period} />
      {asking && (
        <Dialog
          title={t('score.paper.publishTitle', { paper: t(`score.paper.kinds.${kind}`) })}
          act={t('score.paper.publish')}
          onAct={publish}
          onClose={() => setAsking(false)}
        >
          <p>{t('score.paper.publishSays')}</p>
        </Dialog>
      )}
    </article>
  );
}

function Tools({ period, kind }: PaperProps) {
  const { t, lang } = useWords();
  const query = `period=${period}&lang=${lang}`;
  return (
    <p className="tools">
      <a
        className="btn"
        href={`/api/score/report/file?${query}&kind=${kind}`}
        target="_blank"
        rel="noreferrer"
      >
        {t('score.paper.pdf')}
      </a>
      <button type="button" className="btn" onClick={() => print()}>
        {t('score.paper.print')}
      </button>
      <a className="btn" href={`/api/score/book?${query}`} download>
        {t('score.paper.book')}
      </a>
      <OpenData period={period} />
    </p>
  );
}

function OpenData({ period }: { period: number }) {
  const { t } = useWords();
  const { me } = useCity();
  if (!['evaluator', 'leader', 'leading-office'].includes(me.user?.role ?? '')) return null;
  return (
    <>
      <a className="btn" href={`/api/open-data?period=${period}&format=csv`} download>
        {t('score.paper.openCsv')}
      </a>
      <a className="btn" href={`/api/open-data?period=${period}&format=geojson`} download>
        {t('score.paper.openGeo')}
      </a>
    </>
  );
}

function Sums({ paper: { figures } }: { paper: Report }) {
  const { t } = useWords();
  const { shouldResolve: n, resolved: r, timely, goal } = figures.sums;
  if (n === 0) return <p>{t('score.paper.nothing')}</p>;
  return (
    <p data-sums={n}>
      {t('score.paper.sums', {
        n: whole(n),
        r: whole(r),
        t: whole(timely),
        rate: percent(r, n),
        goal: `${Math.round(goal * 100)} %`,
      })}
    </p>
  );
}

interface BlockProps {
  readonly name: string;
  readonly text: string;
  readonly onText: ((text: string) => void) | null;
}

function Block({ name, text, onText }: BlockProps) {
  const { t } = useWords();
  if (!onText && text === '') return null;
  return (
    <section>
      <h3>{t(`score.paper.blocks.${name}`)}</h3>
      {onText ? (
        <textarea
          name={name}
          aria-label={t(`score.paper.blocks.${name}`)}
          rows={Math.max(3, text.split('\n').length + 1)}
          maxLength={4_000}
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      ) : (
        <p className="said">{text}</p>
      )}
    </section>
  );
}

function Body({ paper: { kind, figures }, period }: { paper: Report; period: number }) {
  const { t, lang } = useWords();
  if (figures.units.length === 0) return null;
  const units = <RankingTable units={figures.units} />;
  if (kind === 'minutes') return units;
  if (kind === 'award')
    return (
      <>
        <AwardTable figures={figures} />
        {units}
      </>
    );
  return (
    <>
      {units}
      <Ends units={figures.units} />
      <Charts period={period} kind={kind} many={figures.trend.length > 1} />
      <HotSpots spots={figures.hotSpots} />
      <GroupTable title={t('score.paper.subdistricts')} rows={figures.subdistricts} lang={lang} />
      {kind !== 'briefing' && (
        <GroupTable title={t('score.paper.communities')} rows={figures.communities} lang={lang} />
      )}
      <GroupTable title={t('score.paper.categories')} rows={figures.categories.slice(0, 15)} lang={lang} />
    </>
  );
}

const CHARTS = ['trend', 'clauses', 'areas', 'map'] as const;

function Charts({ period, kind, many }: PaperProps & { many: boolean }) {
  const { t, lang } = useWords();
  const answer = useAnswer('paperCharts', { period, kind, lang }, { staleTime: 300_000 });
  if (answer.isPending) return <p className="q">{t('score.paper.drawing')}</p>;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const { charts } = answer.data;
  return CHARTS.filter((name) => name !== 'trend' || many).map((name) => (
    <figure key={name}>
      <figcaption>{t(`score.paper.charts.${name}`)}</figcaption>
      <img
        alt={t(`score.paper.charts.${name}`)}
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(charts[name])}`}
      />
    </figure>
  ));
}
