import type { ImportLine } from '../../../../core/contract/api/adminImports.ts';

const BUSY: readonly ImportLine['state'][] = [
  'receiving',
  'check-owed',
  'checking',
  'import-owed',
  'importing',
];

/** Whether something is being done with the file, so that the page looks again. */
export function isBusy({ state }: Pick<ImportLine, 'state'>): boolean {
  return BUSY.includes(state);
}
