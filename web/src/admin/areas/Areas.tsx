import { useState } from 'react';
import type { AdminAreas, AreaKind } from '../../../../core/contract/api/adminAreas.ts';
import { AREA_KINDS } from '../../../../core/contract/api/adminImports.ts';
import { useAnswer } from '../../api/answers.ts';
import { useWords } from '../../parts/i18n.ts';
import { EmptyState, ErrorState, Loading } from '../../parts/States.tsx';
import { useSection } from '../route.ts';
import { Area } from './Area.tsx';

/** Districts, subdistricts, communities, unit and patrol grids: found by name, shown on the map, renamed. */
export function Areas() {
  const { t } = useWords();
  const [, go] = useSection();
  const [typed, setTyped] = useState('');
  const [kind, setKind] = useState<AreaKind | 'all'>('all');
  const [code, setCode] = useState<string | null>(null);
  const answer = useAnswer('adminAreas', { kind, q: typed.trim() }, { keep: true });
  return (
    <>
      <header className="head">
        <h2>{t('admin.section.areas')}</h2>
        <nav className="tabs" aria-label={t('admin.area.kind')}>
          {(['all', ...AREA_KINDS] as const).map((one) => (
            <button key={one} type="button" aria-pressed={kind === one} onClick={() => setKind(one)}>
              {one === 'all' ? t('admin.area.all') : t(`admin.imports.kinds.${one}`)}
            </button>
          ))}
        </nav>
        <input
          className="input find"
          type="search"
          aria-label={t('word.search')}
          placeholder={t('word.search')}
          value={typed}
          maxLength={80}
          onChange={(event) => setTyped(event.target.value)}
        />
        <span className="q">
          {t('admin.area.shape')}{' '}
          <button type="button" className="link" onClick={() => go('imports')}>
            {t('admin.area.import')}
          </button>
        </span>
      </header>
      {answer.isPending && <Loading />}
      {answer.error && <ErrorState error={answer.error} onRetry={answer.refetch} />}
      {answer.data && answer.data.areas.length === 0 && (
        <EmptyState title={t('admin.area.none')} hint={t('admin.area.noneHint')} />
      )}
      {answer.data && answer.data.areas.length > 0 && (
        <div className="two map">
          <AreaTable found={answer.data} chosen={code} onChoose={setCode} />
          {code === null ? <p className="q">{t('admin.area.choose')}</p> : <Area key={code} code={code} />}
        </div>
      )}
    </>
  );
}

function AreaTable({
  found: { areas, total },
  chosen,
  onChoose,
}: {
  found: AdminAreas;
  chosen: string | null;
  onChoose: (code: string) => void;
}) {
  const { t, lang } = useWords();
  return (
    <section className="scroll" aria-label={t('admin.section.areas')}>
      <table className="list">
        <thead>
          <tr>
            <th>{t('admin.area.name')}</th>
            <th>{t('admin.area.code')}</th>
            <th>{t('admin.area.kind')}</th>
            <th className="num">{t('admin.area.open')}</th>
          </tr>
        </thead>
        <tbody>
          {areas.map((area) => (
            <tr key={area.code} data-area={area.code}>
              <td>
                <button
                  type="button"
                  className="link"
                  aria-current={area.code === chosen || undefined}
                  onClick={() => onChoose(area.code)}
                >
                  {area[lang]}
                </button>
              </td>
              <td className="q">{area.code}</td>
              <td>{t(`admin.imports.kinds.${area.kind}`)}</td>
              <td className="num">{area.openCases}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {total > areas.length && <p className="q">{t('admin.area.shown', { total, n: areas.length })}</p>}
    </section>
  );
}
