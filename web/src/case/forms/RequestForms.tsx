import { useState } from 'react';
import { serverNow } from '../../api/serverClock.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { REASONS } from '../reasons.ts';
import { useCaseTitle } from '../title.ts';
import { ReasonField, TextField } from './fields.tsx';
import { type FormProps, textOf } from './form.ts';
import { DateField, dateOf, instantOfDate, MinutesField } from './limits.tsx';
import { UnitQuota } from './UnitQuota.tsx';

/** The unit asks for more time, or to have the case parked until a date. */
export function RequestForm({ detail, command, submit, onClose }: FormProps) {
  const { t } = useWords();
  const city = useCity();
  const title = useCaseTitle();
  const extension = command === 'request-extension';
  const reasons: readonly string[] = REASONS[extension ? 'request-extension' : 'request-deferral'];
  const clock = detail.state.clock?.clock ?? 'working';
  const [minutes, setMinutes] = useState(
    clock === 'working' ? (city.directory?.calendar.workdayMinutes ?? 390) : 240,
  );
  const [until, setUntil] = useState(dateOf(city, serverNow() + 7 * 86_400_000));
  const [reason, setReason] = useState(reasons[0] ?? 'other');
  const [text, setText] = useState('');
  const said = textOf(text);
  const send = () =>
    extension
      ? submit('request-extension', { minutes, reason, text: said })
      : submit('request-deferral', { until: instantOfDate(city, until), reason, text: said });
  return (
    <Dialog
      title={t(`act.${command}`)}
      act={t(`act.${command}`)}
      ready={(extension ? minutes > 0 : until !== '') && (reason !== 'other' || said !== undefined)}
      onAct={send}
      onClose={onClose}
    >
      <p>{title(detail.card)}</p>
      <UnitQuota unit={detail.card.unit} kind={extension ? 'extension' : 'deferral'} />
      {extension ? (
        <MinutesField label={t('ask.minutes')} clock={clock} minutes={minutes} onChange={setMinutes} />
      ) : (
        <DateField value={until} onChange={setUntil} />
      )}
      <ReasonField reasons={reasons} value={reason} onChange={setReason} />
      <TextField value={text} onChange={setText} needed={reason === 'other'} />
    </Dialog>
  );
}

/** To a crew inside the unit; the unit stays responsible. */
export function PassOnForm({ detail, submit, onClose }: FormProps) {
  const { t } = useWords();
  const title = useCaseTitle();
  const [crew, setCrew] = useState(detail.state.assignment?.crew ?? '');
  const [text, setText] = useState('');
  return (
    <Dialog
      title={t('act.pass-on')}
      act={t('act.pass-on')}
      ready={/^[A-Za-z0-9._:/-]{1,80}$/.test(crew)}
      onAct={() => submit('pass-on', { crew, text: textOf(text) })}
      onClose={onClose}
    >
      <p>{title(detail.card)}</p>
      <label className="field">
        <span>{t('ask.crewHint')}</span>
        <input
          data-first
          value={crew}
          maxLength={80}
          onChange={(event) => setCrew(event.target.value.trim())}
        />
      </label>
      <TextField value={text} onChange={setText} />
    </Dialog>
  );
}
