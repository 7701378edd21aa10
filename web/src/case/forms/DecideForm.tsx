import { useId, useState } from 'react';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { eventLine } from '../eventLine.ts';
import { eventsOf } from '../history.ts';
import { REASONS } from '../reasons.ts';
import { useCaseTitle } from '../title.ts';
import { ReasonField, TextField } from './fields.tsx';
import { type FormProps, textOf } from './form.ts';
import { DateField, dateOf, instantOfDate, MinutesField } from './limits.tsx';
import { UnitQuota } from './UnitQuota.tsx';

const KINDS = ['return', 'extension', 'deferral'] as const;

/** The shift lead's answer to what the unit asks for, with the unit's quota beside it. */
export function DecideForm({ detail, submit, onClose }: FormProps) {
  const { t } = useWords();
  const city = useCity();
  const title = useCaseTitle();
  const name = useId();
  const { requests } = detail.state;
  const kind = KINDS.find((one) => requests[one] !== null) ?? 'extension';
  const request = requests[kind];
  const asked = eventsOf(detail).find((event) => event.seq === request?.seq);
  const reasons: readonly string[] = REASONS[`refuse-${kind}`];
  const [approve, setApprove] = useState(true);
  const [minutes, setMinutes] = useState(request?.minutes ?? 0);
  const [until, setUntil] = useState(dateOf(city, request?.until ?? null));
  const [reason, setReason] = useState(reasons[0] ?? 'other');
  const [text, setText] = useState('');
  const said = textOf(text);
  const send = () => {
    if (!approve) return submit(`refuse-${kind}`, { reason, text: said });
    if (kind === 'extension') return submit('approve-extension', { minutes, text: said });
    if (kind === 'deferral')
      return submit('approve-deferral', { until: instantOfDate(city, until), text: said });
    return submit('approve-return', { text: said });
  };
  return (
    <Dialog
      title={t('act.decide')}
      act={t(approve ? 'ask.approve' : 'ask.refuse')}
      onAct={send}
      onClose={onClose}
    >
      <p>{title(detail.card)}</p>
      {asked && <p>{eventLine(asked, city, t)}</p>}
      {asked?.text && <p className="q">{asked.text}</p>}
      {kind !== 'return' && <UnitQuota unit={detail.card.unit} kind={kind} />}
      <fieldset className="choices">
        <legend className="vh">{t('act.decide')}</legend>
        {[true, false].map((one) => (
          <label key={String(one)} className="choice">
            <input type="radio" name={name} checked={approve === one} onChange={() => setApprove(one)} />
            <span>{t(one ? 'ask.approve' : 'ask.refuse')}</span>
          </label>
        ))}
      </fieldset>
      {approve && kind === 'extension' && (
        <MinutesField
          label={t('ask.granted')}
          clock={detail.state.clock?.clock ?? 'working'}
          minutes={minutes}
          onChange={setMinutes}
        />
      )}
      {approve && kind === 'deferral' && <DateField value={until} onChange={setUntil} />}
      {!approve && <ReasonField reasons={reasons} value={reason} onChange={setReason} />}
      <TextField value={text} onChange={setText} />
    </Dialog>
  );
}
