import { useQueryClient } from '@tanstack/react-query';
import type { ChannelHealth, HealthFigure, QueueHealth } from '../../../../core/contract/api/adminHealth.ts';
import { useAnswer } from '../../api/answers.ts';
import { call } from '../../api/call.ts';
import { useErrorWords } from '../../parts/errorWords.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { ErrorState, Loading } from '../../parts/States.tsx';
import { toast } from '../../parts/Toast.tsx';

const EVERY_MS = 5_000;

/** What waits, what is late, what has failed; asked again every five seconds. */
export function Health() {
  const { t } = useWords();
  const { time } = useCity();
  const answer = useAnswer('adminHealth', {}, { refetchInterval: EVERY_MS, keep: true });
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const { figures, canaries, channels, queues, ok, at } = answer.data;
  return (
    <>
      <header className="head">
        <h2>{t('admin.section.health')}</h2>
        <span role="status" data-ok={ok} className={ok ? '' : 'bad'}>
          {t(ok ? 'admin.well' : 'admin.notWell')}
        </span>
        <span className="qq">{time.seconds(at)}</span>
      </header>
      <table className="list">
        <thead>
          <tr>
            <th>{t('admin.figure')}</th>
            <th className="num">{t('admin.value')}</th>
            <th className="num">{t('admin.bound')}</th>
            <th>{t('admin.state')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map((one) => (
            <Line key={one.name} {...one} label={t(`admin.health.${one.name}`)} />
          ))}
          {canaries.map(({ queue, ageMs, ok: heard }) => (
            <Line
              key={queue}
              name={`canary-${queue}`}
              label={t('admin.canary', { queue })}
              value={ageMs ?? -1}
              unit="ms"
              bound={30_000}
              ok={heard}
            />
          ))}
        </tbody>
      </table>
      <Channels channels={channels} />
      <h3>{t('admin.queues')}</h3>
      {queues === null ? (
        <p role="alert">{t('admin.noRedis')}</p>
      ) : (
        <table className="list">
          <thead>
            <tr>
              <th>{t('admin.queue')}</th>
              {(['waiting', 'active', 'delayed', 'failed'] as const).map((state) => (
                <th key={state} className="num">
                  {t(`admin.job.${state}`)}
                </th>
              ))}
              <th />
            </tr>
          </thead>
          <tbody>
            {queues.map((queue) => (
              <QueueRows key={queue.queue} queue={queue} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Line({ name, label, value, unit, bound, ok }: HealthFigure & { readonly label: string }) {
  const { t } = useWords();
  const said = useAmount();
  return (
    <tr data-figure={name} className={ok ? undefined : 'bad'}>
      <td>{label}</td>
      <td className="num">{value < 0 ? t('admin.never') : said(value, unit)}</td>
      <td className="num qq">{bound === null ? '' : said(bound, unit)}</td>
      <td>{bound === null ? '' : t(ok ? 'admin.fine' : 'admin.look')}</td>
    </tr>
  );
}

/** Ways by which people are told; one that fails is tried again apart from everything else. */
function Channels({ channels }: { channels: readonly ChannelHealth[] }) {
  const { t } = useWords();
  const { time } = useCity();
  const at = (ms: number | null) => (ms === null ? '–' : `${time.isoDate(ms)} ${time.time(ms)}`);
  return (
    <>
      <h3>{t('admin.channels')}</h3>
      {channels.length === 0 && <p className="q">{t('admin.noChannels')}</p>}
      {channels.length > 0 && (
        <table className="list">
          <thead>
            <tr>
              <th>{t('admin.channel.name')}</th>
              <th>{t('admin.channel.okAt')}</th>
              <th>{t('admin.channel.failedAt')}</th>
              <th className="num">{t('admin.channel.failures')}</th>
              <th className="num">{t('admin.channel.waiting')}</th>
              <th className="num">{t('admin.channel.givenUp')}</th>
              <th>{t('admin.channel.error')}</th>
            </tr>
          </thead>
          <tbody>
            {channels.map((one) => (
              <tr
                key={one.channel}
                data-channel={one.channel}
                className={one.failures > 0 ? 'bad' : undefined}
              >
                <td>{t(`admin.channel.of.${one.channel}`)}</td>
                <td className="q">{at(one.okAt)}</td>
                <td className="q">{at(one.failedAt)}</td>
                <td className="num">{one.failures}</td>
                <td className="num">{one.waiting}</td>
                <td className="num">{one.givenUp}</td>
                <td className="q">{one.error ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function QueueRows({ queue }: { queue: QueueHealth }) {
  const { t } = useWords();
  const { time } = useCity();
  const client = useQueryClient();
  const say = useErrorWords();
  const retry = async (id: string | null) => {
    try {
      const { retried } = await call('retryJobs', { queue: queue.queue, id });
      toast({ text: t('admin.retried', { n: retried }) });
    } catch (error) {
      toast({ text: say(error), urgent: true });
    }
    await client.invalidateQueries({ queryKey: ['adminHealth'] });
  };
  return (
    <>
      <tr data-queue={queue.queue} className={queue.failed > 0 ? 'bad' : undefined}>
        <td>{t(`admin.queueName.${queue.queue}`)}</td>
        <td className="num">{queue.waiting}</td>
        <td className="num">{queue.active}</td>
        <td className="num">{queue.delayed}</td>
        <td className="num">{queue.failed}</td>
        <td>
          {queue.failed > 0 && (
            <button type="button" className="link" onClick={() => void retry(null)}>
              {t('admin.retryAll')}
            </button>
          )}
        </td>
      </tr>
      {queue.jobs.map((job) => (
        <tr key={job.id} className="job" data-job={job.id}>
          <td colSpan={5}>
            {job.name} · {job.failedAt === null ? '' : time.dayTime(job.failedAt, job.failedAt)} ·{' '}
            {t('admin.attempts', { n: job.attempts })}
            <p className="q">{job.reason}</p>
          </td>
          <td>
            <button type="button" className="link" onClick={() => void retry(job.id)}>
              {t('word.retry')}
            </button>
          </td>
        </tr>
      ))}
    </>
  );
}

function useAmount(): (value: number, unit: HealthFigure['unit']) => string {
  const { lang } = useWords();
  const number = new Intl.NumberFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', { maximumFractionDigits: 1 });
  return (value, unit) => {
    if (unit === 'bytes') return `${number.format(value / 1_048_576)} MiB`;
    if (unit === 'ms') return `${number.format(value / 1000)} s`;
    return number.format(value);
  };
}
