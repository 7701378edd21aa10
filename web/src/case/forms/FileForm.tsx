import { useCallback, useId, useRef, useState } from 'react';
import { Dialog } from '../../parts/Dialog.tsx';
import { findCategories } from '../../parts/findCategory.ts';
import { useWords } from '../../parts/i18n.ts';
import { type CategoryEntry, type ConditionEntry, useCity } from '../../parts/names.tsx';
import { PickList } from '../../parts/PickList.tsx';
import { Nearby } from '../Nearby.tsx';
import { REASONS } from '../reasons.ts';
import { useCaseTitle } from '../title.ts';
import { ReasonField, TextField } from './fields.tsx';
import { type FormProps, textOf } from './form.ts';

/** Category and condition, as proposed or corrected: files a report, or amends a case. */
export function FileForm({ detail, command, submit, onClose }: FormProps) {
  const { t } = useWords();
  const city = useCity();
  const title = useCaseTitle();
  const { state, card } = detail;
  const [category, setCategory] = useState(city.categoryEntry(state.categoryKey));
  const [condition, setCondition] = useState(city.conditionEntry(state.conditionKey));
  const [address, setAddress] = useState(state.place.address ?? '');
  const [own, setOwn] = useState({ minutes: '', reason: REASONS.file[0] as string });
  const [text, setText] = useState('');
  const filing = command === 'file';
  const body = {
    conditionKey: condition?.key ?? '',
    text: textOf(text),
    ...(address !== (state.place.address ?? '') && { place: { ...state.place, address: address || null } }),
  };
  const minutes = Number(own.minutes);
  const ownLimit = filing && condition?.urgency === 'emergency' && minutes > 0;
  const send = () =>
    filing
      ? submit('file', {
          ...body,
          ...(ownLimit && { ownLimit: { minutes, clock: city.clockOf(condition.key), reason: own.reason } }),
        })
      : submit('amend', body);
  return (
    <Dialog
      title={t(`act.${command}`)}
      act={t(`act.${command}`)}
      ready={condition !== null}
      onAct={send}
      onClose={onClose}
      wide
    >
      <p>{[detail.state.number, card.address].filter(Boolean).join(' · ') || title(card)}</p>
      <CategoryFields
        category={category}
        condition={condition}
        onCategory={setCategory}
        onCondition={setCondition}
      />
      {filing && condition?.urgency === 'emergency' && <OwnLimit own={own} onChange={setOwn} />}
      {!filing && (
        <label className="field">
          <span>{t('ask.address')}</span>
          <input value={address} maxLength={200} onChange={(event) => setAddress(event.target.value)} />
        </label>
      )}
      {filing && category && <Nearby card={{ ...card, categoryKey: category.key }} />}
      <TextField value={text} onChange={setText} />
    </Dialog>
  );
}

interface CategoryFieldsProps {
  readonly category: CategoryEntry | null;
  readonly condition: ConditionEntry | null;
  readonly onCategory: (category: CategoryEntry) => void;
  readonly onCondition: (condition: ConditionEntry | null) => void;
}

/** The two steps of a classification: the minor category, then its condition with the limit it brings. */
export function CategoryFields({ category, condition, onCategory, onCondition }: CategoryFieldsProps) {
  const { t, lang } = useWords();
  const city = useCity();
  const box = useRef<HTMLFieldSetElement>(null);
  const name = useId();
  const item = useCallback(
    (entry: CategoryEntry) => ({
      key: entry.key,
      name: entry[lang],
      note: `${entry.code} · ${lang === 'zh' ? entry.majorZh : entry.majorEn}`,
    }),
    [lang],
  );
  const pick = (key: string) => {
    const entry = city.categoryEntry(key);
    if (!entry || entry === category) return;
    onCategory(entry);
    onCondition(entry.conditions[0] ?? null);
  };
  return (
    <div className="classify">
      <PickList
        label={t('ask.category')}
        hint={t('ask.findCategory')}
        find={(typed) => firstPicked(findCategories(city.categories, typed), category, typed).map(item)}
        picked={category && item(category)}
        onPick={({ key }) => pick(key)}
        onDone={() => box.current?.querySelector<HTMLInputElement>('input:checked, input')?.focus()}
        empty={t('ask.noCategory')}
        first={condition === null}
      />
      <fieldset ref={box} className="field">
        <legend>{t('ask.condition')}</legend>
        <div className="choices">
          {category?.conditions.map((one) => (
            <label key={one.key} className="choice">
              <input
                type="radio"
                name={name}
                checked={one.key === condition?.key}
                onChange={() => onCondition(one)}
              />
              <span>{one[lang]}</span>
              <small>{city.limit(one)}</small>
            </label>
          ))}
          {category?.conditions.length === 0 && <p>{t('ask.noCondition')}</p>}
        </div>
      </fieldset>
    </div>
  );
}

type Own = { minutes: string; reason: string };

/** For an emergency the officer may set a shorter or longer limit, with a reason. */
function OwnLimit({ own, onChange }: { own: Own; onChange: (own: Own) => void }) {
  const { t } = useWords();
  return (
    <>
      <label className="field">
        <span>{t('ask.ownLimit')}</span>
        <input
          inputMode="numeric"
          value={own.minutes}
          onChange={(event) =>
            onChange({ ...own, minutes: event.target.value.replace(/\D/g, '').slice(0, 6) })
          }
        />
      </label>
      {own.minutes !== '' && (
        <ReasonField
          reasons={REASONS.file}
          value={own.reason}
          onChange={(reason) => onChange({ ...own, reason })}
        />
      )}
    </>
  );
}

/** While nothing is typed the present category stands first, so that it is in sight. */
function firstPicked(found: readonly CategoryEntry[], picked: CategoryEntry | null, typed: string) {
  return picked && typed.trim() === '' ? [picked, ...found.filter((entry) => entry !== picked)] : found;
}
