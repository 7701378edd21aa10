import { useState } from 'react';
import { explainReason, explainText } from '../../../../core/rules/routing/explain.ts';
import { useAnswer } from '../../api/answers.ts';
import { CityMap } from '../../map/CityMap.tsx';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { ErrorState } from '../../parts/States.tsx';

/** Who would get this? A point on the map and a category; the router's own answer with every step. */
export function RouteTester() {
  const { t } = useWords();
  const city = useCity();
  const [place, setPlace] = useState<readonly [number, number]>(city.me.city.centre);
  const [categoryKey, setCategoryKey] = useState('');
  const [accuracy, setAccuracy] = useState('');
  const key = categoryKey || city.categories[0]?.key || '';
  const coordinate = (index: 0 | 1, text: string) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value)) return;
    setPlace(index === 0 ? [value, place[1]] : [place[0], value]);
  };
  return (
    <section className="tester" aria-label={t('admin.tester.title')}>
      <h3>{t('admin.tester.title')}</h3>
      <div className="mapbox">
        <CityMap
          place={place}
          centre={city.me.city.centre}
          zoom={13}
          onPlace={(lon, lat) => setPlace([Number(lon.toFixed(6)), Number(lat.toFixed(6))])}
          label={t('admin.tester.map')}
        />
      </div>
      <div className="grid">
        <label className="field">
          <span>{t('admin.tester.lon')}</span>
          <input
            name="lon"
            key={`lon ${place[0]}`}
            inputMode="decimal"
            defaultValue={place[0]}
            onBlur={(event) => coordinate(0, event.target.value)}
          />
        </label>
        <label className="field">
          <span>{t('admin.tester.lat')}</span>
          <input
            name="lat"
            key={`lat ${place[1]}`}
            inputMode="decimal"
            defaultValue={place[1]}
            onBlur={(event) => coordinate(1, event.target.value)}
          />
        </label>
        <label className="field wide">
          <span>{t('word.category')}</span>
          <select name="category" value={key} onChange={(event) => setCategoryKey(event.target.value)}>
            {city.categories.map((one) => (
              <option key={one.key} value={one.key}>
                {one.code} {city.category(one.key)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{t('admin.tester.accuracy')}</span>
          <input inputMode="numeric" value={accuracy} onChange={(event) => setAccuracy(event.target.value)} />
        </label>
      </div>
      {key && <Answer lon={place[0]} lat={place[1]} categoryKey={key} accuracy={accuracy} />}
    </section>
  );
}

function Answer(props: { lon: number; lat: number; categoryKey: string; accuracy: string }) {
  const { lon, lat, categoryKey, accuracy } = props;
  const { t, lang } = useWords();
  const city = useCity();
  const metres = /^\d{1,3}$/.test(accuracy) ? { accuracyM: Number(accuracy) } : {};
  const { data, error } = useAnswer(
    'routeTest',
    { lon, lat, categoryKey, ...metres },
    { keep: true, staleTime: 0 },
  );
  if (error) return <ErrorState error={error} />;
  if (!data) return null;
  return (
    <div className="answer" data-answer={data.unit ?? ''} aria-live="polite">
      <p>
        <b>{data.unit === null ? t('admin.nobody') : city.unit(data.unit)}</b>
        {data.reason && <span className="q"> {explainReason(data.reason, lang)}</span>}
      </p>
      {!data.inside && <p className="q">{t('admin.tester.outside')}</p>}
      {data.address && <p className="q">{data.address[lang]}</p>}
      <ul>
        {data.explanation.map((step) => (
          <li key={`${step.code} ${JSON.stringify(step.params)}`} className={step.matched ? '' : 'qq'}>
            {step.matched ? '✓' : '–'} {explainText(step, lang)}
          </li>
        ))}
      </ul>
    </div>
  );
}
