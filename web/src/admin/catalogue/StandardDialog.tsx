import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AdminCategory, StandardContent } from '../../../../core/contract/api/adminRouting.ts';
import { call } from '../../api/call.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { toast } from '../../parts/Toast.tsx';
import { FIRST_STANDARD, isWhole, StandardFields } from './StandardFields.tsx';

/** A new version of a standard: whom it would and would not concern, then its limit and closing condition. */
export function StandardDialog({
  condition,
  wish,
  onClose,
}: {
  condition: AdminCategory['conditions'][number];
  /** An earlier version to go back to; null: from the newest one on. */
  wish: { readonly content: StandardContent; readonly note: string } | null;
  onClose: () => void;
}) {
  const { t, lang } = useWords();
  const city = useCity();
  const client = useQueryClient();
  const [newest] = condition.standards;
  const [content, setContent] = useState<StandardContent>(
    contentOf(wish?.content ?? newest ?? { ...FIRST_STANDARD, area: null }),
  );
  const [from, setFrom] = useState('');
  const [note, setNote] = useState(wish?.note ?? '');
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
  return (
    <Dialog
      wide
      title={condition[lang]}
      act={t('admin.publish')}
      onAct={publish}
      ready={isWhole(content)}
      onClose={onClose}
    >
      <p data-keep={condition.openCases}>
        {t('admin.catalogue.keep', { n: condition.openCases, waiting: condition.waiting })}
      </p>
      <div className="grid">
        <StandardFields standard={content} onChange={setContent} />
        <label className="field">
          <span>{t('admin.rules.area')}</span>
          <select
            value={content.area ?? ''}
            onChange={(event) => setContent({ ...content, area: event.target.value || null })}
          >
            <option value="">{t('admin.rules.city')}</option>
            {(city.directory?.areas ?? [])
              .filter(({ kind }) => kind === 'subdistrict' || kind === 'community' || kind === 'custom')
              .map((area) => (
                <option key={area.code} value={area.code}>
                  {area[lang]}
                </option>
              ))}
          </select>
        </label>
        <label className="field">
          <span>{t('admin.validFrom')}</span>
          <input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        </label>
        <label className="field wide">
          <span>{t('admin.catalogue.clause')}</span>
          <input value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />
        </label>
      </div>
    </Dialog>
  );
}

function contentOf(one: StandardContent): StandardContent {
  const { urgency, limitValue, limitUnit, photoRequired, closingZh, closingEn, area } = one;
  return { urgency, limitValue, limitUnit, photoRequired, closingZh, closingEn, area };
}
