import { useState } from 'react';
import type { CalendarVersions } from '../../../../core/contract/api/admin.ts';
import { type CalendarData, calendarFaults } from '../../../../core/rules/clock/calendarData.ts';
import { useAnswer } from '../../api/answers.ts';
import { call } from '../../api/call.ts';
import { serverNow } from '../../api/serverClock.ts';
import { useErrorWords } from '../../parts/errorWords.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { ErrorState, Loading } from '../../parts/States.tsx';
import { toast } from '../../parts/Toast.tsx';
import { Versions } from '../Versions.tsx';
import { DayEditor } from './DayEditor.tsx';
import { withOfficial } from './draft.ts';
import { Hours } from './Hours.tsx';
import { PublishCalendar } from './PublishCalendar.tsx';
import { YearView } from './YearView.tsx';

/** The working calendar by year: days, hours, official notices, how far it is known, versions. */
export function Calendar() {
  const answer = useAnswer('adminCalendars', {});
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  return <CalendarEditor key={answer.data.newest.version} now={answer.data} />;
}

function CalendarEditor({ now }: { now: CalendarVersions }) {
  const { t } = useWords();
  const { time } = useCity();
  const say = useErrorWords();
  const today = time.isoDate(serverNow());
  const [data, setData] = useState<CalendarData>(now.newest.data);
  const [year, setYear] = useState(Number(today.slice(0, 4)));
  const [picked, setPicked] = useState<string | null>(null);
  const [publishing, setPublishing] = useState<{ data: CalendarData; note: string } | null>(null);
  const changed = JSON.stringify(data) !== JSON.stringify(now.newest.data);
  const faults = calendarFaults(data);
  const pick = (date: string) => {
    setPicked(date);
    setYear(Number(date.slice(0, 4)));
  };
  const takeOver = async () => {
    try {
      const official = await call('officialDays', { year });
      if (official.holidays.length === 0)
        return toast({ text: t('admin.notAnnounced', { year }), urgent: true });
      setData(withOfficial(data, official));
      toast({
        text: t('admin.tookOver', { year, n: official.holidays.length, m: official.makeupWorkdays.length }),
      });
    } catch (error) {
      toast({ text: say(error), urgent: true });
    }
  };
  const back = async (version: number) => {
    const { data: old } = await call('adminCalendar', { version });
    setPublishing({ data: old, note: t('admin.backNote', { version }) });
  };
  return (
    <>
      <header className="head">
        <h2>{t('admin.section.calendar')}</h2>
        <span className="row">
          <button
            type="button"
            className="btn"
            aria-label={t('admin.yearBefore')}
            onClick={() => setYear(year - 1)}
          >
            ‹
          </button>
          <b className="yearno">{year}</b>
          <button
            type="button"
            className="btn"
            aria-label={t('admin.yearAfter')}
            onClick={() => setYear(year + 1)}
          >
            ›
          </button>
        </span>
        <button type="button" className="btn" onClick={takeOver}>
          {t('admin.takeOver', { year })}
        </button>
      </header>
      {now.horizon && (
        <p className={now.horizon.warn ? 'warn' : 'q lead'} role={now.horizon.warn ? 'alert' : undefined}>
          {now.horizon.warn && <b aria-hidden="true">! </b>}
          {t(now.horizon.warn ? 'admin.horizonWarn' : 'admin.horizon', {
            date: now.horizon.knownUntil,
            n: now.horizon.daysLeft,
          })}
        </p>
      )}
      <div className="two">
        <form
          className="policy"
          onSubmit={(event) => {
            event.preventDefault();
            if (changed && faults.length === 0) setPublishing({ data, note: '' });
          }}
        >
          <YearView
            year={year}
            data={data}
            published={now.newest.data}
            today={today}
            picked={picked}
            onPick={pick}
          />
          <footer className="bar">
            <button type="submit" className="btn pri" disabled={!changed || faults.length > 0}>
              {t('admin.preview')}
            </button>
            <button
              type="button"
              className="btn"
              disabled={!changed}
              onClick={() => setData(now.newest.data)}
            >
              {t('admin.discard')}
            </button>
            <span role={faults.length ? 'alert' : 'status'} className="q">
              {faults[0]
                ? `${faults[0].path.join('.')}: ${faults[0].why}`
                : t(changed ? 'admin.edited' : 'admin.unedited')}
            </span>
          </footer>
        </form>
        <div className="side">
          {picked ? (
            <DayEditor data={data} date={picked} onChange={setData} />
          ) : (
            <p className="q">{t('admin.pickDay')}</p>
          )}
          <Hours data={data} onChange={setData} />
          <Versions
            versions={now.versions}
            empty={t('admin.noVersions')}
            mark={({ version }) => (version === now.newest.version ? t('admin.inForce') : null)}
            mayBack={({ version }) => version !== now.newest.version}
            onBack={({ version }) => void back(version)}
          />
        </div>
      </div>
      {publishing && (
        <PublishCalendar
          base={now.newest.version}
          data={publishing.data}
          firstNote={publishing.note}
          onClose={() => setPublishing(null)}
        />
      )}
    </>
  );
}
