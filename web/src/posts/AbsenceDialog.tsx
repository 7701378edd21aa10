import { useId, useState } from 'react';
import { v7 as uuid } from 'uuid';
import type { PostRow, Posts } from '../../../core/contract/api/posts.ts';
import { HouseError } from '../../../core/contract/errors.ts';
import { holderAt, refuseAbsence } from '../../../core/rules/posts/holders.ts';
import { call } from '../api/call.ts';
import { serverNow } from '../api/serverClock.ts';
import { TextField } from '../case/forms/fields.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { useErrorWords } from '../parts/errorWords.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { toast } from '../parts/Toast.tsx';
import { PersonSelect, TimesFields } from './fields.tsx';
import { instantOf, localOf } from './postTimes.ts';

const DAY = 86_400_000;
const TWO_DAYS = 2 * DAY;

interface AbsenceDialogProps {
  readonly post: PostRow;
  readonly all: Posts;
  readonly onClose: () => void;
  readonly onChanged: () => Promise<void>;
}

/** A holder will be, or is, away; the same rule that the server asks says beforehand what is missing. */
export function AbsenceDialog({ post, all, onClose, onChanged }: AbsenceDialogProps) {
  const { t, lang } = useWords();
  const city = useCity();
  const say = useErrorWords();
  const name = useId();
  const me = city.me.user;
  const [id] = useState(() => uuid());
  const [start] = useState(() => city.time.startOfDay(serverNow()));
  const [holder, setHolder] = useState(post.second === me?.id ? post.second : post.first);
  const [planned, setPlanned] = useState(true);
  const [from, setFrom] = useState(localOf(city, start + TWO_DAYS));
  const [to, setTo] = useState(localOf(city, start + TWO_DAYS + DAY));
  const [third, setThird] = useState('');
  const [note, setNote] = useState('');
  const absence = {
    holder,
    from: planned ? instantOf(city, from) : serverNow(),
    to: instantOf(city, to),
    planned,
    note: note.trim() || null,
    third: third || null,
  };
  const by = { id: me?.id ?? '', role: me?.role ?? 'liaison', unit: me?.unit ?? null, areas: [] } as const;
  const refusal = refuseAbsence(post, post.absences, absence, by, serverNow());
  const cover = holderAt(post, [...post.absences, absence], absence.from);
  const send = async () => {
    const { gapAt } = await call('announceAbsence', { id, post: post.code, ...absence }, { key: id });
    await onChanged();
    const at = gapAt === null ? '' : city.time.due(gapAt, serverNow());
    toast({
      text: t(gapAt === null ? 'posts.announced' : 'posts.announcedGap', { at }),
      urgent: gapAt !== null,
    });
    onClose();
  };
  const holders = [post.first, post.second].filter((one) => one !== null);
  const whoever = post.mayHead ? holders : holders.filter((one) => one === me?.id);
  const others = all.people.filter(({ id: person }) => !holders.includes(person));
  return (
    <Dialog
      title={t('posts.announceTitle', { post: post[lang] })}
      act={t('posts.announce')}
      ready={refusal === null}
      onAct={send}
      onClose={onClose}
    >
      <Choices
        name={`${name}who`}
        label={t('posts.holder')}
        options={whoever.map((one) => [one, all.names[one] ?? ''])}
        value={holder}
        onChange={setHolder}
      />
      <Choices
        name={`${name}how`}
        label={t('posts.absences')}
        options={[
          ['planned', t('posts.planned')],
          ['unplanned', t('posts.unplanned')],
        ]}
        value={planned ? 'planned' : 'unplanned'}
        onChange={(how) => setPlanned(how === 'planned')}
      />
      <TimesFields from={planned ? from : null} to={to} onFrom={setFrom} onTo={setTo} />
      <TextField value={note} onChange={setNote} needed={planned} label={t('posts.note')} />
      {post.mayHead && (
        <PersonSelect
          label={t('posts.third')}
          people={others}
          value={third}
          nobody={t('posts.noThird')}
          onChange={setThird}
        />
      )}
      <p className="q" role="status">
        {cover
          ? t('posts.coverBy', { who: all.names[cover.user] ?? nameOf(all, cover.user) })
          : t('posts.coverNobody')}
        {refusal && (
          <span className="why">
            {say(new HouseError('refused', refusal.why, { clause: refusal.clause }))}
          </span>
        )}
      </p>
    </Dialog>
  );
}

function nameOf(all: Posts, id: string): string {
  return all.people.find((one) => one.id === id)?.name ?? '';
}

interface ChoicesProps {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [string, string])[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Choices({ name, label, options, value, onChange }: ChoicesProps) {
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      <div className="choices">
        {options.map(([key, word]) => (
          <label key={key} className="choice">
            <input type="radio" name={name} checked={value === key} onChange={() => onChange(key)} />
            <span>{word}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
