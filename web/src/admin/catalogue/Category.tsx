import { useState } from 'react';
import type {
  AdminCategory,
  CategoryContent,
  StandardContent,
} from '../../../../core/contract/api/adminRouting.ts';
import { useAnswer } from '../../api/answers.ts';
import { useWords } from '../../parts/i18n.ts';
import { ErrorState, Loading } from '../../parts/States.tsx';
import { Versions } from '../Versions.tsx';
import { CategoryDialog } from './CategoryDialog.tsx';
import { ConditionDialog } from './ConditionDialog.tsx';
import { StandardDialog } from './StandardDialog.tsx';
import { Standards } from './Standards.tsx';

type Condition = AdminCategory['conditions'][number];
type Open =
  | { readonly what: 'category'; readonly content: Partial<CategoryContent>; readonly note: string }
  | { readonly what: 'condition'; readonly condition: Condition | null }
  | {
      readonly what: 'standard';
      readonly condition: Condition;
      readonly wish: { readonly content: StandardContent; readonly note: string } | null;
    };

const FLAGS = ['territorial', 'openToResidents'] as const;

/** A category: its switches, conditions with the versions of their standards, and its own versions. */
export function Category({ categoryKey }: { categoryKey: string }) {
  const { t, lang } = useWords();
  const answer = useAnswer('adminCategory', { key: categoryKey });
  const [open, setOpen] = useState<Open | null>(null);
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const category = answer.data;
  const close = () => setOpen(null);
  const flags = FLAGS.filter((flag) => category[flag]).map((flag) => t(`admin.catalogue.${flag}`));
  return (
    <section className="category" data-category={categoryKey}>
      <header className="row">
        <h3>{category[lang]}</h3>
        <button
          type="button"
          className="link"
          onClick={() => setOpen({ what: 'category', content: {}, note: '' })}
        >
          {t('admin.catalogue.edit')}
        </button>
        <button
          type="button"
          className="link"
          onClick={() => setOpen({ what: 'condition', condition: null })}
        >
          {t('admin.catalogue.newCondition')}
        </button>
      </header>
      <p className="q">
        {[categoryKey, ...flags, t('admin.catalogue.open', { n: category.openCases })].join(' · ')}
      </p>
      {!category.active && <p className="warn">{t('admin.catalogue.isRetired')}</p>}
      {category.conditions.length === 0 && <p className="warn">{t('admin.catalogue.noCondition')}</p>}
      {category.conditions.map((condition) => (
        <section key={condition.key} data-condition={condition.key}>
          <header className="row">
            <h4 className={condition.active ? undefined : 'qq'}>
              {condition[lang]}
              {!condition.active && ` (${t('admin.catalogue.conditionRetired')})`}
            </h4>
            <button type="button" className="link" onClick={() => setOpen({ what: 'condition', condition })}>
              {t('admin.catalogue.edit')}
            </button>
            <button
              type="button"
              className="link"
              onClick={() => setOpen({ what: 'standard', condition, wish: null })}
            >
              {t('admin.catalogue.newStandard')}
            </button>
          </header>
          <Standards
            condition={condition}
            onBack={({ version, ...content }) =>
              setOpen({
                what: 'standard',
                condition,
                wish: { content, note: t('admin.backNote', { version }) },
              })
            }
          />
        </section>
      ))}
      <Versions
        versions={category.versions}
        empty={t('admin.rules.noVersions')}
        mark={({ version }) => (version === category.version ? t('admin.inForce') : null)}
        mayBack={({ version }) => version !== category.version}
        onBack={({ version, content }) =>
          setOpen({ what: 'category', content, note: t('admin.backNote', { version }) })
        }
      />
      {open?.what === 'category' && <CategoryDialog category={category} wish={open} onClose={close} />}
      {open?.what === 'condition' && (
        <ConditionDialog category={categoryKey} condition={open.condition} onClose={close} />
      )}
      {open?.what === 'standard' && (
        <StandardDialog condition={open.condition} wish={open.wish} onClose={close} />
      )}
    </section>
  );
}
