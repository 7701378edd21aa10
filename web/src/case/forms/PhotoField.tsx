import './photoField.css';
import { type ChangeEvent, useEffect, useRef, useState } from 'react';
import { uploadPhoto } from '../../api/call.ts';
import { useErrorWords } from '../../parts/errorWords.ts';
import { useWords } from '../../parts/i18n.ts';

interface PhotoFieldProps {
  /** Hashes of the photos that have arrived. */
  readonly photos: readonly string[];
  readonly onChange: (photos: readonly string[]) => void;
  readonly needed?: boolean;
  readonly most?: number;
  /** How a photo is sent; as the person who is signed in, without it. */
  readonly upload?: (photo: File) => Promise<{ readonly hash: string }>;
}

interface Item {
  readonly id: number;
  readonly file: File;
  readonly url: string;
  readonly hash: string | null;
  readonly error: string | null;
}

/** Photos picked or taken and sent at once; each shows whether it has arrived, and can be tried again. */
export function PhotoField({
  photos,
  onChange,
  needed = false,
  most = 12,
  upload = uploadPhoto,
}: PhotoFieldProps) {
  const { t } = useWords();
  const say = useErrorWords();
  const [items, setItems] = useState<readonly Item[]>([]);
  const nextId = useRef(0);
  const latest = useRef({ items, photos });
  latest.current = { items, photos };
  useEffect(
    () => () => {
      for (const { url } of latest.current.items) URL.revokeObjectURL(url);
    },
    [],
  );
  const change = (id: number, with_: Partial<Item>) =>
    setItems((before) => before.map((item) => (item.id === id ? { ...item, ...with_ } : item)));
  const send = async (item: Item) => {
    change(item.id, { error: null });
    try {
      const { hash } = await upload(item.file);
      change(item.id, { hash });
      if (!latest.current.photos.includes(hash)) {
        latest.current.photos = [...latest.current.photos, hash];
        onChange(latest.current.photos);
      }
    } catch (error) {
      change(item.id, { error: say(error) });
    }
  };
  const add = (event: ChangeEvent<HTMLInputElement>) => {
    const added = [...(event.target.files ?? [])].slice(0, most - items.length).map((file): Item => {
      nextId.current += 1;
      return { id: nextId.current, file, url: URL.createObjectURL(file), hash: null, error: null };
    });
    event.target.value = '';
    setItems((before) => [...before, ...added]);
    for (const item of added) void send(item);
  };
  const remove = (item: Item) => {
    URL.revokeObjectURL(item.url);
    setItems((before) => before.filter((one) => one.id !== item.id));
    onChange(photos.filter((hash) => hash !== item.hash));
  };
  return (
    <div className="photofield">
      {items.map((item) => (
        <span key={item.id} className="slot">
          <img src={item.url} alt="" />
          {item.hash === null && item.error === null && <em role="status">{t('ask.photoBusy')}</em>}
          {item.error && (
            <button type="button" className="again" onClick={() => void send(item)} title={item.error}>
              {t('ask.photoFailed')}
            </button>
          )}
          <button
            type="button"
            className="remove"
            aria-label={t('ask.removePhoto')}
            onClick={() => remove(item)}
          >
            ×
          </button>
        </span>
      ))}
      {items.length < most && (
        <label className="slot add">
          <input type="file" accept="image/*" multiple onChange={add} />
          <span aria-hidden="true">+</span>
          <span className="vh">{t('ask.addPhoto')}</span>
        </label>
      )}
      <span className="q hint">{t(needed ? 'ask.photoNeeded' : 'ask.addPhoto')}</span>
      {items.some((item) => item.error) && (
        <p role="alert" className="wrong">
          {items.find((item) => item.error)?.error}
        </p>
      )}
    </div>
  );
}
