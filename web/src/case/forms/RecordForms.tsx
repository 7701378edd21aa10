import { useState } from 'react';
import { v4 as uuid } from 'uuid';
import { useAnswer } from '../../api/answers.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { type PickItem, PickList } from '../../parts/PickList.tsx';
import { useNearby } from '../Nearby.tsx';
import { splitNumber, useCaseTitle } from '../title.ts';
import { TextField } from './fields.tsx';
import { type FormProps, textOf } from './form.ts';

/** Into which case: the nearest of the same kind first, others by number or place. */
export function MergeForm({ detail, command, submit, onClose }: FormProps) {
  const { t } = useWords();
  const title = useCaseTitle();
  const city = useCity();
  const near = useNearby(detail.card) ?? [];
  const [typed, setTyped] = useState('');
  const found = useAnswer(
    'listCases',
    { q: typed, limit: 20 },
    { enabled: typed.trim().length > 1, keep: true },
  ).data;
  const [picked, setPicked] = useState<PickItem | null>(null);
  const linking = command === 'link';
  const item = (one: (typeof near)[number] | NonNullable<typeof found>['cases'][number]): PickItem => ({
    key: one.id,
    name: `${splitNumber(one.number).tail} ${city.category(one.categoryKey, true)} · ${one.address ?? ''}`,
    note: 'distanceM' in one ? t('case.metres', { n: Math.round(one.distanceM) }) : t(`status.${one.status}`),
  });
  const find = (text: string) => {
    const cases = text.trim().length > 1 ? (found?.cases ?? []) : near;
    return cases.filter((one) => one.id !== detail.card.id).map(item);
  };
  const send = async () => {
    if (!picked) return;
    if (linking) await submit('link', { other: picked.key, why: 'recurrence' });
    else await submit('merge', { into: picked.key });
  };
  return (
    <Dialog
      title={t(`act.${command}`)}
      act={t(`act.${command}`)}
      ready={picked !== null}
      onAct={send}
      onClose={onClose}
    >
      <p>{title(detail.card)}</p>
      <PickList
        label={t(linking ? 'ask.other' : 'ask.into')}
        hint={t('word.search')}
        find={find}
        picked={picked}
        onPick={setPicked}
        onType={setTyped}
        empty={t('case.nearbyNone')}
        first
      />
    </Dialog>
  );
}

const POSITIONS = ['owed', 'recovered', 'written-off'] as const;

/** What a substitute remediation cost, and who pays. */
export function CostForm({ detail, submit, onClose }: FormProps) {
  const { t } = useWords();
  const title = useCaseTitle();
  const [costId] = useState(() => uuid());
  const [yuan, setYuan] = useState('');
  const [payer, setPayer] = useState<'unit' | 'city-fund'>('unit');
  const [position, setPosition] = useState<(typeof POSITIONS)[number]>('owed');
  const [text, setText] = useState('');
  const cents = Math.round(Number(yuan) * 100);
  const payerUnit = payer === 'unit' ? detail.card.unit : null;
  return (
    <Dialog
      title={t('act.record-cost')}
      act={t('act.record-cost')}
      ready={yuan !== '' && cents >= 0}
      onAct={() =>
        submit('record-cost', { costId, amountCents: cents, payer, payerUnit, position, text: textOf(text) })
      }
      onClose={onClose}
    >
      <p>{title(detail.card)}</p>
      <label className="field">
        <span>{t('ask.amount')}</span>
        <input
          inputMode="decimal"
          value={yuan}
          onChange={(event) => setYuan(event.target.value.replace(/[^\d.]/g, ''))}
        />
      </label>
      <label className="field">
        <span>{t('ask.payer')}</span>
        <select value={payer} onChange={(event) => setPayer(event.target.value as 'unit')}>
          <option value="unit">{t('ask.payer-unit')}</option>
          <option value="city-fund">{t('ask.payer-city-fund')}</option>
        </select>
      </label>
      <label className="field">
        <span>{t('ask.position')}</span>
        <select value={position} onChange={(event) => setPosition(event.target.value as 'owed')}>
          {POSITIONS.map((one) => (
            <option key={one} value={one}>
              {t(`ask.position-${one}`)}
            </option>
          ))}
        </select>
      </label>
      <TextField value={text} onChange={setText} />
    </Dialog>
  );
}
