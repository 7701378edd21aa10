import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type {
  AdminCategory,
  CategoryContent,
  CategoryPreview,
} from '../../../../core/contract/api/adminRouting.ts';
import { call } from '../../api/call.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useErrorWords } from '../../parts/errorWords.ts';
import { useWords } from '../../parts/i18n.ts';
import { toast } from '../../parts/Toast.tsx';
import { RehearsalView } from '../RehearsalView.tsx';
import { usePreview } from '../usePreview.ts';
import { CategoryFields, isNamed } from './CategoryFields.tsx';

/** A category's names and switches; which open cases it concerns and who would be routed otherwise, before it counts. */
export function CategoryDialog({
  category,
  wish,
  onClose,
}: {
  category: AdminCategory;
  wish: { readonly content: Partial<CategoryContent>; readonly note: string };
  onClose: () => void;
}) {
  const { t } = useWords();
  const client = useQueryClient();
  const say = useErrorWords();
  const stored = contentOf(category);
  const [content, setContent] = useState(contentOf({ ...stored, ...wish.content }));
  const [note, setNote] = useState(wish.note);
  const changed = JSON.stringify(content) !== JSON.stringify(stored);
  const complete = isNamed(content);
  const { key } = category;
  const preview = usePreview<CategoryPreview>(
    JSON.stringify(content),
    complete && changed ? (signal) => call('previewCategory', { key, ...content }, { signal }) : null,
  );
  const save = async () => {
    try {
      const { version } = await call('saveCategory', { key, base: category.version, ...content, note });
      toast({ text: t('admin.published', { version }) });
      onClose();
    } finally {
      for (const name of ['adminCategory', 'adminCategories', 'categories'])
        void client.invalidateQueries({ queryKey: [name] });
    }
  };
  return (
    <Dialog
      wide
      title={`${key} · v${category.version}`}
      act={t('admin.publish')}
      onAct={save}
      ready={changed && complete && preview.answer !== null}
      onClose={onClose}
    >
      <div className="grid">
        <CategoryFields content={content} onChange={setContent} />
        <label className="field wide">
          <span>{t('admin.note')}</span>
          <input value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />
        </label>
      </div>
      {preview.fault !== null && <p role="alert">{say(preview.fault)}</p>}
      {changed && complete && !preview.answer && preview.fault === null && (
        <p className="q">{t('admin.reckoning')}</p>
      )}
      {changed && preview.answer && (
        <>
          <p data-open-cases={preview.answer.openCases}>
            {t('admin.catalogue.open', { n: preview.answer.openCases })}
          </p>
          {stored.active && !content.active && (
            <p className="warn" role="alert">
              {t('admin.catalogue.retiring', { n: preview.answer.waiting })}
            </p>
          )}
          <RehearsalView rehearsal={preview.answer.routing} />
        </>
      )}
    </Dialog>
  );
}

function contentOf(one: CategoryContent): CategoryContent {
  const { zh, en, shortZh, shortEn, territorial, openToResidents, active } = one;
  return { zh, en, shortZh, shortEn, territorial, openToResidents, active };
}
