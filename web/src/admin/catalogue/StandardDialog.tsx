import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type AdminCategory,
  LIMIT_UNITS,
  type StandardContent,
} from '../../../../core/contract/api/adminRouting.ts';
import { call } from '../../api/call.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { toast } from '../../parts/Toast.tsx';

const FIRST: StandardContent = {
  urgency: 'general',
  limitValue: 1,
  limitUnit: 'workingDay',
  photoRequired: true,
  closingZh: '',
  closingEn: '',
  area: null,
};

/** A new version of a standard: whom it would and would not concern, then its limit and closing condition. */
export function StandardDialog({
  condition,
  onClose,
}: {
  condition: AdminCategory['conditions'][number];
  onClose: () => void;
}) {
  const { t, lang } = useWords();
  const city = useCity();
  const client = useQueryClient();
  const [newest] = condition.standards;
  const [content, setContent] = useState<StandardContent>(newest ? contentOf(newest) : FIRST);
  const [from, setFrom] = useState('');
  const [note, setNote] = useState('');
  const set = (change: Partial<StandardContent>) => setContent({ ...content, ...change });
  const publish = async () => {
    const validFrom = from === '' ? null : city.time.startOfDay(Date.parse(`${from}T12:00:00Z`));
    try {
      const { version } = await call('saveStandard', {
        conditionKey: condition.key,
        base: newest?.version ?? 0,
        ...content,
        validFrom,
        note,
      });
      toast({ text: t('admin.published', { version }) });
      onClose();
    } finally {
      await client.invalidateQueries({ queryKey: ['adminCategory'] });
      void client.invalidateQueries({ queryKey: ['categories'] });
    }
  };
  const ready = content.limitValue > 0 && content.closingZh.trim() !== '' && content.closingEn.trim() !== '';
  return (
    <Dialog
      wide
      title={condition[lang]}
      act={t('admin.publish')}
      onAct={publish}
      ready={ready}
      onClose={onClose}
    >
      <p data-keep={condition.openCases}>
        {t('admin.catalogue.keep', { n: condition.openCases, waiting: condition.waiting })}
      </p>
      <div className="grid">
        <label className="field">
          <span>{t('admin.catalogue.limit')}</span>
          <input
            name="limitValue"
            data-first
            type="number"
            step="0.5"
            min="0.5"
            value={content.limitValue}
            onChange={(event) => set({ limitValue: Number(event.target.value) })}
          />
        </label>
        <label className="field">
          <span>{t('admin.catalogue.limitUnit')}</span>
          <select
            value={content.limitUnit}
            onChange={(event) => set({ limitUnit: event.target.value as StandardContent['limitUnit'] })}
          >
            {LIMIT_UNITS.map((unit) => (
              <option key={unit} value={unit}>
                {t(`limit.${unit}`, { n: content.limitValue })}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{t('admin.catalogue.urgency')}</span>
          <select
            value={content.urgency}
            onChange={(event) => set({ urgency: event.target.value as StandardContent['urgency'] })}
          >
            {(['general', 'emergency', 'special'] as const).map((urgency) => (
              <option key={urgency} value={urgency}>
                {t(`urgency.${urgency}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{t('admin.rules.area')}</span>
          <select value={content.area ?? ''} onChange={(event) => set({ area: event.target.value || null })}>
            <option value="">{t('admin.rules.city')}</option>
            {(city.directory?.areas ?? [])
              .filter(
                (area) => area.kind === 'subdistrict' || area.kind === 'community' || area.kind === 'custom',
              )
              .map((area) => (
                <option key={area.code} value={area.code}>
                  {area[lang]}
                </option>
              ))}
          </select>
        </label>
        <label className="field wide">
          <span>{t('admin.catalogue.closingZh')}</span>
          <input value={content.closingZh} onChange={(event) => set({ closingZh: event.target.value })} />
        </label>
        <label className="field wide">
          <span>{t('admin.catalogue.closingEn')}</span>
          <input value={content.closingEn} onChange={(event) => set({ closingEn: event.target.value })} />
        </label>
        <label>
          <input
            type="checkbox"
            checked={content.photoRequired}
            onChange={(event) => set({ photoRequired: event.target.checked })}
          />{' '}
          {t('admin.catalogue.photoRequired')}
        </label>
        <label className="field">
          <span>{t('admin.validFrom')}</span>
          <input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        </label>
        <label className="field wide">
          <span>{t('admin.note')}</span>
          <input value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />
        </label>
      </div>
    </Dialog>
  );
}

function contentOf(one: AdminCategory['conditions'][number]['standards'][number]): StandardContent {
  const { urgency, limitValue, limitUnit, photoRequired, closingZh, closingEn, area } = one;
  return { urgency, limitValue, limitUnit, photoRequired, closingZh, closingEn, area };
}
