import { ENDPOINTS } from '../core/contract/api/endpoints.ts';
import { HouseError } from '../core/contract/errors.ts';
import { dropFilter as dropRow, keepFilter, savedFiltersOf } from '../db/queries/savedFilters.ts';
import type { Deed } from './run.ts';

const MOST = 50;

/** Keeps what a list is narrowed by, under a name of the person's own. */
export const saveFilter: Deed<typeof ENDPOINTS.saveFilter.input, { readonly ok: true }> = {
  name: 'save-filter',
  right: ENDPOINTS.saveFilter.right,
  input: ENDPOINTS.saveFilter.input,
  async run({ tx, actor, house, now }, { name, filter }) {
    const own = await savedFiltersOf(tx, actor.id);
    if (own.length >= MOST && !own.some((one) => one.name === name))
      throw new HouseError('refused', `There are ${MOST} filters already. Delete one first.`, {
        clause: '07.filters.most',
      });
    await keepFilter(tx, { id: house.newId(now), userId: actor.id, name, filter });
    return { ok: true };
  },
};

export const dropFilter: Deed<typeof ENDPOINTS.dropFilter.input, { readonly ok: true }> = {
  name: 'drop-filter',
  right: ENDPOINTS.dropFilter.right,
  input: ENDPOINTS.dropFilter.input,
  async run({ tx, actor }, { id }) {
    if (!(await dropRow(tx, actor.id, id)))
      throw new HouseError('not-found', 'There is no such filter of yours.');
    return { ok: true };
  },
};
