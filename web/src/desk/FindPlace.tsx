import { useState } from 'react';
import type { FoundPlace } from '../../../core/contract/api/answers.ts';
import { useAnswer } from '../api/answers.ts';
import { useWords } from '../parts/i18n.ts';

/** Sets a place without the map: by address, by name or by component number; Enter takes the first. */
export function FindPlace({ onFound }: { onFound: (place: FoundPlace) => void }) {
  const { t, lang } = useWords();
  const [typed, setTyped] = useState('');
  const q = typed.trim();
  const found = useAnswer('findPlace', { q }, { enabled: q.length > 1, keep: true }).data?.places;
  const places = q.length > 1 ? (found ?? []) : [];
  const take = (place: FoundPlace | undefined) => {
    if (!place) return;
    onFound(place);
    setTyped('');
  };
  return (
    <div className="field findplace">
      <input
        type="search"
        value={typed}
        maxLength={80}
        aria-label={t('desk.findPlace')}
        placeholder={t('desk.findPlace')}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          take(places[0]);
        }}
      />
      {q.length > 1 && found && (
        <ul>
          {places.map((place) => (
            <li key={`${place.zh} ${place.lon}`}>
              <button type="button" className="link" onClick={() => take(place)}>
                {place[lang]}
              </button>
            </li>
          ))}
          {places.length === 0 && <li className="qq">{t('desk.noPlace')}</li>}
        </ul>
      )}
    </div>
  );
}
