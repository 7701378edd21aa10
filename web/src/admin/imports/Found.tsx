import { useMemo } from 'react';
import type { ImportReport } from '../../../../core/contract/api/adminImports.ts';
import { ShapeMap } from '../../map/ShapeMap.tsx';
import { useWords } from '../../parts/i18n.ts';
import { faultText } from './faultWords.ts';

/** What is wrong, by row: number, code, field and reason. */
export function Faults({ report }: { report: ImportReport }) {
  const { t, lang } = useWords();
  const more = report.refused - report.faults.length;
  return (
    <section>
      <h3>{t('admin.imports.faults')}</h3>
      <table className="list wide faults">
        <thead>
          <tr>
            <th className="num">{t('admin.imports.row')}</th>
            <th>{t('admin.imports.code')}</th>
            <th>{t('admin.imports.field')}</th>
            <th>{t('admin.imports.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {report.faults.map((fault) => (
            <tr key={`${fault.row} ${fault.why}`} data-row={fault.row}>
              <td className="num">{fault.row || '–'}</td>
              <td>{fault.code ?? '–'}</td>
              <td>{fault.field ?? '–'}</td>
              <td>{faultText(fault.why, lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="q">{t('admin.imports.moreFaults', { n: more })}</p>}
    </section>
  );
}

/** Some of what changes, as a list and on the map. */
export function Sample({ sample }: { sample: ImportReport['sample'] }) {
  const { t } = useWords();
  const shapes = useMemo(
    () => sample.flatMap(({ shape, change }) => (shape ? [{ shape, strong: change !== 'same' }] : [])),
    [sample],
  );
  return (
    <section>
      <h3>
        {t('admin.imports.sample')}{' '}
        <span className="q">{t('admin.imports.sampleOf', { n: sample.length })}</span>
      </h3>
      <div className={shapes.length > 0 ? 'two map' : undefined}>
        <div className="samplelist">
          <table className="list">
            <thead>
              <tr>
                <th className="num">{t('admin.imports.row')}</th>
                <th>{t('admin.imports.code')}</th>
                <th>{t('admin.camera.name')}</th>
                <th>{t('admin.imports.result')}</th>
              </tr>
            </thead>
            <tbody>
              {sample.map((one) => (
                <tr key={one.row} className={one.change === 'same' ? 'qq' : undefined}>
                  <td className="num">{one.row}</td>
                  <td>{one.code}</td>
                  <td>{one.name}</td>
                  <td>{t(`admin.imports.change.${one.change}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {shapes.length > 0 && (
          <div className="shapemap">
            <ShapeMap shapes={shapes} label={t('admin.imports.map')} />
          </div>
        )}
      </div>
    </section>
  );
}
