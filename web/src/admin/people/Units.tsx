import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { StoredUnit, UnitContent } from '../../../../core/contract/api/adminPeople.ts';
import { useAnswer } from '../../api/answers.ts';
import { call } from '../../api/call.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../../parts/i18n.ts';
import { ErrorState, Loading } from '../../parts/States.tsx';
import { toast } from '../../parts/Toast.tsx';

const TYPES = ['bureau', 'utility', 'subdistrict', 'office'] as const;
const LEVELS = ['district', 'municipal', 'private'] as const;
const NEW_UNIT: UnitContent = {
  zh: '',
  en: '',
  shortZh: '',
  shortEn: '',
  type: 'bureau',
  level: 'district',
  commandDuty: false,
  neverResponsible: false,
  closed: false,
  phone: null,
};

/** Responsible units: names, level, command duty; how many people, open cases and rules each has. */
export function Units() {
  const { t, lang } = useWords();
  const answer = useAnswer('adminUnits', {});
  const [open, setOpen] = useState<StoredUnit | 'new' | null>(null);
  if (answer.isPending) return <Loading />;
  if (!answer.data) return <ErrorState error={answer.error} onRetry={answer.refetch} />;
  return (
    <>
      <header className="head">
        <h2>{t('admin.section.units')}</h2>
        <button type="button" className="btn pri" onClick={() => setOpen('new')}>
          {t('admin.unitOf.add')}
        </button>
      </header>
      <table className="list units">
        <thead>
          <tr>
            <th>{t('word.unit')}</th>
            <th>{t('admin.unitOf.type')}</th>
            <th>{t('admin.unitOf.level')}</th>
            <th className="num">{t('admin.unitOf.people')}</th>
            <th className="num">{t('admin.unitOf.openCases')}</th>
            <th className="num">{t('admin.unitOf.rules')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {answer.data.units.map((unit) => (
            <tr key={unit.code} data-unit={unit.code} className={unit.closed ? 'qq' : undefined}>
              <td>
                <button type="button" className="link" onClick={() => setOpen(unit)}>
                  {unit[lang]}
                </button>
              </td>
              <td>{t(`admin.unitOf.types.${unit.type}`)}</td>
              <td>{t(`admin.unitOf.levels.${unit.level}`)}</td>
              <td className="num">{unit.people}</td>
              <td className="num">{unit.openCases}</td>
              <td className="num">{unit.rules}</td>
              <td>
                {unit.closed && t('admin.unitOf.closed')}
                {!unit.closed && !unit.neverResponsible && unit.liaisons === 0 && (
                  <b>{t('admin.unitOf.noLiaison')}</b>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {open && <UnitDialog unit={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </>
  );
}

function UnitDialog({ unit, onClose }: { unit: StoredUnit | null; onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [code, setCode] = useState(unit?.code ?? '');
  const [content, setContent] = useState<UnitContent>(unit ? contentOf(unit) : NEW_UNIT);
  const set = (change: Partial<UnitContent>) => setContent({ ...content, ...change });
  const names = ['zh', 'en', 'shortZh', 'shortEn'] as const;
  const save = async () => {
    try {
      await call('saveUnit', { code, base: unit?.version ?? 0, ...content });
      toast({ text: t('admin.saved') });
      onClose();
    } finally {
      await client.invalidateQueries({ queryKey: ['adminUnits'] });
      void client.invalidateQueries({ queryKey: ['directory'] });
      void client.invalidateQueries({ queryKey: ['adminRules'] });
    }
  };
  return (
    <Dialog
      wide
      title={unit ? `${unit.code} · v${unit.version}` : t('admin.unitOf.add')}
      act={t('admin.save')}
      onAct={save}
      ready={code !== '' && names.every((name) => content[name].trim() !== '')}
      onClose={onClose}
    >
      <div className="grid">
        {!unit && (
          <label className="field wide">
            <span>{t('admin.unitOf.code')}</span>
            <input value={code} onChange={(event) => setCode(event.target.value.trim())} />
          </label>
        )}
        {names.map((name) => (
          <label key={name} className="field">
            <span>{t(`admin.unitOf.${name}`)}</span>
            <input value={content[name]} onChange={(event) => set({ [name]: event.target.value })} />
          </label>
        ))}
        <label className="field">
          <span>{t('admin.unitOf.type')}</span>
          <select
            value={content.type}
            onChange={(event) => set({ type: event.target.value as UnitContent['type'] })}
          >
            {TYPES.map((type) => (
              <option key={type} value={type}>
                {t(`admin.unitOf.types.${type}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{t('admin.unitOf.level')}</span>
          <select
            value={content.level}
            onChange={(event) => set({ level: event.target.value as UnitContent['level'] })}
          >
            {LEVELS.map((level) => (
              <option key={level} value={level}>
                {t(`admin.unitOf.levels.${level}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{t('admin.unitOf.phone')}</span>
          <input
            value={content.phone ?? ''}
            maxLength={40}
            inputMode="tel"
            onChange={(event) => set({ phone: event.target.value || null })}
          />
        </label>
        {(['commandDuty', 'neverResponsible', 'closed'] as const).map((flag) => (
          <label key={flag}>
            <input
              type="checkbox"
              checked={content[flag]}
              onChange={(event) => set({ [flag]: event.target.checked })}
            />{' '}
            {t(`admin.unitOf.${flag}`)}
          </label>
        ))}
      </div>
      {unit && content.closed && !unit.closed && (
        <p className="warn" role="alert">
          {t('admin.unitOf.closing', { cases: unit.openCases, rules: unit.rules, people: unit.people })}
        </p>
      )}
    </Dialog>
  );
}

function contentOf(unit: StoredUnit): UnitContent {
  const { zh, en, shortZh, shortEn, type, level, commandDuty, neverResponsible, closed, phone } = unit;
  return { zh, en, shortZh, shortEn, type, level, commandDuty, neverResponsible, closed, phone };
}
