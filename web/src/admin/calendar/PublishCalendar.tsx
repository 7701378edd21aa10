import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { CalendarPreview } from '../../../../core/contract/api/admin.ts';
import type { CalendarData } from '../../../../core/rules/clock/calendar.ts';
import { call } from '../../api/call.ts';
import { serverNow } from '../../api/serverClock.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useErrorWords } from '../../parts/errorWords.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { toast } from '../../parts/Toast.tsx';

interface PublishCalendarProps {
  readonly base: number;
  readonly data: CalendarData;
  readonly firstNote: string;
  readonly onClose: () => void;
}

const SHOWN_DAYS = 14;

/** Which days and whose deadlines change, then the new version of the calendar. */
export function PublishCalendar({ base, data, firstNote, onClose }: PublishCalendarProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const say = useErrorWords();
  const [preview, setPreview] = useState<CalendarPreview | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [note, setNote] = useState(firstNote);
  useEffect(() => {
    const stop = new AbortController();
    call('previewCalendar', { base, data }, { signal: stop.signal }).then(setPreview, (error) => {
      if (!stop.signal.aborted) setFault(error);
    });
    return () => stop.abort();
  }, [base, data]);
  const publish = async () => {
    try {
      const { version } = await call('publishCalendar', { base, data, note });
      toast({ text: t('admin.published', { version }) });
      onClose();
    } finally {
      await client.invalidateQueries({ queryKey: ['adminCalendars'] });
      void client.invalidateQueries({ queryKey: ['directory'] });
    }
  };
  return (
    <Dialog
      wide
      title={t('admin.publishTitle', { kind: t('admin.section.calendar'), version: base + 1 })}
      act={t('admin.publish')}
      onAct={publish}
      ready={preview !== null}
      onClose={onClose}
    >
      {fault !== null && <p role="alert">{say(fault)}</p>}
      {!preview && fault === null && <p className="q">{t('admin.reckoning')}</p>}
      {preview && <Effects preview={preview} />}
      <label className="field">
        <span>{t('admin.note')}</span>
        <input value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />
      </label>
    </Dialog>
  );
}

function Effects({ preview }: { preview: CalendarPreview }) {
  const { t } = useWords();
  const { time } = useCity();
  const now = serverNow();
  const due = (at: number | null) => (at === null ? '–' : time.due(at, now));
  return (
    <>
      <p data-moved={preview.moved}>{t('admin.moved', { n: preview.moved, total: preview.openCases })}</p>
      {preview.examples.length > 0 && (
        <table className="effects">
          <tbody>
            {preview.examples.map((one) => (
              <tr key={one.id}>
                <td>{one.number}</td>
                <td className="q">{due(one.dueBefore)}</td>
                <td>→ {due(one.dueAfter)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p>{t('admin.daysChange', { n: preview.days.length })}</p>
      {preview.days.length > 0 && (
        <table className="effects">
          <tbody>
            {preview.days.slice(0, SHOWN_DAYS).map(({ date, before, after }) => (
              <tr key={date} data-day={date}>
                <td>{date}</td>
                <td className="q">{t('admin.workMinutes', { n: before })}</td>
                <td>→ {t('admin.workMinutes', { n: after })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
