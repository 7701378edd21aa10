import { type FormEvent, useState } from 'react';
import { v7 as uuid } from 'uuid';
import { call, uploadResidentPhoto } from '../api/call.ts';
import { PhotoField } from '../case/forms/PhotoField.tsx';
import { useErrorWords } from '../parts/errorWords.ts';
import { findCategories } from '../parts/findCategory.ts';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { type PickItem, PickList } from '../parts/PickList.tsx';
import { newCode } from './code.ts';
import { Sent } from './Sent.tsx';
import { Where } from './Where.tsx';

const MOST_PHOTOS = 6;
const NOBODY = { name: '', phone: '', email: '' };
type Contact = typeof NOBODY;

/** Key and code of one report: tried again it is the same report. */
function fresh() {
  return { id: uuid(), code: newCode() };
}

/** What, where, photos; a contact only for who wants to be told. */
export function Report({ onFollow }: { onFollow: (code: string) => void }) {
  const { t } = useWords();
  const say = useErrorWords();
  const [keys, setKeys] = useState(fresh);
  const [text, setText] = useState('');
  const [category, setCategory] = useState<PickItem | null>(null);
  const [point, setPoint] = useState<readonly [number, number] | null>(null);
  const [accuracyM, setAccuracy] = useState<number | null>(null);
  const [address, setAddress] = useState('');
  const [photos, setPhotos] = useState<readonly string[]>([]);
  const [contact, setContact] = useState(NOBODY);
  const [state, setState] = useState<{ busy: boolean; error: string | null }>({ busy: false, error: null });
  const [sent, setSent] = useState<string | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (state.busy) return;
    if (!point || text.trim() === '') return setState({ busy: false, error: t('public.missing') });
    setState({ busy: true, error: null });
    const [lon, lat] = point;
    const given = Object.entries(contact).flatMap(([key, value]) =>
      value.trim() ? [[key, value.trim()]] : [],
    );
    try {
      const { number } = await call('residentReport', {
        ...keys,
        categoryKey: category?.key ?? null,
        place: { lon, lat, accuracyM, address: address.trim() || null },
        photos: [...photos],
        text: text.trim(),
        ...(given.length > 0 && { contact: Object.fromEntries(given) }),
      });
      setSent(number);
      setState({ busy: false, error: null });
    } catch (error) {
      setState({ busy: false, error: `${say(error)} ${t('error.kept')}` });
    }
  };
  const another = () => {
    setKeys(fresh());
    setSent(null);
    setText('');
    setPhotos([]);
  };
  if (sent) return <Sent number={sent} code={keys.code} onFollow={onFollow} onAnother={another} />;
  return (
    <form className="panel" onSubmit={send} noValidate>
      <label className="field">
        <span>{t('public.what')}</span>
        <textarea
          rows={3}
          maxLength={2000}
          value={text}
          placeholder={t('public.whatHint')}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <Category picked={category} onPick={setCategory} />
      <Where
        point={point}
        onPoint={(at, accuracy) => {
          setPoint(at);
          setAccuracy(accuracy);
        }}
      />
      <label className="field">
        <span>{t('public.address')}</span>
        <input value={address} maxLength={200} onChange={(event) => setAddress(event.target.value)} />
      </label>
      <div className="field">
        <span>{t('public.photo')}</span>
        <PhotoField
          photos={photos}
          onChange={setPhotos}
          most={MOST_PHOTOS}
          upload={(photo) => uploadResidentPhoto(photo, keys.id)}
        />
        <span className="q">{t('public.privacy')}</span>
      </div>
      <ContactFields contact={contact} onChange={setContact} />
      {state.error && <p role="alert">{state.error}</p>}
      <button type="submit" className="btn pri" disabled={state.busy}>
        {t('public.send')}
      </button>
    </form>
  );
}

/** Among the categories that are open to residents. */
function Category({ picked, onPick }: { picked: PickItem | null; onPick: (item: PickItem | null) => void }) {
  const { t, lang } = useWords();
  const city = useCity();
  const open = city.categories.filter((one) => one.open);
  const unsure = { key: '', name: t('public.unsure') };
  const find = (typed: string): PickItem[] => [
    ...(typed.trim() === '' ? [unsure] : []),
    ...findCategories(open, typed).map((one) => ({ key: one.key, name: one[lang] })),
  ];
  return (
    <PickList
      label={t('public.which')}
      hint={t('public.whichHint')}
      find={find}
      picked={picked ?? unsure}
      onPick={(item) => onPick(item.key === '' ? null : item)}
      empty={t('public.unsure')}
    />
  );
}

function ContactFields({ contact, onChange }: { contact: Contact; onChange: (contact: Contact) => void }) {
  const { t } = useWords();
  const fields = [
    ['name', 'text', 'name', 80],
    ['phone', 'tel', 'tel', 40],
    ['email', 'email', 'email', 120],
  ] as const;
  return (
    <details>
      <summary>{t('public.contact')}</summary>
      {fields.map(([key, type, complete, most]) => (
        <label key={key} className="field">
          <span>{t(`public.${key}`)}</span>
          <input
            type={type}
            autoComplete={complete}
            maxLength={most}
            value={contact[key]}
            onChange={(event) => onChange({ ...contact, [key]: event.target.value })}
          />
        </label>
      ))}
    </details>
  );
}
