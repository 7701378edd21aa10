import { Pairs } from '../parts/Pairs.tsx';
import './sides.css';
import type { ComponentNear } from '../../../core/contract/api/answers.ts';
import { hasWord, useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';

/** What the register says of the component: owner, maintainer, custody, status. */
export function ComponentRecord({ record }: { record: ComponentNear }) {
  const { t } = useWords();
  const city = useCity();
  const status = `case.componentStatus.${record.status}`;
  const custody =
    record.custodian &&
    (record.custodyUntil
      ? t('case.custodyUntil', { unit: city.unit(record.custodian, true), date: record.custodyUntil })
      : city.unit(record.custodian, true));
  const rows: [string, string | null][] = [
    [t('word.category'), [city.category(record.categoryKey), record.name].filter(Boolean).join(' · ')],
    [t('ask.position'), hasWord(status) ? t(status) : record.status],
    [t('case.owner'), city.unit(record.owner, true)],
    [t('case.maintainer'), city.unit(record.maintainer, true)],
    [t('case.custodian'), custody],
  ];
  return <Pairs rows={rows} />;
}
