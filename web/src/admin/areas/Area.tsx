import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { AdminArea, AreaContent, AreaPreview } from '../../../../core/contract/api/adminAreas.ts';
import { useAnswer } from '../../api/answers.ts';
import { call } from '../../api/call.ts';
import { ShapeMap } from '../../map/ShapeMap.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { useErrorWords } from '../../parts/errorWords.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';
import { ErrorState, Loading } from '../../parts/States.tsx';
import { toast } from '../../parts/Toast.tsx';
import { RehearsalView } from '../RehearsalView.tsx';
import { usePreview } from '../usePreview.ts';
import { Versions } from '../Versions.tsx';

/** One area: where it lies, who answers for it, what it is used for, its versions. */
export function Area({ code }: { code: string }) {
  const { t, lang } = useWords();
  const city = useCity();
  const answer = useAnswer('adminArea', { code });
  const [editing, setEditing] = useState<{ content: AreaContent; note: string } | null>(null);
  const shape = answer.data?.shape;
  const shapes = useMemo(() => (shape ? [{ shape, strong: true }] : []), [shape]);
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  const area = answer.data;
  return (
    <aside className="areaview" data-open={code} aria-label={area[lang]}>
      <header className="row">
        <h3>{area[lang]}</h3>
        <button
          type="button"
          className="btn"
          onClick={() => setEditing({ content: contentOf(area), note: '' })}
        >
          {t('admin.area.edit')}
        </button>
      </header>
      <p className="q">
        {area.code} · {t(`admin.imports.kinds.${area.kind}`)} · {sizeText(area.m2)}
        {area.unit && ` · ${city.unit(area.unit)}`}
      </p>
      <div className="shapemap">
        <ShapeMap shapes={shapes} label={t('admin.area.map', { name: area[lang] })} />
      </div>
      <p className="q">
        {t('admin.area.open')}: {area.openCases} ·{' '}
        {t('admin.area.uses', { rules: area.rules, standards: area.standards, children: area.children })}
      </p>
      <h4>{t('admin.area.people')}</h4>
      {area.people.length === 0 && <p className="q">{t('admin.area.nobody')}</p>}
      <ul>
        {area.people.map((person) => (
          <li key={person.id}>
            {person.name} <span className="q">{t(`role.${person.role}`)}</span>
          </li>
        ))}
      </ul>
      <Versions
        versions={area.versions}
        empty={t('admin.rules.noVersions')}
        mark={(version) => (version.version === area.version ? t('admin.inForce') : null)}
        mayBack={({ version }) => version !== area.version}
        onBack={({ version, area: old }) =>
          setEditing({ content: contentOf(old), note: t('admin.backNote', { version }) })
        }
      />
      {editing && <AreaDialog area={area} wish={editing} onClose={() => setEditing(null)} />}
    </aside>
  );
}

function AreaDialog({
  area,
  wish,
  onClose,
}: {
  area: AdminArea;
  wish: { content: AreaContent; note: string };
  onClose: () => void;
}) {
  const { t } = useWords();
  const city = useCity();
  const client = useQueryClient();
  const say = useErrorWords();
  const [content, setContent] = useState(wish.content);
  const [note, setNote] = useState(wish.note);
  const set = (change: Partial<AreaContent>) => setContent({ ...content, ...change });
  const complete = content.zh.trim() !== '' && content.en.trim() !== '';
  const changed = JSON.stringify(content) !== JSON.stringify(contentOf(area));
  const preview = usePreview<AreaPreview>(
    JSON.stringify(content),
    complete && changed ? (signal) => call('previewArea', { code: area.code, ...content }, { signal }) : null,
  );
  const save = async () => {
    try {
      const { version } = await call('saveArea', { code: area.code, base: area.version, ...content, note });
      toast({ text: t('admin.published', { version }) });
      onClose();
    } finally {
      for (const name of ['adminArea', 'adminAreas', 'directory'])
        void client.invalidateQueries({ queryKey: [name] });
    }
  };
  return (
    <Dialog
      wide
      title={`${area.code} · v${area.version}`}
      act={t('admin.save')}
      onAct={save}
      ready={changed && preview.answer !== null}
      onClose={onClose}
    >
      <div className="grid">
        {(['zh', 'en'] as const).map((name) => (
          <label key={name} className="field">
            <span>{t(`admin.area.${name}`)}</span>
            <input
              name={name}
              value={content[name]}
              maxLength={80}
              onChange={(event) => set({ [name]: event.target.value })}
            />
          </label>
        ))}
        {area.kind === 'subdistrict' && (
          <label className="field wide">
            <span>{t('admin.area.unit')}</span>
            <select
              name="unit"
              value={content.unit ?? ''}
              onChange={(event) => set({ unit: event.target.value || null })}
            >
              <option value="">{t('admin.area.noUnit')}</option>
              {city.units.map((unit) => (
                <option key={unit.code} value={unit.code}>
                  {city.unit(unit.code)}
                </option>
              ))}
            </select>
          </label>
        )}
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
            {t('admin.area.openIn', { n: preview.answer.openCases })}
          </p>
          <RehearsalView rehearsal={preview.answer.routing} />
        </>
      )}
    </Dialog>
  );
}

function contentOf({ zh, en, unit }: AreaContent): AreaContent {
  return { zh, en, unit };
}

/** Small ones in hectares, large ones in square kilometres. */
function sizeText(m2: number): string {
  return m2 < 1e6 ? `${(m2 / 1e4).toFixed(2)} ha` : `${(m2 / 1e6).toFixed(2)} km²`;
}
